package io.ringback.engine.trial;

import io.ringback.cases.CaseMessage;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What has become of the messages of a virtual case: to which of them somebody may still react, and how often one went out
 * again without anybody having done anything.
 *
 * @param open the steps to which a reaction may still come
 * @param sent how often each step has sent since a person did something or another device was chosen
 * @param failed whether something could not be delivered since the last was sent
 * @param withdrawn whether the caller has withdrawn
 * @param connected whether the two are connected; null if nobody tried
 */
record Course(
        Set<StepOfCase> open, Map<StepOfCase, Integer> sent, boolean failed, boolean withdrawn, Boolean connected) {

    /** As many messages of one kind are enough for anybody who does not react; a bounded diagram sends fewer. */
    static final int MOST = 10;

    static final Course NOTHING = new Course(Set.of(), Map.of(), false, false, null);

    Course {
        open = Set.copyOf(open);
        sent = Map.copyOf(sent);
    }

    /** Whether a message of the step may go out once more. */
    boolean mayStillSend(StepOfCase step) {
        return sent.getOrDefault(step, 0) < MOST;
    }

    /** Whether something has been done to which this message can be the reaction. */
    boolean canBring(CaseMessage message) {
        return open.stream().anyMatch(step -> step.awaits().contains(message));
    }

    Course after(StepOfCase step) {
        Set<StepOfCase> more = EnumSet.of(step);
        more.addAll(open);
        Map<StepOfCase, Integer> counted = new EnumMap<>(StepOfCase.class);
        counted.putAll(sent);
        if (step.sends()) {
            counted.merge(step, 1, Integer::sum);
        }
        return new Course(more, counted, failed && !step.sends(), withdrawn, connected);
    }

    /** Once something has failed, another device is chosen, and there are only so many. */
    Course choosing(String variable) {
        if (!failed) {
            return this;
        }
        Map<StepOfCase, Integer> others = new EnumMap<>(StepOfCase.class);
        others.putAll(sent);
        others.keySet().removeIf(step -> step.medium().filter(variable::equals).isPresent());
        return new Course(open, others, failed, withdrawn, connected);
    }

    /** The two have changed roles: nobody can react any more to what was sent before. */
    Course turned() {
        return new Course(Set.of(), sent, false, withdrawn, connected);
    }

    /** An operator, who looks at the case, has sent it on. */
    Course mended() {
        return new Course(open, Map.of(), failed, withdrawn, connected);
    }

    /** @param ending what became of the connection */
    Course connecting(boolean ending) {
        return new Course(open, sent, failed, withdrawn, ending);
    }

    Course heard(CaseMessage message) {
        return switch (message) {
            // Both are said to all that was asked or offered so far.
            case CALLER_ANSWERED, CONTACT_MEANS_USED, TIME_ANSWERED ->
                new Course(without(message), Map.of(), false, withdrawn, connected);
            // They can still say otherwise until then.
            case TIME_NAMED -> new Course(open, Map.of(), failed, withdrawn, connected);
            case CALLER_WITHDREW -> new Course(open, sent, false, true, connected);
            case DELIVERY_FAILED -> new Course(open, sent, true, withdrawn, connected);
            case DELIVERED, CONNECTION_OUTCOME -> new Course(without(message), sent, false, withdrawn, connected);
            default -> this;
        };
    }

    private Set<StepOfCase> without(CaseMessage message) {
        Set<StepOfCase> still = EnumSet.noneOf(StepOfCase.class);
        open.stream().filter(step -> !step.awaits().contains(message)).forEach(still::add);
        return still;
    }
}
