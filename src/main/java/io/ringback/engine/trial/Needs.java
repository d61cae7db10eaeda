package io.ringback.engine.trial;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.WhenSeen;
import io.ringback.directory.Medium;
import io.ringback.engine.trial.VirtualCase.SoFar;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What must be so when a case comes to a step, for the step to work and for nobody to be written to against their will. */
final class Needs {

    /** The answers after which the callee is notified. */
    static final Set<String> YES = Set.of(Answer.YES.name(), Answer.ALWAYS.name());

    private static final Set<String> NO = Set.of(Answer.NO.name(), VirtualWaits.SAID_NOTHING);
    private static final Set<String> REFUSALS = Set.of(Choice.NOT_NOW.name(), Choice.BLOCK.name());
    private static final Set<String> REACHABLE =
            Set.of(Choice.CONNECT.name(), Choice.INFORM.name(), Choice.WRITE.name(), WhenSeen.TELL_CALLER.name());

    /**
     * What is not as the step needs it.
     *
     * @param problem as a sentence
     * @param mend as a sentence
     */
    record Unmet(String problem, String mend) {}

    private Needs() {}

    /** The first thing that is not as the step needs it; empty if all is well. */
    static Optional<Unmet> unmet(StepOfCase step, VirtualCase one) {
        SoFar sofar = one.sofar();
        if (sofar.aside()) {
            return step == StepOfCase.COUNT_REPEAT
                    ? missing("calledAgainAt", one, "Let the message \"Called again\" start it.")
                    : unless(
                            false,
                            "A second token of the case comes here.",
                            "Let only one token run: see where it forks.");
        }
        if (step == StepOfCase.LOOK_UP_PEOPLE) {
            return unless(!sofar.opened(), "The case is opened here a second time.", "Look people up once only.");
        }
        if (!sofar.opened()) {
            return unless(false, "The case has not been opened here.", "Let the step ${lookUpPeople} come first.");
        }
        if (sofar.course().withdrawn() && !step.awaits().isEmpty()) {
            return unless(
                    false,
                    "Somebody would be written to or called although the caller has withdrawn.",
                    "Let the case end where the message \"Caller withdrew\" is caught.");
        }
        if (step.sends()) {
            Optional<Unmet> unmet = toSend(step, one);
            if (unmet.isPresent()) {
                return unmet;
            }
        }
        return switch (step) {
            case CLAIM_PAIR ->
                unless(
                        sofar.joined() == null,
                        "The open case of the two is looked for again.",
                        "Look for it once only.");
            case TELL_OPEN_CASE ->
                unless(
                        Boolean.TRUE.equals(sofar.joined()),
                        "A case comes here that has not found another open one.",
                        "Let only the way on which joined is true lead here.");
            case COUNT_REPEAT -> missing("calledAgainAt", one, "Let the message \"Called again\" start it.");
            case ASK_CALLER -> mayAsk(sofar).or(() -> reach(FactsGiven.QUESTION, one));
            case ASK_ON_THE_SPOT ->
                mayAsk(sofar)
                        .or(() -> unless(
                                Boolean.TRUE.equals(one.variables().get("callerOnTheLine")),
                                "A caller comes here who may no longer be on the line.",
                                "Let only the way on which callerOnTheLine is true lead here."));
            case NOTIFY_CALLEE -> mayNotify(sofar).or(() -> reach(FactsGiven.NOTIFICATION, one));
            case REOPEN_CONTACT_MEANS ->
                unless(
                                sofar.notified(),
                                "The callee has not been notified when the case comes here.",
                                "Let the step ${notifyCallee} come before.")
                        .or(() -> durations(step, one));
            case CONNECT_CALL ->
                unless(
                        sofar.notified() && Choice.CONNECT.name().equals(sofar.choice()),
                        "A callee would be connected who has not chosen it.",
                        "Let only the way on which the callee chose to connect lead here.");
            case SWAP_ROLES ->
                unless(
                        Choice.CONNECT.name().equals(sofar.choice())
                                && Boolean.FALSE.equals(sofar.course().connected()),
                        "The two would change roles although no call was returned.",
                        "Let only the way on which connection is CALLER_NO_ANSWER lead here.");
            case LET_CALLER_DIAL ->
                unless(
                        Choice.INFORM.name().equals(sofar.choice()),
                        "The caller could have the callee rung although the callee has not said that they can be reached.",
                        "Let only the way on which the callee chose to inform lead here: see the table caller-dials.");
            case INFORM_CALLER ->
                unless(
                                REACHABLE.contains(String.valueOf(sofar.choice())),
                                "The caller would be told that the callee can be reached, or has written, although the callee has not said so.",
                                "Let only the ways on which the callee chose to connect, to inform or to write lead here, or whenSeen is TELL_CALLER.")
                        .or(() -> reach(FactsGiven.INFORMATION, one));
            default -> Optional.empty();
        };
    }

    private static Optional<Unmet> toSend(StepOfCase step, VirtualCase one) {
        return unless(
                        Boolean.FALSE.equals(one.sofar().joined()),
                        "Somebody would be written to before it is known whether the two have an open case already.",
                        "Let the step ${claimPair} come before, and only the way on which joined is false lead here.")
                .or(() -> unless(
                        !one.sofar().sent().contains(step),
                        "The same message would be sent again at once.",
                        "Take one of the two steps out, or choose another medium between them."))
                .or(() -> unless(
                        one.sofar().course().mayStillSend(step),
                        "The same person could be written to or called here again and again, " + Course.MOST
                                + " times and more, without having done anything.",
                        "Draw how often at most: see the reminder in bpmn/samples/second-reminder.bpmn."))
                .or(() -> step.medium().flatMap(variable -> medium(variable, one)))
                .or(() -> durations(step, one));
    }

    private static Optional<Unmet> mayAsk(SoFar sofar) {
        if (Answer.NO.name().equals(sofar.answer())) {
            return unless(
                    false,
                    "The caller would be asked again although the caller said no.",
                    "Let the case end where the caller has said no.");
        }
        return unless(
                "ASK".equals(sofar.policy()) || "NOT_NEEDED".equals(sofar.policy()),
                "The caller would be asked although the consent policy "
                        + (sofar.policy() == null ? "was not followed." : "said " + sofar.policy() + "."),
                "Let the table consent-policy be asked before, and only the ways on which it says ASK or NOT_NEEDED lead"
                        + " here.");
    }

    private static Optional<Unmet> mayNotify(SoFar sofar) {
        boolean no = NO.contains(String.valueOf(sofar.answer()));
        if (REFUSALS.contains(String.valueOf(sofar.choice()))) {
            return unless(
                    false,
                    "The callee would be notified again although the callee has said not to.",
                    "Let the case end where the callee leaves it.");
        }
        boolean agreed = "NOT_NEEDED".equals(sofar.policy())
                || "ASK".equals(sofar.policy()) && YES.contains(String.valueOf(sofar.answer()));
        return unless(
                agreed && !no,
                "The callee would be notified although "
                        + (no
                                ? "the caller said no."
                                : "neither the caller has said yes nor the consent policy NOT_NEEDED."),
                "Let only the ways on which the caller said yes, or the consent policy NOT_NEEDED, lead here.");
    }

    private static Optional<Unmet> reach(FactsGiven facts, VirtualCase one) {
        return unless(
                one.sofar().reach() != null && one.sofar().reach().purpose().equals(facts.purpose()),
                "It has not been looked how this person can be reached.",
                "Let a decision with the listener ${" + facts.bean() + "} choose the medium before.");
    }

    private static Optional<Unmet> medium(String variable, VirtualCase one) {
        Object chosen = one.variables().get(variable);
        return unless(
                Arrays.stream(Medium.values()).anyMatch(medium -> medium.name().equals(chosen)),
                one.variables().containsKey(variable)
                        ? "A case can come here with " + variable + " = " + chosen + ", which is no medium."
                        : "A case can come here before " + variable + " is chosen.",
                "Let the table choice-of-medium choose " + variable
                        + " before, and only the way on which it is a medium" + " lead here.");
    }

    private static Optional<Unmet> durations(StepOfCase step, VirtualCase one) {
        return step.durations().stream()
                .flatMap(variable -> missing(
                        variable, one, "Let the table waiting-times decide it before: see the templates.")
                        .or(() -> unless(
                                one.variables().get(variable) instanceof String text && EngineLanguage.isDuration(text),
                                "A case can come here with " + variable + " = "
                                        + one.variables().get(variable) + ", which is no duration.",
                                "Let the table waiting-times decide it before."))
                        .stream())
                .findFirst();
    }

    private static Optional<Unmet> missing(String variable, VirtualCase one, String mend) {
        return unless(
                one.variables().containsKey(variable), "A case can come here before " + variable + " is set.", mend);
    }

    private static Optional<Unmet> unless(boolean met, String problem, String mend) {
        return met ? Optional.empty() : Optional.of(new Unmet(problem, mend));
    }
}
