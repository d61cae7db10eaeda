package io.ringback.privacy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringback.calendar.BusyTimes.Busy;
import io.ringback.cases.Outcome;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Everything that is kept about a person, to be handed to them. Of others it says their names only where the person knows them already,
 * and never an address (docs/decisions/0025-erasure.md).
 *
 * @param madeAt when it was put together
 * @param wishes what they have settled once and for all
 * @param contacts whom they know
 * @param blocked about whom they do not want to be notified
 * @param allowed of whom they are always told, or whom they always have told, without a question
 * @param stopped where they have said STOP
 * @param calendar what is kept of the calendar that they have given; absent if nothing is
 * @param cases their failed calls, those to them, and those of which they were to be told in the callee's stead, the newest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PersonFile(
        Instant madeAt,
        UUID id,
        String name,
        String language,
        String timeZone,
        String organisation,
        String country,
        String brand,
        String deputy,
        Wishes wishes,
        List<OwnDevice> devices,
        List<KnownPerson> contacts,
        List<BlockedPerson> blocked,
        List<AllowedPerson> allowed,
        List<Stopped> stopped,
        OwnCalendar calendar,
        List<OwnCase> cases) {

    /** How a person had to do with a call. */
    public enum Role {
        CALLER,
        CALLEE,
        /** Told in the callee's stead. */
        DEPUTY
    }

    /**
     * As {@link io.ringback.directory.Preferences}.
     *
     * @param alwaysNotifyForMeUntil absent: without end
     * @param alwaysTellMeUntil absent: without end
     * @param seen absent: as the installation has it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Wishes(
            boolean alwaysNotifyForMe,
            boolean alwaysTellMe,
            boolean never,
            String returnCallsTo,
            String quietHours,
            Instant alwaysNotifyForMeUntil,
            Instant alwaysTellMeUntil,
            Boolean seen) {}

    /** As {@link io.ringback.directory.Device}; {@code until} is absent if it has no end. */
    public record OwnDevice(Medium medium, String address, String label, boolean textOnly, Instant until) {}

    /** Somebody among their contacts. */
    public record KnownPerson(String name, boolean vip) {}

    /**
     * Somebody whose calls they are not told of.
     *
     * @param until when that ends or has ended; absent: without end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BlockedPerson(String name, Instant since, Instant until) {}

    /** As {@link io.ringback.directory.StandingPermissions}: until when, which may be over. */
    public record AllowedPerson(String name, Instant since, Instant until) {}

    /**
     * STOP, said at one of their addresses.
     *
     * @param medium absent: said for all media
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Stopped(String address, Medium medium, Instant since) {}

    /** As {@link io.ringback.calendar.KeptCalendar}: when they are busy until then; {@code feed} is absent if it was handed over. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OwnCalendar(Instant readAt, Instant until, List<Busy> busy, String feed) {}

    /**
     * A case of theirs.
     *
     * @param other the name of the other of the two, the caller's for a deputy; absent if the person was never told it, or they are not
     *     known any more
     * @param standingInFor the name of the callee in whose stead the person was told; absent unless they are a deputy who was told
     * @param address their own, from which they called or at which they were called; absent for a deputy
     * @param outcome absent while the case is open, and if it tells what the other one wished
     * @param why why the caller called, in the caller's words; absent if they did not say, or the person was not told
     * @param spokenWhy the same in the caller's voice: an audio/wav file, in base64; absent as well once the case has ended
     * @param acts what they did themselves
     * @param line what they wrote to the other one; absent if nothing, or nothing that is kept
     * @param messages to them
     * @param calls in which they were connected
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OwnCase(
            UUID id,
            Role role,
            String other,
            String standingInFor,
            String address,
            Medium medium,
            Cause cause,
            int attempts,
            Instant firstTriedAt,
            Instant lastTriedAt,
            boolean open,
            Outcome outcome,
            Instant endedAt,
            String why,
            String spokenWhy,
            List<Act> acts,
            String line,
            List<Message> messages,
            List<Call> calls) {}

    /** Something they did, as the journey of the case calls it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Act(Instant at, String act, String result) {}

    /**
     * A message to them. What it said is kept nowhere, but for a line that the other one wrote, which is in the file of that person.
     *
     * @param device its label; absent if it is not theirs any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Message(
            MessageKind kind, Medium medium, String device, Instant writtenAt, Instant sentAt, Instant deliveredAt) {}

    /** A connection. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Call(Instant startedAt, Instant connectedAt, Instant endedAt) {}
}
