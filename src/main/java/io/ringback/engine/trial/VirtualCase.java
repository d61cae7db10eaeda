package io.ringback.engine.trial;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A case that is only thought of: where its token is, what its variables are, and what has been done for the two people so
 * far.
 *
 * @param at the id of the element that its token comes to
 * @param variables those that something can still ask for
 * @param sofar what has been done
 */
record VirtualCase(String at, Map<String, Object> variables, SoFar sofar) {

    VirtualCase {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /**
     * What has been done for the two, whatever the variables are called.
     *
     * @param opened whether the people were looked up
     * @param joined whether it joined another case; null if nobody has looked
     * @param policy what the consent policy said; null if it was not asked
     * @param answer what the caller answered; null if nothing
     * @param notified whether the callee was notified
     * @param choice what the callee chose; null if nothing
     * @param reach for which message it was last looked how somebody can be reached; null if for none
     * @param unheard the steps whose outcome the case has not waited for yet
     * @param sent the steps that have sent something by the medium that is chosen, since the case last waited
     * @param aside whether this is a second token beside that of the case
     * @param unknown whether a table or a person has said something that nobody knows
     * @param course what has become of what was sent
     */
    record SoFar(
            boolean opened,
            Boolean joined,
            Object policy,
            Object answer,
            boolean notified,
            Object choice,
            FactsGiven reach,
            Set<StepOfCase> unheard,
            Set<StepOfCase> sent,
            boolean aside,
            boolean unknown,
            Course course) {

        static final SoFar NOTHING =
                new SoFar(false, null, null, null, false, null, null, Set.of(), Set.of(), false, false, Course.NOTHING);

        SoFar withOpened() {
            return new SoFar(
                    true, joined, policy, answer, notified, choice, reach, unheard, sent, aside, unknown, course);
        }

        SoFar withJoined(boolean now) {
            return new SoFar(
                    opened, now, policy, answer, notified, choice, reach, unheard, sent, aside, unknown, course);
        }

        SoFar withPolicy(Object now) {
            return new SoFar(
                    opened, joined, now, answer, notified, choice, reach, unheard, sent, aside, unknown, course);
        }

        SoFar withAnswer(Object now) {
            return new SoFar(
                    opened, joined, policy, now, notified, choice, reach, unheard, sent, aside, unknown, course);
        }

        SoFar withChoice(Object now) {
            return new SoFar(
                    opened, joined, policy, answer, notified, now, reach, unheard, sent, aside, unknown, course);
        }

        SoFar withReach(FactsGiven now) {
            return new SoFar(
                    opened, joined, policy, answer, notified, choice, now, unheard, sent, aside, unknown, course);
        }

        SoFar withCourse(Course now) {
            return new SoFar(
                    opened, joined, policy, answer, notified, choice, reach, unheard, sent, aside, unknown, now);
        }

        SoFar withAside() {
            return new SoFar(
                    opened, joined, policy, answer, notified, choice, reach, Set.of(), sent, true, unknown, course);
        }

        SoFar withUnknown() {
            return new SoFar(
                    opened, joined, policy, answer, notified, choice, reach, unheard, sent, aside, true, course);
        }

        /** A step has written to somebody, or lets somebody answer again. */
        SoFar after(StepOfCase step) {
            return new SoFar(
                    opened,
                    joined,
                    policy,
                    answer,
                    notified || step == StepOfCase.NOTIFY_CALLEE,
                    choice,
                    reach,
                    with(unheard, step),
                    step.sends() ? with(sent, step) : sent,
                    aside,
                    unknown,
                    step.sends() || step == StepOfCase.REOPEN_CONTACT_MEANS ? course.after(step) : course);
        }

        /** The two have changed roles: nobody has notified or chosen anything as the case is now. */
        SoFar turned() {
            return new SoFar(
                    opened,
                    joined,
                    policy,
                    answer,
                    false,
                    null,
                    null,
                    Set.of(),
                    Set.of(),
                    aside,
                    unknown,
                    course.turned());
        }

        /** A medium was chosen, so what is sent by it is sent for the first time. */
        SoFar choosing(String variable) {
            Set<StepOfCase> still = EnumSet.noneOf(StepOfCase.class);
            sent.stream()
                    .filter(step -> !step.medium().filter(variable::equals).isPresent())
                    .forEach(still::add);
            return new SoFar(
                    opened, joined, policy, answer, notified, choice, reach, unheard, still, aside, unknown, course);
        }

        /** Something that the case waited for has come; what it was told was heard if it waited for a message. */
        SoFar waited(boolean heard) {
            return new SoFar(
                    opened,
                    joined,
                    policy,
                    answer,
                    notified,
                    choice,
                    reach,
                    heard ? Set.of() : unheard,
                    Set.of(),
                    aside,
                    unknown,
                    course);
        }

        private static Set<StepOfCase> with(Set<StepOfCase> steps, StepOfCase one) {
            Set<StepOfCase> more = EnumSet.of(one);
            more.addAll(steps);
            return more;
        }
    }

    VirtualCase to(String element) {
        return new VirtualCase(element, variables, sofar);
    }

    VirtualCase with(SoFar now) {
        return new VirtualCase(at, variables, now);
    }

    VirtualCase with(Map<String, Object> set) {
        Map<String, Object> more = new LinkedHashMap<>(variables);
        more.putAll(set);
        return new VirtualCase(at, more, sofar);
    }

    VirtualCase keeping(Set<String> wanted) {
        Map<String, Object> kept = new LinkedHashMap<>(variables);
        kept.keySet().retainAll(wanted);
        return new VirtualCase(at, kept, sofar);
    }

    VirtualCase without(Set<String> unwanted) {
        Map<String, Object> kept = new LinkedHashMap<>(variables);
        kept.keySet().removeAll(unwanted);
        return new VirtualCase(at, kept, sofar);
    }

    boolean isKnown() {
        return !sofar.unknown();
    }
}
