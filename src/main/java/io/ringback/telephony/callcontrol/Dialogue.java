package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections.Ending;
import io.ringback.protocol.sdp.SessionDescription;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.telephony.callcontrol.Join.Way;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Script.End;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks a script to one phone by prompt and collect (claims 19 and 20; RFC 5022), and hands the phone over to a
 * {@link Connection} if its owner asks for one.
 *
 * <pre>
 * state     event                                          then
 * --------  ---------------------------------------------  --------------------------------------------------
 * CALLING   phone answers                                  JOINING: join(server, phone)
 *           phone is busy, refuses, silent                 ENDING, by {@link Unanswered}
 * JOINING   joined                                         THINKING: opening()
 * THINKING  next turn                                      SPEAKING: play, or playcollect to HEAR or ASK
 *           next turn, and a connection has come           handed over; before that a turn to CONNECT is played
 * SPEAKING  response to HEAR or ASK has a key              THINKING: pressed(key)
 *           response to HEAR or ASK has none               THINKING: silent()
 *           response to HANG_UP                            ENDING, FINISHED
 *           response to CONNECT                            KEEPING, or handed over if a connection has come
 *           a connection comes, and it is not CONNECT      handed over
 *           server gone, and it is CONNECT                 KEEPING
 * KEEPING   a connection comes                             handed over
 *           none comes in time                             THINKING: silent()
 * any       handed over                                    ENDING, CONNECTED: only the server's call is left
 *           phone hangs up                                 ENDING, HUNG_UP
 *           server gone, refuses, fails, silent            ENDING, FAILED
 *           script fails or takes long, or all does        ENDING, FAILED
 *           the node stops                                 ENDING, FAILED
 * ENDING    both sides have confirmed, or it takes long    ENDED
 * </pre>
 *
 * <p>A held call begins with JOINING. Nothing happens without a key, so that a machine which answers does nothing. Whoever
 * asks for another session gets the one there is. Events come from many threads and are handled one after another.
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

    /** Refusals of the offer rather than of the call: another try without one may help (RFC 3261 21.4.26, 21.6.4). */
    private static final Set<Integer> OFFER_REFUSED = Set.of(400, 415, 488, 606);

    private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);

    private final PartyMaker parties;
    private final DialogueLimits limits;
    private final Timers timers;
    private final Prompter prompter;
    private final Unanswered unanswered;
    private final Executor serial;
    private final Runnable onEnd;

    private final Set<Party> underWay = new LinkedHashSet<>();
    private State state = State.CALLING;
    private Party phone;
    private Optional<PromptAndCollect> server = Optional.empty();
    private Optional<Negotiation> negotiation = Optional.empty();
    private Optional<Connection> connection = Optional.empty();
    private Optional<End> end = Optional.empty();
    private Set<Role> noted = Set.of();
    private Then then = Then.ASK;
    private int entries;
    private volatile boolean keyed;
    private Runnable stateTimerOff = () -> {};
    private Runnable wholeTimerOff = () -> {};

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
        this.parties = parties;
        this.limits = limits;
        this.timers = timers;
        this.prompter = prompter;
        this.unanswered = unanswered;
        this.serial = serial;
        this.onEnd = onEnd;
    }

    /** Rings the phone; everything else follows. */
    void call() {
        on(() -> {
            phone = parties.make(Role.CALLEE, this, serial);
            underWay.add(phone);
            phone.call();
        });
    }

    /** Talks to a caller who waits for an answer. */
    void answer(HeldCall held) {
        on(() -> {
            phone = parties.make(Role.CALLER, this, serial);
            underWay.add(phone);
            phone.takeIn();
            Optional<String> offer = held.call().invite().body();
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
    void handOver(Connection next) {
        serial.execute(() -> {
            if (isEnding() || connection.isPresent()) {
                miss(next, end.orElse(End.FAILED));
                return;
            }
            handle(() -> {
                connection = Optional.of(next);
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
        on(() -> end(End.FAILED));
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
        Optional<SessionDescription> sdp = party.read(text);
        Optional<Negotiation> asking = party.agreed(sdp);
        if (party == phone && state == State.CALLING) {
            phone.settle();
            meet(ivr -> new Join(
                    ivr, phone, List.of(Way.FIRST_OFFERS, Way.SECOND_OFFERS), () -> joined(ivr), this::cannotBeJoined));
        } else if (isUnderWay(asking)) {
            negotiation.orElseThrow().agreed(party, sdp);
        } else {
            party.hangUp();
        }
    }

    @Override
    public void failed(Party party, int status, Optional<Integer> q850) {
        if (party == phone && state == State.CALLING) {
            phone.refused();
            if (OFFER_REFUSED.contains(status) && phone.callWithoutOffer()) {
                return;
            }
        }
        underWay.remove(party);
        if (party != phone) {
            serverGone("it answered " + status);
        } else {
            end(state == State.CALLING ? unanswered.end(status, q850) : End.HUNG_UP);
        }
        endIfNothingIsLeft();
    }

    @Override
    public void ended(Party party) {
        underWay.remove(party);
        if (party == phone) {
            end(End.HUNG_UP);
        } else {
            serverGone("it hung up");
        }
        endIfNothingIsLeft();
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
        party.answerAsItIs(party.read(text));
    }

    @Override
    public void acknowledged(Party party, Optional<String> text) {
        note();
        negotiation.ifPresent(joining -> joining.acknowledged(party, party.read(text)));
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
        if (party != phone && state == State.SPEAKING && PromptAndCollect.isMscml(contentType)) {
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
            ask(new Cue.Pressed(pressed.key()));
        } else {
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
            case ENDING -> {
                LOG.warn("{} calls of a dialogue did not confirm that they ended", underWay.size());
                underWay.clear();
                endIfNothingIsLeft();
            }
            default -> {}
        }
    }

    // What follows from them
    // ----------------------------------------------------------------------------------------------

    /** Brings in the server. */
    private void meet(Function<Party, Negotiation> way) {
        enter(State.JOINING, limits.joining());
        wholeTimerOff = timers.after(limits.whole(), () -> on(() -> end(End.FAILED)));
        Party ivr = parties.make(Role.IVR, this, serial);
        Negotiation joining = way.apply(ivr);
        negotiation = Optional.of(joining);
        joining.begin();
        underWay.add(ivr);
    }

    private void joined(Party ivr) {
        negotiation = Optional.empty();
        server = Optional.of(new PromptAndCollect(ivr, limits.firstKey()));
        if (connection.isPresent()) {
            handOver();
        } else {
            ask(new Cue.Opening());
        }
    }

    private void cannotBeJoined() {
        LOG.warn("A phone and the prompt-and-collect server have nothing in common that lets them talk");
        end(End.FAILED);
    }

    private void ask(Cue cue) {
        enter(State.THINKING, limits.thinking());
        prompter.next(cue, next -> on(() -> say(next)));
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
        then = turn.then();
        if (connection.isPresent() && then != Then.CONNECT) {
            handOver();
        } else if (turn.prompts().isEmpty() && !then.asks()) {
            said();
        } else if (server.isEmpty()) {
            end(End.FAILED);
        } else {
            enter(State.SPEAKING, limits.prompts().plus(limits.firstKey()));
            server.get().say(turn);
        }
    }

    /** All has been played. */
    private void said() {
        if (then == Then.HANG_UP) {
            end(End.FINISHED);
        } else if (connection.isPresent()) {
            handOver();
        } else {
            enter(State.KEEPING, limits.keeping());
        }
    }

    private void serverGone(String why) {
        if (isEnding()) {
            return;
        }
        LOG.warn(
                "The prompt-and-collect server is no help: {}. Is it up, does it have the service ivr (RFC 5022), and is"
                        + " ringback.announcement.server right?",
                why);
        server = Optional.empty();
        underWay.stream().filter(party -> party != phone).forEach(party -> on(party::hangUp));
        if (state == State.SPEAKING && then == Then.CONNECT) {
            said();
        } else if (state != State.KEEPING) {
            end(End.FAILED);
        }
    }

    private void handOver() {
        Connection next = connection.orElseThrow();
        connection = Optional.empty();
        if (next.take(phone)) {
            underWay.remove(phone);
            end(End.CONNECTED);
        } else {
            end(End.FAILED);
        }
    }

    private void miss(Connection next, End turnedOut) {
        prompter.missed();
        next.miss(
                switch (turnedOut) {
                    case BUSY, NO_ANSWER, UNREACHABLE, REJECTED, HUNG_UP -> Ending.CALLEE_NO_ANSWER;
                    case FINISHED, CONNECTED, FAILED -> Ending.FAILED;
                },
                "the voice call with the callee was over: " + turnedOut);
    }

    private void end(End turnedOut) {
        if (isEnding()) {
            return;
        }
        end = Optional.of(turnedOut);
        negotiation = Optional.empty();
        server = Optional.empty();
        wholeTimerOff.run();
        connection.ifPresent(next -> miss(next, turnedOut));
        prompter.over(turnedOut);
        enter(State.ENDING, limits.ending());
        underWay.forEach(party -> on(party::hangUp));
        endIfNothingIsLeft();
    }

    private void endIfNothingIsLeft() {
        if (state == State.ENDING && underWay.isEmpty()) {
            enter(State.ENDED);
            prompter.ended();
            onEnd.run();
        }
    }

    private boolean isEnding() {
        return state == State.ENDING || state == State.ENDED;
    }

    private boolean isUnderWay(Optional<Negotiation> asking) {
        return asking.isPresent() && asking.equals(negotiation);
    }

    private void enter(State next) {
        stateTimerOff.run();
        stateTimerOff = () -> {};
        state = next;
        entries++;
        note();
    }

    private void enter(State next, Duration atMost) {
        enter(next);
        int entered = entries;
        stateTimerOff = timers.after(
                atMost,
                () -> on(() -> {
                    // The same state may have been left and entered again since.
                    if (entries == entered) {
                        timeUp();
                    }
                }));
    }

    /** What it takes to hang up is noted when it changes: with each answer, not with each turn. */
    private void note() {
        Map<Role, DialogIdentity> calls = new EnumMap<>(Role.class);
        underWay.forEach(party -> party.dialog().ifPresent(dialog -> calls.put(party.role(), dialog)));
        if (!isEnding() && !calls.keySet().equals(noted)) {
            noted = calls.keySet();
            prompter.moved(state, calls);
        }
    }

    private void on(Runnable event) {
        serial.execute(() -> handle(event));
    }

    /** One that we cannot handle must not leave phones off the hook. */
    @Override
    public void handle(Runnable event) {
        if (state == State.ENDED) {
            return;
        }
        try {
            event.run();
        } catch (RuntimeException e) {
            // Its message may quote what a phone sent, and so an address.
            LOG.error("A dialogue ends in state {}: {} at {}", state, e.getClass(), Connection.where(e));
            end(End.FAILED);
        }
    }
}
