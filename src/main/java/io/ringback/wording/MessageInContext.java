package io.ringback.wording;

import io.ringback.cases.Announcement;
import io.ringback.cases.CallReason;
import io.ringback.cases.CaseState;
import io.ringback.cases.OneLine;
import io.ringback.cases.WhyCalled;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.wording.ContactView.DeviceChoice;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A message together with all that its text, its page and its reply need to know.
 *
 * @param reader who got the message: the caller, the callee, or who is told in the callee's stead
 * @param address where it went; never shown to the other
 * @param callReturned whether the callee answered a connection that the caller did not
 * @param calledFrom the caller's address; never shown to the callee
 * @param conference what the callee is to be joined to; empty if to the caller
 * @param callerUnverified whether the call may be somebody else's
 * @param announcement what the callee hears when connected; empty before that
 * @param deputyTold whether somebody is told in the callee's stead
 * @param why what the caller says of why they called
 * @param line what the other one says to the reader in this message; empty if nothing in words of their own
 * @param connectionAttempts how often connecting the two has been tried
 * @param callersMedia on what the caller can be written to or called; none if this is no notification, or its reader has written already
 * @param turn whether it is about a returned call that was not answered, or about one who can be reached, or from before the two changed roles
 * @param asked the time that the reader is asked about; empty if they are asked about none
 * @param readersDevices on which the reader can be reached, best first; none if this is no notification
 */
public record MessageInContext(
        UUID messageId,
        UUID caseId,
        MessageKind kind,
        Medium medium,
        Reader reader,
        UUID deviceId,
        Address address,
        UUID callerId,
        String callerName,
        UUID calleeId,
        String calleeName,
        Cause cause,
        Medium failedMedium,
        CaseState state,
        Instant lastTriedAt,
        int attempts,
        boolean callReturned,
        Optional<String> reachableOn,
        Address calledFrom,
        Optional<Address> conference,
        boolean callerUnverified,
        Optional<Announcement> announcement,
        boolean deputyTold,
        WhyCalled why,
        Optional<OneLine> line,
        int connectionAttempts,
        Set<Medium> callersMedia,
        Turn turn,
        Optional<AskedTime> asked,
        List<Device> readersDevices) {

    public MessageInContext {
        callersMedia = Set.copyOf(callersMedia);
        readersDevices = List.copyOf(readersDevices);
    }

    /**
     * A time that the callee has named.
     *
     * @param at when
     * @param open whether the case waits for what the reader says to it
     */
    public record AskedTime(Instant at, boolean open) {}

    /** How a message stands to the changes of roles in its case. Who is caller and callee is as it was when it was written. */
    public enum Turn {
        /** The two have never changed roles. */
        FIRST,
        /** The message is of the roles as they are now, which have changed because a returned call was not answered. */
        RETURNED,
        /** The same, because who is the caller now has said where they can be reached. */
        REACHABLE,
        /** The roles have changed since it was written: nothing comes of it any more. */
        PAST
    }

    /**
     * The person who got the message.
     *
     * @param language with the brand under which they are served, if one is theirs ({@link io.ringback.directory.Brand})
     * @param seen whether signs of their life may be used; empty if they have not said
     * @param alwaysToldUntil until when they want to know of each call of the caller; empty if they have not said so, or this is no notification
     */
    public record Reader(
            UUID id,
            String name,
            Locale language,
            ZoneId timeZone,
            Optional<Boolean> seen,
            Optional<Instant> alwaysToldUntil) {}

    /** In which state a case waits for what comes of a message of this kind; null if it never waits. */
    public static CaseState awaitedIn(MessageKind kind) {
        return kind.awaitedIn().orElse(null);
    }

    /** Whether the case waits for what comes of this message; of how it stands there is something to say until it ends. */
    public boolean isWaitedFor() {
        return turn != Turn.PAST
                && asked.map(AskedTime::open).orElse(true)
                && (kind == MessageKind.STANDING ? state != CaseState.ENDED : state == awaitedIn(kind));
    }

    /** What the caller is asked. */
    public QuestionView question() {
        return new QuestionView(
                callerName,
                reader.language(),
                reader.timeZone(),
                calleeName,
                cause,
                failedMedium,
                lastTriedAt,
                attempts,
                conference.isPresent(),
                false,
                asked.map(AskedTime::at));
    }

    /** What the callee is shown, or who is told in their stead, with what they may choose. */
    public ContactView notice(List<DeviceChoice> devices, boolean canConnect) {
        return new ContactView(
                        reader.name(),
                        reader.language(),
                        reader.timeZone(),
                        callerName,
                        failedMedium,
                        lastTriedAt,
                        attempts,
                        conference.isPresent(),
                        callerUnverified,
                        devices,
                        canConnect,
                        standsInFor())
                .because(whyShown())
                .turned(turn);
    }

    /** What a caller says is for the callee alone; of one who may be somebody else, nothing that came with the call counts. */
    private WhyCalled whyShown() {
        boolean forged = callerUnverified && why.reason() == CallReason.NONE && !why.whenAsked();
        return standsInFor().isPresent() || forged ? WhyCalled.UNSAID : why;
    }

    /**
     * What the other one says to the reader of this message.
     *
     * @throws IllegalStateException if they say nothing (any more): it has been erased
     */
    public LineView lineToReader(WordingInForce wording) {
        boolean ofCaller = kind == MessageKind.LINE;
        return new LineView(
                reader.name(),
                reader.language(),
                ofCaller ? callerName : whoReacted(wording),
                ofCaller,
                line.orElseThrow(() -> new IllegalStateException("What was to be passed on is not kept any more.")));
    }

    /** Who it was that reacted, as the caller is told: the callee, or that somebody did in their stead. */
    String whoReacted(WordingInForce wording) {
        return deputyTold
                ? wording.say(TextsOf.LETTERS, "information.deputy", reader.language(), calleeName)
                : calleeName;
    }

    /** The callee, if the reader of this notification is told in their stead. */
    public Optional<String> standsInFor() {
        return reader.id().equals(calleeId) ? Optional.empty() : Optional.of(calleeName);
    }
}
