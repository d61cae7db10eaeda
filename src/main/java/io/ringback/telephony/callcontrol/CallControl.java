package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Acceptance;
import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.directory.Address;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.reach.DiallingRules;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.ConnectionRows.Begin;
import io.ringback.telephony.callcontrol.ConnectionRows.LeftConnection;
import io.ringback.telephony.callcontrol.Party.Role;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Sets connections up for {@code direct:connect-call} (claims 5, 8 and 22): each at most once, on whichever node, whatever
 * crashes.
 */
public final class CallControl implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CallControl.class);

    private final NodeCalls calls;
    private final Identity identity;
    private final String country;
    private final DiallingRules rules;
    private final ConnectionCaps caps;
    private final ConnectionRows rows;
    private final Connections connections;
    private final Announcer announcer;
    private final VoiceControl voice;
    private final Limits limits;
    private final Clock clock;

    CallControl(
            UserAgent agent,
            Identity identity,
            String country,
            DiallingRules rules,
            ConnectionCaps caps,
            ConnectionRows rows,
            Connections connections,
            Announcer announcer,
            VoiceControl voice,
            Limits limits,
            Clock clock) {
        this.calls = new NodeCalls("Connection", agent, identity, limits, clock);
        this.identity = identity;
        this.country = country;
        this.rules = rules;
        this.caps = caps;
        this.rows = rows;
        this.connections = connections;
        this.announcer = announcer;
        this.voice = voice;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Sets a connection up. Returns when it is under way, or was before, or may not be: all that follows is told to the case.
     *
     * @param body of {@code direct:connect-call}, see docs/adapters.md
     * @throws IllegalArgumentException if something in it is missing or wrong
     * @throws IllegalStateException if this node is starting or stopping; to be tried again
     */
    public void connect(Map<String, ?> body) {
        calls.requireRunning();
        ConnectionRequest request = ConnectionRequest.of(body, country);
        Optional<CalleeOnTheLine> callee = voice.callee(request.caseId(), request.calleeId(), request.callee());
        Begin begin = rows.begin(request, callee.isPresent(), () -> refusal(request));
        if (begin instanceof Begin.Refused refused) {
            LOG.info("Connection {} is refused: {}", request.id(), refused.why());
            connections.progressed(request.caseId(), Progress.ENDED, refused.why());
            connections.ended(request.id().toString(), request.caseId(), Ending.FAILED);
        } else if (begin instanceof Begin.Known known) {
            LOG.info("Connection {} has been asked for before and is not dialled again", request.id());
            known.ending().ifPresent(ending -> connections.ended(request.id().toString(), request.caseId(), ending));
        } else {
            setUp(request, callee);
        }
    }

    private Optional<String> refusal(ConnectionRequest request) {
        return rules.refusal(request.callee())
                .map(why -> "The callee's phone: " + why)
                .or(() -> rules.refusal(request.caller()).map(why -> "The caller's phone: " + why))
                .or(() -> cannotAsk(request))
                .or(() -> caps.claim(request.calleeId(), request.callerId()));
    }

    /** Who is to accept by a key is not connected without. */
    private Optional<String> cannotAsk(ConnectionRequest request) {
        boolean asks = request.calleeAccepts() == Acceptance.KEY || request.callerAccepts() == Acceptance.KEY;
        return asks && !announcer.canAsk()
                ? Optional.of("Who answers is to press a key, and there is no announcement server to ask them: set"
                        + " ringback.announcement.server, or write ANSWER into accepted-by-key.")
                : Optional.empty();
    }

    private void setUp(ConnectionRequest request, Optional<CalleeOnTheLine> callee) {
        Executor serial = callee.map(CalleeOnTheLine::events).orElseGet(calls.threads()::events);
        // What the dialogue notes of a call that it hands over must come after what the connection notes of it.
        Executor writers = callee.map(CalleeOnTheLine::records).orElseGet(calls.threads()::records);
        Records records = new Records(
                request.id(),
                request.caseId(),
                rows,
                connections,
                new Recorder("connection " + request.id(), request.caseId(), writers));
        try {
            Announcements announcements = announcer.announcements(request);
            Questions questions = announcer.questions(request, callee.isEmpty());
            Connection connection = new Connection(
                    announcements,
                    questions,
                    parties(request, announcements, writers),
                    limits,
                    calls.threads(),
                    records,
                    clock,
                    serial,
                    () -> calls.remove(request.id()));
            calls.add(request.id(), connection::hangUp);
            callee.ifPresentOrElse(line -> line.dialogue().handOver(connection), connection::begin);
        } catch (RuntimeException e) {
            // The row is there, so nobody will try again.
            LOG.error("Connection {} could not be begun: {}", request.id(), new Thrown(e));
            calls.remove(request.id());
            records.turnedOut(Ending.FAILED);
            records.moved(State.ENDED, Map.of());
        }
    }

    /**
     * Sets a connection between the two accounts for tests up, by the same calls, announcements and questions as any other. It has no case
     * and no row: what a node that dies leaves of it are calls of its own phones.
     *
     * @param watch is told how it goes
     * @return hangs it up; may be run more than once
     * @throws IllegalStateException if this node is starting or stopping, or if one of the two may not be called; says which and why
     */
    public Runnable connectForTest(Address callee, Address caller, ConnectionWatch watch) {
        calls.requireRunning();
        rules.refusal(callee).or(() -> rules.refusal(caller)).ifPresent(why -> {
            throw new IllegalStateException("A test account may not be called: " + why);
        });
        ConnectionRequest request = ConnectionRequest.forTest(callee, caller, announcer.canAsk());
        Announcements announcements = announcer.announcements(request);
        Connection connection = new Connection(
                announcements,
                announcer.questions(request, true),
                parties(request, announcements, AnswerNotes.NONE),
                limits,
                calls.threads(),
                new WatchedChronicle(watch),
                clock,
                calls.threads().events(),
                () -> calls.remove(request.id()));
        calls.add(request.id(), connection::hangUp);
        connection.begin();
        return () -> connection.hangUp("the test is over");
    }

    private PartyMaker parties(ConnectionRequest request, Announcements announcements, Executor writers) {
        return parties(
                request,
                announcements,
                calls.notes(writers, (role, dialog) -> rows.answered(request.id(), role, dialog)));
    }

    private PartyMaker parties(ConnectionRequest request, Announcements announcements, AnswerNotes notes) {
        Map<Role, String> uris = new EnumMap<>(Role.class);
        uris.put(Role.CALLEE, identity.dialled(request.callee()));
        uris.put(Role.CALLER, identity.dialled(request.caller()));
        announcer.promptAndCollect().ifPresent(uri -> uris.put(Role.IVR, uri));
        announcements.callingCaller().ifPresent(uri -> uris.put(Role.ANNOUNCEMENT, uri));
        announcements.callerUnreachable().ifPresent(uri -> uris.put(Role.APOLOGY, uri));
        return calls.parties(
                request.id(),
                uris,
                Map.of(
                        Role.CALLEE, new Names(request.callee(), ""),
                        Role.CALLER, new Names(request.caller(), request.callerName())),
                announcer.route(),
                notes);
    }

    /**
     * Hangs up what was under way for cases that were cancelled meanwhile: nobody waits for it any more. Once the two talk,
     * their case has ended otherwise, and nobody cuts them off.
     */
    @Scheduled(fixedDelayString = "${ringback.connections.hang-up-cancelled-every:1s}")
    void hangUpCancelled() {
        calls.hangUpCancelled(rows::ofCancelledCases);
        voice.hangUpCancelled();
    }

    /** What is held at this moment. */
    public CallHoldings holdings() {
        return calls.holdings();
    }

    /** Takes connections. */
    @Override
    public void start() {
        calls.start("call-control", this::sweep);
    }

    /**
     * Ends what the process before this one left behind. Not before the adapters are there: a case that is told so may write
     * to the caller at once.
     */
    @EventListener(ApplicationReadyEvent.class)
    void endLeftBehind() {
        calls.endLeftBehind(rows::leftBehind, this::end);
    }

    /** Every minute. */
    void sweep() {
        calls.hold(rows::hold);
        endLeftBehind();
    }

    private void end(LeftConnection connection) {
        Ending ending = connection.talking() ? Ending.CONNECTED : Ending.FAILED;
        connections.progressed(connection.caseId(), Progress.ENDED, "the node that held it died");
        connections.ended(connection.id().toString(), connection.caseId(), ending);
        rows.end(connection.id(), ending);
    }

    /** Hangs all up, and waits until that has been confirmed and recorded, but not for long. */
    @Override
    public void stop() {
        calls.stop();
    }

    /** The calls of this node. */
    LastCalls.UnderWay underWay() {
        return calls;
    }

    @Override
    public boolean isRunning() {
        return calls.isRunning();
    }
}
