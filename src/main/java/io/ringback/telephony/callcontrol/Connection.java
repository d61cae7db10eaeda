package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.protocol.sdp.SessionDescription;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Join.Way;
import io.ringback.telephony.callcontrol.Party.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets one connection up (claims 8 and 22; RFC 3725 flow III to ring, flow I to join; docs/design.md section 6).
 *
 * <pre>
 * state            event                                       then
 * ---------------  ------------------------------------------  ---------------------------------------
 * CALLING_CALLEE   callee answers, or is taken from a dialogue ANNOUNCING: join(announcement, callee)
 *                  callee is busy, refuses, silent             ENDING, CALLEE_NO_ANSWER
 * ANNOUNCING       joined, or it fails, ends or takes long     CALLING_CALLER
 * CALLING_CALLER   caller answers                              JOINING: join(callee, caller)
 *                  caller is busy, refuses, silent             APOLOGISING, CALLER_NO_ANSWER
 *                  announcement ends or takes long             goes on without
 * JOINING          joined                                      TALKING, CONNECTED; announcement released
 *                  cannot be joined, or it takes long          ENDING, FAILED
 *                  caller hangs up                             APOLOGISING, CALLER_NO_ANSWER
 * TALKING          either hangs up, or it takes long           ENDING
 *                  either wants another session                passed to the other: {@link Change}
 * APOLOGISING      announcement ends, fails or takes long      ENDING
 * the middle four  callee hangs up                             ENDING, CALLEE_NO_ANSWER if nothing else was told
 * any              the node stops                              ENDING, FAILED if nothing else was told
 * ENDING           every phone has confirmed, or takes long    ENDED
 * </pre>
 *
 * <p>A phone that asks for another session before there is somebody to talk to gets the one it has. Events come from many
 * threads and are handled one after another; none is handled after ENDED.
 */
final class Connection implements PartyListener {

    /** How far it is. */
    enum State {
        CALLING_CALLEE,
        ANNOUNCING,
        CALLING_CALLER,
        JOINING,
        TALKING,
        /** The callee is told that the caller cannot be reached. */
        APOLOGISING,
        ENDING,
        ENDED
    }

    /** Refusals of the offer rather than of the call: another try without one may help (RFC 3261 21.4.26, 21.6.4). */
    private static final Set<Integer> OFFER_REFUSED = Set.of(400, 415, 488, 606);

    /** What says that we are at fault, or the switch, but not that the phone cannot be reached. */
    private static final Set<Integer> OUR_FAULT = Set.of(400, 401, 407, 415, 488, 606);

    private static final int GLARE = 491;

    /** What phones tell each other by INFO: keys (as DTMF) and "send a whole picture" (RFC 5168). */
    private static final Set<String> PASSED_ON =
            Set.of("application/dtmf-relay", "application/dtmf", "application/media_control+xml");

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Announcements announcements;
    private final Function<Role, Party> parties;
    private final Limits limits;
    private final Timers timers;
    private final Chronicle chronicle;
    private final Clock clock;
    private final Executor serial;
    private final Runnable onEnd;

    private final Set<Party> underWay = new LinkedHashSet<>();
    private final Set<Progress> told = EnumSet.noneOf(Progress.class);
    private State state = State.CALLING_CALLEE;
    private Party callee;
    private Party caller;
    private Party announcement;
    private Optional<Negotiation> negotiation = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    private Optional<Instant> joinedAt = Optional.empty();
    private String reason = "";
    private Runnable callTimerOff = () -> {};

    /**
     * @param parties makes the parties, whose calls this listens to
     * @param serial runs the events one after another
     * @param onEnd what to do once nothing is left of it
     */
    Connection(
            Announcements announcements,
            PartyMaker parties,
            Limits limits,
            Timers timers,
            Chronicle chronicle,
            Clock clock,
            Executor serial,
            Runnable onEnd) {
        this.announcements = announcements;
        this.parties = role -> parties.make(role, this, serial);
        this.limits = limits;
        this.timers = timers;
        this.chronicle = chronicle;
        this.clock = clock;
        this.serial = serial;
        this.onEnd = onEnd;
    }

    /** Rings the callee; everything else follows. */
    void begin() {
        on(() -> {
            callee = parties.apply(Role.CALLEE);
            callee.call();
            underWay.add(callee);
        });
    }

    /**
     * Begins with a callee who is on the line already, instead of {@link #begin}. On the thread of the callee's events, which
     * {@code serial} is.
     *
     * @return false if it has ended, and the callee is not taken
     */
    boolean take(Party onTheLine) {
        if (isEnding()) {
            return false;
        }
        handle(() -> {
            callee = onTheLine;
            callee.heardBy(this);
            underWay.add(callee);
            callee.settle();
            announce();
        });
        return true;
    }

    /** The callee who was to be taken is not there any more. */
    void miss(Ending turnedOut, String why) {
        handle(() -> end(turnedOut, why));
    }

    /** Ends it, because the node stops. */
    void hangUp() {
        on(() -> end(Ending.FAILED, "the node was stopped"));
    }

    // Events of the phones
    // ------------------------------------------------------------------------------------------------

    @Override
    public void ringing(Party party) {
        if (party == callee && state == State.CALLING_CALLEE) {
            tellOnce(Progress.CALLEE_RINGING);
        } else if (party == caller && state == State.CALLING_CALLER) {
            tellOnce(Progress.CALLER_RINGING);
        }
    }

    @Override
    public void answered(Party party, Optional<String> text) {
        Optional<SessionDescription> sdp = party.read(text);
        Optional<Negotiation> asking = party.agreed(sdp);
        if (party == callee && state == State.CALLING_CALLEE) {
            callee.settle();
            announce();
        } else if (party == caller && state == State.CALLING_CALLER) {
            caller.settle();
            join();
        } else if (isUnderWay(asking)) {
            negotiation.orElseThrow().agreed(party, sdp);
        } else {
            party.hangUp();
        }
    }

    @Override
    public void failed(Party party, int status, Optional<Integer> q850) {
        party.refused();
        if (!isEnding() && OFFER_REFUSED.contains(status) && party.callWithoutOffer()) {
            return;
        }
        underWay.remove(party);
        if (party == callee && state == State.CALLING_CALLEE) {
            end(
                    OUR_FAULT.contains(status) ? Ending.FAILED : Ending.CALLEE_NO_ANSWER,
                    "the callee's phone answered " + status);
        } else if (party == caller && state == State.CALLING_CALLER) {
            apologise("the caller's phone answered " + status);
        } else if (party == announcement) {
            LOG.warn(
                    "The announcement server answered {}; nothing is announced. Is it up, and is"
                            + " ringback.announcement.server right?",
                    status);
            announcementGone();
        }
        endIfNothingIsLeft();
    }

    @Override
    public void ended(Party party) {
        underWay.remove(party);
        if (party == callee) {
            end(Ending.CALLEE_NO_ANSWER, "the callee hung up");
        } else if (party == caller && state == State.JOINING) {
            apologise("the caller hung up");
        } else if (party == caller && state == State.TALKING) {
            end(Ending.CONNECTED, "the caller hung up");
        } else if (party == announcement) {
            announcementGone();
        }
        endIfNothingIsLeft();
    }

    private void announcementGone() {
        announcement = null;
        switch (state) {
            case ANNOUNCING -> callCaller();
            case APOLOGISING -> end(Ending.CALLER_NO_ANSWER, reason);
            default -> {}
        }
    }

    @Override
    public void renegotiated(Party party, Optional<String> text) {
        Optional<SessionDescription> sdp = party.read(text);
        if (isUnderWay(party.agreed(sdp))) {
            negotiation.orElseThrow().agreed(party, sdp);
        } else {
            party.settle();
        }
    }

    @Override
    public void renegotiationFailed(Party party, int status) {
        if (isUnderWay(party.refused())) {
            negotiation.orElseThrow().refused(party, status);
        }
    }

    @Override
    public void offered(Party party, Optional<String> text) {
        Optional<SessionDescription> offer = party.read(text);
        if (state != State.TALKING) {
            party.answerAsItIs(offer);
        } else if (negotiation.isPresent()) {
            // The other has asked for a change in the same instant, so each waits for the other (RFC 3261 14.2).
            party.refuse(GLARE);
        } else {
            Change change = new Change(party, offer, other(party), () -> negotiation = Optional.empty());
            negotiation = Optional.of(change);
            change.begin();
        }
    }

    @Override
    public void acknowledged(Party party, Optional<String> text) {
        negotiation.ifPresent(change -> change.acknowledged(party, party.read(text)));
    }

    @Override
    public void info(Party party, String contentType, String body) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (state == State.TALKING && PASSED_ON.contains(type)) {
            other(party).info(contentType, body);
        }
    }

    private void timeUp() {
        switch (state) {
            case ANNOUNCING -> {
                releaseAnnouncement();
                callCaller();
            }
            case CALLING_CALLER -> releaseAnnouncement();
            case JOINING -> end(Ending.FAILED, "the two phones could not be joined in time");
            case TALKING -> end(Ending.CONNECTED, "the longest time to talk was over");
            case APOLOGISING -> end(Ending.CALLER_NO_ANSWER, reason);
            case ENDING -> {
                LOG.warn("{} calls of a connection did not confirm that they ended", underWay.size());
                underWay.clear();
                endIfNothingIsLeft();
            }
            default -> {}
        }
    }

    // What follows from them
    // ----------------------------------------------------------------------------------------------

    private void announce() {
        tellOnce(Progress.CALLEE_ANSWERED);
        announcements.callingText().ifPresent(callee::show);
        if (announcements.callingCaller().isEmpty()) {
            callCaller();
            return;
        }
        enter(State.ANNOUNCING, limits.announcing());
        play(
                Role.ANNOUNCEMENT,
                () -> {
                    tellOnce(Progress.ANNOUNCEMENT);
                    callCaller();
                },
                () -> {
                    releaseAnnouncement();
                    callCaller();
                });
    }

    private void callCaller() {
        dropNegotiation();
        if (announcement == null) {
            enter(State.CALLING_CALLER);
        } else {
            enter(State.CALLING_CALLER, limits.announcement());
        }
        caller = parties.apply(Role.CALLER);
        caller.call();
        underWay.add(caller);
    }

    private void join() {
        tellOnce(Progress.CALLER_ANSWERED);
        enter(State.JOINING, limits.joining());
        negotiate(new Join(
                callee,
                caller,
                List.of(Way.values()),
                this::talk,
                () -> end(Ending.FAILED, "the two phones have nothing in common that lets them talk")));
    }

    private void talk() {
        negotiation = Optional.empty();
        joinedAt = Optional.of(clock.instant());
        releaseAnnouncement();
        enter(State.TALKING, limits.talk());
        tellOnce(Progress.CONNECTED);
        turnOut(Ending.CONNECTED);
    }

    private void apologise(String why) {
        reason = why;
        dropNegotiation();
        releaseAnnouncement();
        turnOut(Ending.CALLER_NO_ANSWER);
        announcements.unreachableText().ifPresent(callee::show);
        if (announcements.callerUnreachable().isEmpty()) {
            end(Ending.CALLER_NO_ANSWER, why);
            return;
        }
        enter(State.APOLOGISING, limits.announcement());
        play(Role.APOLOGY, () -> negotiation = Optional.empty(), () -> end(Ending.CALLER_NO_ANSWER, why));
    }

    private void play(Role role, Runnable joined, Runnable failed) {
        announcement = parties.apply(role);
        negotiate(new Join(announcement, callee, List.of(Way.FIRST_OFFERS), joined, failed));
        underWay.add(announcement);
    }

    private void negotiate(Join join) {
        negotiation = Optional.of(join);
        join.begin();
    }

    /** What a phone has said meanwhile is acknowledged, so that it can be asked for something else. */
    private void dropNegotiation() {
        negotiation = Optional.empty();
        callee.settle();
    }

    private void releaseAnnouncement() {
        if (announcement != null) {
            announcement.hangUp();
            announcement = null;
        }
    }

    private void end(Ending turnedOut, String why) {
        if (isEnding()) {
            return;
        }
        reason = why;
        negotiation = Optional.empty();
        turnOut(turnedOut);
        enter(State.ENDING, limits.ending());
        underWay.forEach(party -> on(party::hangUp));
        endIfNothingIsLeft();
    }

    private void endIfNothingIsLeft() {
        if (state == State.ENDING && underWay.isEmpty()) {
            tellOnce(Progress.ENDED);
            enter(State.ENDED);
            onEnd.run();
        }
    }

    private boolean isEnding() {
        return state == State.ENDING || state == State.ENDED;
    }

    private boolean isUnderWay(Optional<Negotiation> asking) {
        return asking.isPresent() && asking.equals(negotiation);
    }

    private Party other(Party party) {
        return party == callee ? caller : callee;
    }

    private void enter(State next) {
        callTimerOff.run();
        callTimerOff = () -> {};
        state = next;
        Map<Role, DialogIdentity> calls = new EnumMap<>(Role.class);
        underWay.forEach(party -> party.dialog().ifPresent(dialog -> calls.put(party.role(), dialog)));
        chronicle.moved(next, calls);
    }

    private void enter(State next, Duration atMost) {
        enter(next);
        callTimerOff = timers.after(
                atMost,
                () -> on(() -> {
                    if (state == next) {
                        timeUp();
                    }
                }));
    }

    private void turnOut(Ending turnedOut) {
        if (ending.isEmpty()) {
            ending = Optional.of(turnedOut);
            chronicle.turnedOut(turnedOut);
        }
    }

    private void tellOnce(Progress step) {
        if (told.add(step)) {
            chronicle.progressed(step, step == Progress.ENDED ? summary() : null);
        }
    }

    private String summary() {
        return joinedAt.map(since -> "after %d s of talk; %s"
                        .formatted(Duration.between(since, clock.instant()).toSeconds(), reason))
                .orElse(reason);
    }

    /** Handles an event in its turn. One that we cannot handle must not leave phones off the hook. */
    private void on(Runnable event) {
        serial.execute(() -> handle(event));
    }

    @Override
    public void handle(Runnable event) {
        if (state == State.ENDED) {
            return;
        }
        try {
            event.run();
        } catch (RuntimeException e) {
            // Its message may quote what a phone sent, and so an address.
            LOG.error("A connection ends in state {}: {} at {}", state, e.getClass(), where(e));
            end(Ending.FAILED, "an error in call control");
        }
    }

    /** The virtual machine leaves the trace out of what is thrown often. */
    static String where(RuntimeException e) {
        return Arrays.stream(e.getStackTrace())
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }
}
