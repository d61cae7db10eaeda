package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.protocol.sdp.SessionDescription;
import io.ringback.telephony.callcontrol.Join.Way;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Script.End;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets one connection up (claims 8 and 22; RFC 3725 flow III to ring, flow I to join; docs/design.md section 6).
 *
 * <pre>
 * state            event                                       then
 * ---------------  ------------------------------------------  ---------------------------------------
 * CALLING_CALLEE   callee answers, and is to accept            ASKING_CALLEE: {@link AskedToAccept}
 *                  callee answers, or is taken from a dialogue ANNOUNCING: join(announcement, callee)
 *                  callee is busy, refuses, silent             ENDING, CALLEE_NO_ANSWER
 * ASKING_CALLEE    presses 1                                   ANNOUNCING: join(announcement, callee)
 *                  presses 2, and the caller has said why      stays: hears it, and is asked again
 *                  presses nothing or another key, twice       ENDING, CALLEE_NO_ANSWER
 *                  cannot be asked, or it takes long           ENDING, FAILED
 * ANNOUNCING       joined, or it fails, ends or takes long     CALLING_CALLER
 * CALLING_CALLER   caller answers, and is to accept            ASKING_CALLER: {@link AskedToAccept}
 *                  caller answers                              JOINING: join(callee, caller)
 *                  caller is busy, refuses, silent             APOLOGISING, CALLER_NO_ANSWER
 *                  announcement ends or takes long             goes on without
 * ASKING_CALLER    presses 1                                   JOINING: join(callee, caller)
 *                  hangs up, presses nothing or another, twice APOLOGISING, CALLER_NO_ANSWER
 *                  cannot be asked, or it takes long           ENDING, FAILED
 *                  announcement ends                           goes on without
 * JOINING          joined                                      TALKING, CONNECTED; announcement released
 *                  cannot be joined, or it takes long          ENDING, FAILED
 *                  caller hangs up                             APOLOGISING, CALLER_NO_ANSWER
 * TALKING          either hangs up, or it takes long           ENDING
 *                  either wants another session                passed to the other: {@link Change}
 * APOLOGISING      announcement ends, fails or takes long      ENDING
 * all up to here   callee hangs up                             ENDING, CALLEE_NO_ANSWER if nothing else was told
 * any              the node stops                              ENDING, FAILED if nothing else was told
 * ENDING           every phone has confirmed, or takes long    ENDED
 * </pre>
 *
 * <p>What a phone wants of its session while it hears an announcement is passed to the announcement server, and answered with
 * the black hole while there is nobody. Events come from many
 * threads and are handled one after another; none is handled after ENDED.
 */
final class Connection implements PartyListener, Successor {

    /** How far it is. */
    enum State {
        CALLING_CALLEE,
        /** Whoever has answered the callee's phone is to press 1. */
        ASKING_CALLEE,
        ANNOUNCING,
        CALLING_CALLER,
        /** The same at the caller's. */
        ASKING_CALLER,
        JOINING,
        TALKING,
        /** The callee is told that the caller cannot be reached. */
        APOLOGISING,
        ENDING,
        ENDED
    }

    private static final int GLARE = 491;
    private static final int NOT_ACCEPTABLE_HERE = 488;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Announcements announcements;
    private final Questions questions;
    private final Limits limits;
    private final Chronicle chronicle;
    private final Telling telling;
    private final CallsInHand calls;
    private final Runnable onEnd;

    private State state = State.CALLING_CALLEE;
    private Party callee;
    private Party caller;
    private Party announcement;
    private Optional<AskedToAccept> asked = Optional.empty();
    private String reason = "";

    /**
     * @param questions what whoever answers is asked first
     * @param parties makes the parties, whose calls this listens to
     * @param serial runs the events one after another
     * @param onEnd what to do once nothing is left of it
     */
    Connection(
            Announcements announcements,
            Questions questions,
            PartyMaker parties,
            Limits limits,
            Timers timers,
            Chronicle chronicle,
            Clock clock,
            Executor serial,
            Runnable onEnd) {
        this.announcements = announcements;
        this.questions = questions;
        this.limits = limits;
        this.chronicle = chronicle;
        this.telling = new Telling(chronicle, clock);
        this.calls = new CallsInHand(this, parties, timers, serial);
        this.onEnd = onEnd;
    }

    /** Rings the callee; everything else follows. */
    void begin() {
        calls.on(() -> callee = calls.call(Role.CALLEE));
    }

    /** Begins with a callee who is on the line already, instead of {@link #begin}. */
    @Override
    public boolean take(Party onTheLine) {
        if (calls.areEnding()) {
            return false;
        }
        handle(() -> {
            callee = onTheLine;
            callee.heardBy(this);
            calls.add(callee);
            callee.settle();
            announce();
        });
        return true;
    }

    @Override
    public void miss(End turnedOut) {
        Ending ending =
                switch (turnedOut) {
                    case BUSY, NO_ANSWER, UNREACHABLE, REJECTED, HUNG_UP -> Ending.CALLEE_NO_ANSWER;
                    case FINISHED, CONNECTED, FAILED -> Ending.FAILED;
                };
        handle(() -> end(ending, "the voice call with the callee was over: " + turnedOut));
    }

    /** Ends it, because the node stops. */
    void hangUp() {
        hangUp("the node was stopped");
    }

    /** Ends it, for a reason that no phone gave. */
    void hangUp(String why) {
        calls.on(() -> end(Ending.FAILED, why));
    }

    // Events of the phones
    // ------------------------------------------------------------------------------------------------

    @Override
    public void ringing(Party party) {
        if (party == callee && state == State.CALLING_CALLEE) {
            telling.step(Progress.CALLEE_RINGING);
        } else if (party == caller && state == State.CALLING_CALLER) {
            telling.step(Progress.CALLER_RINGING);
        }
    }

    @Override
    public void answered(Party party, Optional<String> text) {
        if (party == callee && state == State.CALLING_CALLEE) {
            callee.pickUp(text);
            questions
                    .callee()
                    .ifPresentOrElse(
                            question -> askToAccept(
                                    State.ASKING_CALLEE, callee, question, questions.whisper(), this::announce),
                            this::announce);
        } else if (party == caller && state == State.CALLING_CALLER) {
            caller.pickUp(text);
            questions
                    .caller()
                    .ifPresentOrElse(
                            question ->
                                    askToAccept(State.ASKING_CALLER, caller, question, Optional.empty(), this::join),
                            this::join);
        } else {
            calls.answered(party, text);
        }
    }

    @Override
    public void failed(Party party, int status, Optional<Integer> q850) {
        party.refused();
        if (!calls.areEnding() && party.callWithoutOffer(status)) {
            return;
        }
        calls.remove(party);
        if (party == callee && state == State.CALLING_CALLEE) {
            end(
                    Unanswered.isOurFault(status) ? Ending.FAILED : Ending.CALLEE_NO_ANSWER,
                    "the callee's phone answered " + status);
        } else if (party == caller && state == State.CALLING_CALLER) {
            apologise("the caller's phone answered " + status);
        } else if (party == announcement) {
            LOG.warn(
                    "The announcement server answered {}; nothing is announced. Is it up, and is"
                            + " ringback.announcement.server right?",
                    status);
            announcementGone();
        } else if (isAsking(party)) {
            asked.orElseThrow().failed("the server that asks answered " + status);
        }
    }

    @Override
    public void ended(Party party) {
        calls.remove(party);
        if (party == callee) {
            end(Ending.CALLEE_NO_ANSWER, "the callee hung up");
        } else if (party == caller && (state == State.JOINING || state == State.ASKING_CALLER)) {
            apologise("the caller hung up");
        } else if (party == caller && state == State.TALKING) {
            end(Ending.CONNECTED, "the caller hung up");
        } else if (party == announcement) {
            announcementGone();
        } else if (isAsking(party)) {
            asked.orElseThrow().failed("the server that asks hung up");
        }
    }

    /** Whether it is the server that asks to accept. */
    private boolean isAsking(Party party) {
        return asked.filter(one -> one.server() == party).isPresent();
    }

    private void announcementGone() {
        announcement = null;
        if (state == State.CALLING_CALLER
                || state == State.ASKING_CALLER
                        && asked.filter(one -> one.isAsking(caller)).isPresent()) {
            calls.dropNegotiation();
        }
        switch (state) {
            case ANNOUNCING -> callCaller();
            case APOLOGISING -> end(Ending.CALLER_NO_ANSWER, reason);
            default -> {}
        }
    }

    @Override
    public void renegotiated(Party party, Optional<String> text) {
        calls.renegotiated(party, text);
    }

    @Override
    public void renegotiationFailed(Party party, int status) {
        calls.renegotiationFailed(party, status);
    }

    @Override
    public void offered(Party party, Optional<String> text) {
        Optional<SessionDescription> offer = party.read(text);
        if (text.isPresent() && offer.isEmpty()) {
            party.refuse(NOT_ACCEPTABLE_HERE);
        } else if (state == State.TALKING && calls.isNegotiating()) {
            // The other has asked for a change in the same instant, so each waits for the other (RFC 3261 14.2).
            party.refuse(GLARE);
        } else if (party == announcement || isAsking(party)) {
            party.answerAsItIs(offer);
        } else {
            heardBy(party)
                    .filter(other -> !calls.isNegotiating())
                    .ifPresentOrElse(
                            other -> calls.negotiate(new Change(party, offer, other, calls::endNegotiation)),
                            () -> party.answerAlone(offer));
        }
    }

    /** Whom a phone talks to at this moment, or what it hears. */
    private Optional<Party> heardBy(Party phone) {
        if (state == State.TALKING) {
            return Optional.of(other(phone));
        }
        Optional<Party> asking = asked.filter(one -> one.isAsking(phone)).map(AskedToAccept::server);
        return asking.isPresent() || phone != callee ? asking : Optional.ofNullable(announcement);
    }

    @Override
    public void acknowledged(Party party, Optional<String> text) {
        calls.acknowledged(party, text);
    }

    @Override
    public void info(Party party, String contentType, String body) {
        if (state == State.TALKING) {
            InfoKind.passOn(contentType, body, other(party)::info);
        } else {
            asked.ifPresent(one -> one.info(party, contentType, body));
        }
    }

    @Override
    public void infoRefused(Party party, String contentType, int status) {
        if (isAsking(party) && InfoKind.of(contentType) == InfoKind.MSCML) {
            asked.orElseThrow().failed("the server that asks answered " + status + " to MSCML");
        }
    }

    private void timeUp() {
        switch (state) {
            case ANNOUNCING -> {
                releaseAnnouncement();
                callCaller();
            }
            case CALLING_CALLER -> releaseAnnouncement();
            case ASKING_CALLEE, ASKING_CALLER ->
                asked.ifPresent(one -> one.failed("the server that asks was silent for too long"));
            case JOINING -> end(Ending.FAILED, "the two phones could not be joined in time");
            case TALKING -> end(Ending.CONNECTED, "the longest time to talk was over");
            case APOLOGISING -> end(Ending.CALLER_NO_ANSWER, reason);
            default -> {}
        }
    }

    // What follows from them
    // ----------------------------------------------------------------------------------------------

    private void askToAccept(State next, Party phone, Turn question, Optional<Turn> whisper, Runnable accepted) {
        boolean byCallee = phone == callee;
        enter(next, limits.asking().multipliedBy(whisper.isPresent() ? 1 + AskedToAccept.MOST_HEARINGS : 1));
        asked = Optional.of(new AskedToAccept(
                calls,
                phone,
                question,
                whisper,
                limits.firstKey(),
                () -> {
                    asked = Optional.empty();
                    accepted.run();
                },
                () -> notAccepted(byCallee),
                why -> end(Ending.FAILED, "nobody could be asked to press " + AskedToAccept.KEY)));
        asked.get().begin(() -> chronicle.moved(next, calls.dialogs()));
    }

    /** A machine that answers is no answer. */
    private void notAccepted(boolean byCallee) {
        if (byCallee) {
            end(Ending.CALLEE_NO_ANSWER, "the callee's phone was answered, but nobody pressed " + AskedToAccept.KEY);
        } else {
            caller.hangUp();
            apologise("the caller's phone was answered, but nobody pressed " + AskedToAccept.KEY);
        }
    }

    private void announce() {
        telling.step(Progress.CALLEE_ANSWERED);
        announcements.callingText().ifPresent(callee::show);
        if (announcements.callingCaller().isEmpty()) {
            callCaller();
            return;
        }
        enter(State.ANNOUNCING, limits.announcing());
        play(
                Role.ANNOUNCEMENT,
                () -> {
                    telling.step(Progress.ANNOUNCEMENT);
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
        caller = calls.call(Role.CALLER);
    }

    private void join() {
        telling.step(Progress.CALLER_ANSWERED);
        enter(State.JOINING, limits.joining());
        calls.negotiate(new Join(
                callee,
                caller,
                List.of(Way.values()),
                this::talk,
                () -> end(Ending.FAILED, "the two phones have nothing in common that lets them talk")));
    }

    private void talk() {
        calls.endNegotiation();
        releaseAnnouncement();
        enter(State.TALKING, limits.talk());
        telling.connected();
    }

    private void apologise(String why) {
        reason = why;
        askNoMore();
        dropNegotiation();
        releaseAnnouncement();
        telling.turnedOut(Ending.CALLER_NO_ANSWER);
        announcements.unreachableText().ifPresent(callee::show);
        if (announcements.callerUnreachable().isEmpty()) {
            end(Ending.CALLER_NO_ANSWER, why);
            return;
        }
        enter(State.APOLOGISING, limits.announcement());
        play(Role.APOLOGY, calls::endNegotiation, () -> end(Ending.CALLER_NO_ANSWER, why));
    }

    private void play(Role role, Runnable joined, Runnable failed) {
        announcement = calls.make(role);
        calls.negotiate(new Join(announcement, callee, List.of(Way.FIRST_OFFERS), joined, failed));
        calls.add(announcement);
    }

    /** What a phone has said meanwhile is acknowledged, so that it can be asked for something else. */
    private void dropNegotiation() {
        calls.dropNegotiation();
        callee.settle();
    }

    private void releaseAnnouncement() {
        if (announcement != null) {
            calls.dropNegotiation();
            announcement.hangUp();
            announcement = null;
        }
    }

    private void askNoMore() {
        asked.ifPresent(AskedToAccept::release);
        asked = Optional.empty();
    }

    private void end(Ending turnedOut, String why) {
        if (calls.areEnding()) {
            return;
        }
        reason = why;
        askNoMore();
        telling.turnedOut(turnedOut);
        enter(State.ENDING);
        calls.end(limits.ending(), () -> {
            telling.ended(why);
            enter(State.ENDED);
            onEnd.run();
        });
    }

    private Party other(Party party) {
        return party == callee ? caller : callee;
    }

    private void enter(State next) {
        calls.waitNoMore();
        state = next;
        chronicle.moved(next, calls.dialogs());
    }

    private void enter(State next, Duration atMost) {
        enter(next);
        calls.waitAtMost(atMost, this::timeUp);
    }

    @Override
    public void handle(Runnable event) {
        calls.handle(event, thrown -> {
            LOG.error("A connection ends in state {}: {}", state, thrown);
            end(Ending.FAILED, "an error in call control");
        });
    }
}
