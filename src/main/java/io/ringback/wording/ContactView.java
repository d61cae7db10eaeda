package io.ringback.wording;

import io.ringback.cases.CallReason;
import io.ringback.cases.OneLine;
import io.ringback.cases.WhyCalled;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Urgency;
import io.ringback.wording.MessageInContext.Turn;
import java.text.Bidi;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the callee is shown: who, when, how often, and what can be done. The caller's address is not part of it.
 *
 * @param calleeName the reader
 * @param language the reader's
 * @param timeZone the reader's
 * @param callerName who tried
 * @param failedMedium through what
 * @param lastTriedAt when last
 * @param attempts how often
 * @param conference whether it was to have the reader join a conference
 * @param callerUnverified whether the caller's number could not be verified, so that somebody else may have called
 * @param devices the reader's own devices on which to be reached, best first
 * @param canConnect whether "Connect us now" is offered
 * @param canWrite whether a line of text may be written to the caller, who then gets it by Ringback
 * @param standsInFor who was called, if the reader is told in their stead
 * @param why what the caller says of why they called
 * @param turn whether the reader tried first, and what is told of is the call that was returned to them, or that the other one can be reached
 */
public record ContactView(
        String calleeName,
        Locale language,
        ZoneId timeZone,
        String callerName,
        Medium failedMedium,
        Instant lastTriedAt,
        int attempts,
        boolean conference,
        boolean callerUnverified,
        List<DeviceChoice> devices,
        boolean canConnect,
        boolean canWrite,
        Optional<String> standsInFor,
        WhyCalled why,
        Turn turn) {

    public ContactView {
        devices = List.copyOf(devices);
    }

    /** What is shown where the caller has not said why they called, nothing may be written, and the reader has not tried first. */
    public ContactView(
            String calleeName,
            Locale language,
            ZoneId timeZone,
            String callerName,
            Medium failedMedium,
            Instant lastTriedAt,
            int attempts,
            boolean conference,
            boolean callerUnverified,
            List<DeviceChoice> devices,
            boolean canConnect,
            Optional<String> standsInFor) {
        this(
                calleeName,
                language,
                timeZone,
                callerName,
                failedMedium,
                lastTriedAt,
                attempts,
                conference,
                callerUnverified,
                devices,
                canConnect,
                false,
                standsInFor,
                WhyCalled.UNSAID,
                Turn.FIRST);
    }

    /** The same of a caller who says why. */
    public ContactView because(WhyCalled reason) {
        return with(canWrite, reason, turn);
    }

    /** The same, in which a line may be written or not. */
    public ContactView writing(boolean offered) {
        return with(offered, why, turn);
    }

    /** The same, as it stands to the changes of roles. */
    ContactView turned(Turn turned) {
        return with(canWrite, why, turned);
    }

    private ContactView with(boolean writing, WhyCalled reason, Turn turned) {
        return new ContactView(
                calleeName,
                language,
                timeZone,
                callerName,
                failedMedium,
                lastTriedAt,
                attempts,
                conference,
                callerUnverified,
                devices,
                canConnect,
                writing,
                standsInFor,
                reason,
                turned);
    }

    /** Whether the caller says that it is urgent. */
    public boolean urgent() {
        return why.urgency() == Urgency.URGENT;
    }

    /** Whether the caller asks to be called back when it suits. */
    public boolean callBack() {
        return why.reason() == CallReason.CALL_BACK;
    }

    /** Whether the caller has said aloud why they called, for the reader to hear. */
    public boolean spoken() {
        return why.reason() == CallReason.SPOKEN;
    }

    /** What the caller has written; empty if nothing. It is shown as it is, and never as markup. */
    public Optional<String> line() {
        return why.line().map(OneLine::text);
    }

    /** So that what is written from right to left turns nothing around it (UAX 9, first strong isolate). */
    private static String apart(String line) {
        return Bidi.requiresBidi(line.toCharArray(), 0, line.length()) ? "\u2068" + line + "\u2069" : line;
    }

    /** Which of the texts about what was tried fits. */
    public String attempt() {
        return switch (turn) {
            case RETURNED -> "returned";
            case REACHABLE -> "reachable";
            default -> standsInFor.isPresent() ? "deputy" : Wording.attempt(failedMedium, conference);
        };
    }

    /** Whether nobody has called the reader: they tried first, and the other one can be reached. */
    public boolean reachable() {
        return turn == Turn.REACHABLE;
    }

    /** In whose stead the reader is told, as texts show the name; empty if in nobody's. */
    public String called() {
        return standsInFor.map(Wording::name).orElse("");
    }

    /** What the templates of a page and of a letter say alike of it. */
    public Map<String, Object> values(WordingInForce wording) {
        Map<String, Object> values = new HashMap<>();
        values.put("reader", Wording.name(calleeName));
        values.put("caller", Wording.name(callerName));
        values.put("called", called());
        values.put("heading", "notification.heading." + attempt());
        values.put("tried", "notification.tried." + attempt());
        values.put("attempts", attempts);
        values.put("when", wording.when(lastTriedAt, timeZone, language));
        values.put("unverified", callerUnverified);
        values.put("urgent", urgent());
        values.put("callBack", callBack());
        values.put("spoken", spoken());
        line().ifPresent(written -> values.put("line", apart(written)));
        values.put("canConnect", canConnect);
        values.put("canWrite", canWrite);
        values.put("connecting", "contact.connect.explanation." + (conference ? "conference" : "call"));
        return values;
    }

    /**
     * A device of the reader, by its label.
     *
     * @param id to post back
     * @param label what the reader calls it, with the last digits of its number where it is told apart only by them
     * @param medium how it is reached
     * @param callable whether the reader can be called on it to be connected
     */
    public record DeviceChoice(UUID id, String label, Medium medium, boolean callable) {}
}
