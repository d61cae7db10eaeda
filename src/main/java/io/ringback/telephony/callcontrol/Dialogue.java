package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sdp.SessionDescription;
import io.ringback.telephony.callcontrol.Join.Way;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Script.End;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks a script to one phone by prompt and collect (claims 19 and 20; RFC 5022), and hands the phone over to a connection if
 * its owner asks for one.
 *
 * <pre>
 * state     event                                          then
 * --------  ---------------------------------------------  --------------------------------------------------
 * CALLING   phone answers                                  JOINING: join(server, phone)
 *           phone is busy, refuses, silent                 ENDING, by {@link Unanswered}
 * JOINING   joined                                         THINKING: opening()
 * THINKING  next turn                                      SPEAKING: play, playcollect to HEAR or ASK, playrecord to RECORD
 *           next turn asks, and it was silent for too long  THINKING: enough()
 *           next turn, and a connection has come           handed over; before that a turn to CONNECT is played
 * SPEAKING  response to HEAR, ASK or RECORD has a key      THINKING: pressed(key)
 *           response to HEAR, ASK or RECORD has none       THINKING: silent(), or enough() if that was so long
 *           the same, and the 200 has no ACK yet           ENDING, FAILED: nobody knows who has heard it
 *           a caller on the line is silent for too long    stop: the response decides, as a key may have come
 *           response to HANG_UP                            ENDING, FINISHED
 *           response to CONNECT                            KEEPING, or handed over if a connection has come
 *           a connection comes, and it is not CONNECT      handed over
 *           server gone, and it is CONNECT                 KEEPING
 * KEEPING   a connection comes                             handed over
 *           none comes in time                             THINKING: silent()
 * any       handed over                                    ENDING, CONNECTED: only the server's call is left
 *           phone hangs up, or its INVITE is cancelled     ENDING, HUNG_UP
 *           server gone, refuses, fails, silent            ENDING, FAILED
 *           script fails or takes long, or all does        ENDING, FAILED
 *           the node stops                                 ENDING, FAILED
 * ENDING    both sides have confirmed, or it takes long    ENDED
 * </pre>
 *
 * <p>A held call begins with JOINING. Nothing happens without a key, so that a machine which answers does nothing. What the
 * phone wants of its session (hold, another address) the server decides on ({@link Change}). Events come from many threads and are handled one after another.
 */
final class Dialogue implements PartyListener {

    /** How far it is. */
    enum State {
        CALLING,
        JOINING,
        THINKING,
        SPEAKING,
        /** The phone is kept for the connection that has been asked for. */
        KEEPING,
        ENDING,
        ENDED
    }

    private static final int NOT_ACCEPTABLE_HERE = 488;

    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

    private final DialogueLimits limits;
    private final Prompter prompter;
    private final Unanswered unanswered;
    private final CallsInHand calls;
    private final Runnable onEnd;

    private State state = State.CALLING;
    private Party phone;
    private Optional<PromptAndCollect> server = Optional.empty();
    private Optional<Successor> successor = Optional.empty();
    private Optional<End> end = Optional.empty();
    private Then then = Then.ASK;
    private volatile boolean keyed;
    /** Whether the phone knows that the call is answered; of a 183 nobody can say more. */
    private boolean confirmed = true;

    private boolean enough;
    private Runnable wholeTimerOff = () -> {};
    private Runnable silenceTimerOff = () -> {};

    /**
     * @param parties makes the phone, a callee or, of a held call, a caller, and the server
     * @param serial runs the events one after another
     * @param onEnd what to do once nothing is left of it
     */
    Dialogue(
            PartyMaker parties,
            DialogueLimits limits,
            Timers timers,
            Prompter prompter,
            Unanswered unanswered,
            Executor serial,
            Runnable onEnd) {
        this.limits = limits;
        this.prompter = prompter;
        this.unanswered = unanswered;
        this.calls = new CallsInHand(this, parties, timers, serial);
        this.onEnd = onEnd;
    }

    /** Rings the phone; everything else follows. */
    void call() {
        calls.on(() -> phone = calls.call(Role.CALLEE));
    }

    /**
     * Talks to somebody whose call waits for an answer.
     *
     * @param role the caller of a failed call, or a callee who calls Ringback
     */
    void answer(HeldCall held, Role role) {
        calls.on(() -> {
            phone = calls.make(role);
            confirmed = held.earlyMedia();
            phone.takeIn();
            calls.add(phone);
            Optional<String> offer = held.call().invite().sdp();
            Optional<SessionDescription> description = phone.read(offer);
            if (offer.isPresent() != description.isPresent() || offer.isEmpty() && held.earlyMedia()) {
                end(End.FAILED);
                return;
            }
            meet(ivr -> new AnsweringCaller(phone, description, ivr, () -> joined(ivr), this::cannotBeJoined));
        });
    }

    /**
     * The phone goes on as the callee of {@code next}: at once, or when it can. If it does not come to that, {@code next} is
     * told so. Both have the same thread for events.
     */
    void handOver(Successor next) {
        calls.inTurn(() -> {
            if (calls.areEnding() || successor.isPresent()) {
                miss(next, end.orElse(End.FAILED));
                return;
            }
            handle(() -> {
                successor = Optional.of(next);
                if (state == State.KEEPING || state == State.SPEAKING && then != Then.CONNECT) {
                    handOver();
                }
            });
        });
    }

    /** Whether a key has been pressed. */
    boolean isKeyed() {
        return keyed;
    }

    /** Ends it, because the node stops. */
    void hangUp() {
        calls.on(() -> end(End.FAILED));
    }

    // Events of the two
    // ------------------------------------------------------------------------------------------------

    @Override
    public void ringing(Party party) {
        if (party == phone) {
            unanswered.rings();
        }
    }

    @Override
    public void answered(Party party, Optional<String> text) {
        if (party == phone && state == State.CALLING) {
            phone.pickUp(text);
            meet(ivr -> new Join(
                    ivr, phone, List.of(Way.FIRST_OFFERS, Way.SECOND_OFFERS), () -> joined(ivr), this::cannotBeJoined));
        } else {
            calls.answered(party, text);
        }
    }

    @Override
    public void failed(Party party, int status, Optional<Integer> q850) {
        if (party == phone && state == State.CALLING) {
            phone.refused();
            if (phone.callWithoutOffer(status)) {
                return;
            }
        }
        calls.remove(party);
        if (party != phone) {
            serverGone("it answered " + status);
        } else {
            end(state == State.CALLING ? unanswered.end(status, q850) : End.HUNG_UP);
        }
    }

    @Override
    public void ended(Party party) {
        calls.remove(party);
        if (party == phone) {
            end(End.HUNG_UP);
        } else {
            serverGone("it hung up");
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
        } else if (party != phone) {
            party.answerAsItIs(offer);
        } else if (server.isEmpty() || calls.isNegotiating()) {
            phone.answerAlone(offer);
        } else {
            calls.negotiate(new Change(phone, offer, server.get().party(), calls::endNegotiation));
        }
    }

    @Override
    public void acknowledged(Party party, Optional<String> text) {
        confirmed |= party == phone;
        note();
        calls.acknowledged(party, text);
    }

    @Override
    public void info(Party party, String contentType, String body) {
        if (party == phone) {
            server.ifPresent(ivr -> ivr.passOn(contentType, body));
        } else if (state == State.SPEAKING) {
            server.flatMap(ivr -> ivr.heard(contentType, body)).ifPresent(this::heard);
        }
    }

    @Override
    public void infoRefused(Party party, String contentType, int status) {
        if (party != phone && state == State.SPEAKING && InfoKind.of(contentType) == InfoKind.MSCML) {
            serverGone("it answered " + status + " to MSCML");
        }
    }

    private void heard(PromptAndCollect.Heard heard) {
        if (heard instanceof PromptAndCollect.Failed failed) {
            serverGone(failed.why());
        } else if (!then.asks()) {
            said();
        } else if (heard instanceof PromptAndCollect.Key pressed) {
            keyed = true;
            bearSilence();
            ask(new Cue.Pressed(pressed.key()));
        } else if (!confirmed) {
            LOG.warn("What was said to the caller of a held call was not heard, perhaps: the answer has no ACK");
            end(End.FAILED);
        } else if (enough) {
            enough();
        } else {
            if (then == Then.RECORD) {
                bearSilence();
            }
            ask(new Cue.Silent());
        }
    }

    private void timeUp() {
        switch (state) {
            case JOINING, SPEAKING -> serverGone("it was silent for too long");
            case THINKING -> {
                LOG.error("What a voice call says next was not known in time");
                end(End.FAILED);
            }
            case KEEPING -> ask(new Cue.Silent());
            default -> {}
        }
    }

    // What follows from them
    // ----------------------------------------------------------------------------------------------

    /** Brings in the server. */
    private void meet(Function<Party, Negotiation> way) {
        enter(State.JOINING, limits.joining());
        wholeTimerOff = calls.after(limits.whole(), () -> end(End.FAILED));
        Party ivr = calls.make(Role.IVR);
        calls.negotiate(way.apply(ivr));
        calls.add(ivr);
    }

    private void joined(Party ivr) {
        calls.endNegotiation();
        server = Optional.of(new PromptAndCollect(ivr, limits.firstKey()));
        bearSilence();
        if (successor.isPresent()) {
            handOver();
        } else {
            ask(new Cue.Opening());
        }
    }

    /** From now on, a caller on the line is kept for a while without a key; who was called hangs up when they like. */
    private void bearSilence() {
        silenceTimerOff.run();
        enough = false;
        if (phone.role() == Role.CALLER) {
            silenceTimerOff = calls.after(limits.silence(), () -> {
                enough = true;
                if (state == State.SPEAKING && then.asks()) {
                    server.ifPresent(PromptAndCollect::stop);
                }
            });
        }
    }

    private void enough() {
        enough = false;
        ask(new Cue.Enough());
    }

    private void cannotBeJoined() {
        LOG.warn("A phone and the prompt-and-collect server have nothing in common that lets them talk");
        end(End.FAILED);
    }

    private void ask(Cue cue) {
        enter(State.THINKING, limits.thinking());
        prompter.next(cue, next -> calls.on(() -> say(next)));
    }

    private void say(Optional<Turn> next) {
        if (state != State.THINKING) {
            return;
        }
        if (next.isEmpty()) {
            end(End.FAILED);
            return;
        }
        Turn turn = next.get();
        if (enough && turn.then().asks()) {
            enough();
            return;
        }
        then = turn.then();
        if (successor.isPresent() && then != Then.CONNECT) {
            handOver();
        } else if (turn.prompts().isEmpty() && !then.asks()) {
            said();
        } else if (server.isEmpty()) {
            end(End.FAILED);
        } else {
            enter(State.SPEAKING, limits.prompts().plus(limits.firstKey()));
            if (then == Then.RECORD) {
                // Who speaks presses no key meanwhile.
                silenceTimerOff.run();
            }
            server.get().say(turn);
        }
    }

    /** All has been played. */
    private void said() {
        if (then == Then.HANG_UP) {
            end(End.FINISHED);
        } else if (successor.isPresent()) {
            handOver();
        } else {
            enter(State.KEEPING, limits.keeping());
        }
    }

    private void serverGone(String why) {
        if (calls.areEnding()) {
            return;
        }
        LOG.warn(
                "The prompt-and-collect server is no help: {}. Is it up, does it have the service ivr (RFC 5022), and is"
                        + " ringback.announcement.server right?",
                why);
        server = Optional.empty();
        calls.dropNegotiation();
        calls.hangUpAllBut(phone);
        if (state == State.SPEAKING && then == Then.CONNECT) {
            said();
        } else if (state != State.KEEPING) {
            end(End.FAILED);
        }
    }

    private void handOver() {
        Successor next = successor.orElseThrow();
        successor = Optional.empty();
        calls.dropNegotiation();
        if (next.take(phone)) {
            calls.remove(phone);
            end(End.CONNECTED);
        } else {
            end(End.FAILED);
        }
    }

    private void miss(Successor next, End turnedOut) {
        prompter.missed();
        next.miss(turnedOut);
    }

    private void end(End turnedOut) {
        if (calls.areEnding()) {
            return;
        }
        end = Optional.of(turnedOut);
        server = Optional.empty();
        wholeTimerOff.run();
        silenceTimerOff.run();
        successor.ifPresent(next -> miss(next, turnedOut));
        prompter.over(turnedOut);
        state = State.ENDING;
        calls.end(limits.ending(), () -> {
            state = State.ENDED;
            prompter.ended();
            onEnd.run();
        });
    }

    private void enter(State next) {
        calls.waitNoMore();
        state = next;
        note();
    }

    private void enter(State next, Duration atMost) {
        enter(next);
        calls.waitAtMost(atMost, this::timeUp);
    }

    /** What it takes to hang up is noted when it changes: with each answer, not with each turn. */
    private void note() {
        if (!calls.areEnding()) {
            calls.newDialogs().ifPresent(dialogs -> prompter.moved(state, dialogs));
        }
    }

    @Override
    public void handle(Runnable event) {
        calls.handle(event, thrown -> {
            LOG.error("A dialogue ends in state {}: {}", state, thrown);
            end(End.FAILED);
        });
    }
}
