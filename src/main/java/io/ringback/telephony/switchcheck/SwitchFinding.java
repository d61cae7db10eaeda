package io.ringback.telephony.switchcheck;

import io.ringback.failedcall.CallEnding;
import io.ringback.failedcall.Classification;
import io.ringback.failedcall.TestCallNote;
import io.ringback.failedcall.Verdict;
import io.ringback.telephony.switchcheck.PlayedEnding.Play;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one ending came to.
 *
 * @param ending what was played
 * @param heard what the caller heard of it, a SIP status
 * @param told what Ringback was told
 * @param expected what it should make of it: a cause, ANSWERED, BLOCK, NOTHING
 */
record SwitchFinding(PlayedEnding ending, int heard, List<TestCallNote> told, String expected) {

    private static final String ANSWERED = "ANSWERED";
    private static final String NOTHING = "NOTHING";
    /** A switch may say of a user without a phone that there is none. */
    private static final Set<String> WITHOUT_A_PHONE = Set.of("UNREACHABLE", "NOT_FOUND");

    SwitchFinding {
        told = List.copyOf(told);
    }

    static SwitchFinding of(PlayedEnding ending, int heard, List<TestCallNote> told, Classification table) {
        return new SwitchFinding(ending, heard, told, expected(ending, table));
    }

    private static String expected(PlayedEnding ending, Classification table) {
        if (ending.isAnswered()) {
            return ANSWERED;
        }
        CallEnding codes = ending.ending(table.longRinging());
        Verdict verdict = table.classify(codes, () -> false);
        if (verdict instanceof Verdict.Failed failed) {
            return failed.cause().name();
        }
        return verdict instanceof Verdict.Block ? "BLOCK" : NOTHING;
    }

    /** What is wrong, and what to do; empty if nothing is. */
    Optional<String> wrong(Duration longRinging) {
        if (told.size() > 1) {
            return Optional.of(
                    "It was told " + told.size() + " times under different ids or endings. Tell Ringback once for each"
                            + " call and not for each phone, under the Call-ID of the caller's leg (Ringback-Call-ID).");
        }
        if (told.isEmpty()) {
            return expected.equals(NOTHING) ? Optional.empty() : Optional.of(untold());
        }
        TestCallNote note = told.get(0);
        if (!note.callerRight()) {
            return Optional.of(
                    "Another caller was named than ringback.switch-check.caller. Give the caller's own address in"
                            + " P-Asserted-Identity or From; for numbers see RINGBACK_SIP_NUMBERS.");
        }
        if (!note.calleeRight()) {
            return Optional.of(
                    "Another callee was named than ringback.switch-check.callee. Give whom the caller wanted in"
                            + " Diversion, History-Info or the request URI; for numbers see RINGBACK_SIP_NUMBERS.");
        }
        return isRight(note.verdict()) ? Optional.empty() : Optional.of(mistold(note, longRinging));
    }

    private boolean isRight(String verdict) {
        return verdict.equals(expected)
                || ending.play() == Play.NO_PHONE && WITHOUT_A_PHONE.contains(verdict)
                || ending.play() == Play.NOBODY_ANSWERS && verdict.equals("NO_ANSWER");
    }

    private String untold() {
        return switch (ending.play()) {
            case ANSWERED, ANSWERED_ON_ANOTHER_PHONE ->
                "Tell Ringback of calls that are answered: publish them as confirmed, or POST /api/answered-calls.";
            case CALLER_GIVES_UP_LATE ->
                "Tell Ringback of calls that the caller gives up: publish them as terminated with code 487, or POST"
                        + " /api/failed-calls.";
            default ->
                "Send calls that end with " + heard
                        + " on to Ringback, or tell it of them. If the switch does, is it among"
                        + " RINGBACK_SIP_PEERS, and does Ringback's log say why a call \"opens nothing\"?";
        };
    }

    private String mistold(TestCallNote note, Duration longRinging) {
        if (ending.q850() != 0 && note.q850() == null) {
            return "The cause of the callee's network is lost. Pass \"Reason: Q.850;cause=" + ending.q850() + "\" on.";
        }
        if (ending.rings() && Boolean.FALSE.equals(note.rang())) {
            return "The phone rang, and Ringback was told that it did not. Say for how long: Ringback-Ring-Time.";
        }
        if (!ending.rings() && Boolean.TRUE.equals(note.rang())) {
            return "The phone did not ring, and Ringback was told that it did. Count from 180 Ringing, and not from the INVITE.";
        }
        if (ending.play() == Play.CALLER_GIVES_UP_LATE && note.ringSeconds() != null) {
            return "It rang for " + longRinging.plusSeconds(2).toSeconds() + " s, and Ringback was told "
                    + note.ringSeconds() + ". Send the seconds in Ringback-Ring-Time.";
        }
        if (note.sipStatus() != null && note.sipStatus() != ending.status()) {
            return "The call ended with " + ending.status() + ", and Ringback was told " + note.sipStatus()
                    + ". Pass the phone's own status on.";
        }
        return "The switch told another ending than the one that was played.";
    }

    /** What Ringback was told, in a few words. */
    String toldInWords() {
        return told.isEmpty()
                ? "nothing"
                : told.stream().map(SwitchFinding::words).collect(Collectors.joining("; and "));
    }

    private static String words(TestCallNote note) {
        StringBuilder words = new StringBuilder(note.verdict());
        if (note.sipStatus() != null || note.q850() != null) {
            words.append(" by ").append(note.sipStatus() == null ? "" : note.sipStatus() + " ");
            words.append(note.q850() == null ? "" : "Q.850 " + note.q850() + " ");
            words.append(
                    Boolean.TRUE.equals(note.rang())
                            ? "after " + note.ringSeconds() + " s of ringing"
                            : "without ringing");
        }
        return words.toString();
    }
}
