package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.directory.Address;
import io.ringback.protocol.sdp.BlackHoleDescription;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.reach.DiallingRules;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.ConnectionRows.Begin;
import io.ringback.telephony.callcontrol.ConnectionRows.LeftBehind;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.VoiceControl.OnTheLine;
import io.ringback.telephony.diversion.CallHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/**
 * Sets connections up for {@code direct:connect-call} (claims 5, 8 and 22): each at most once, on whichever node, whatever
 * crashes.
 */
public final class CallControl implements SmartLifecycle {

    /**
     * What call control holds at this moment; zero once all connections have ended.
     *
     * @param connections under way on this node
     * @param timers that wait for something to take too long
     */
    public record Holdings(int connections, int timers) {}

    /**
     * Ringback as the phones meet it.
     *
     * @param from its number, a SIP URI
     * @param displayName its name
     * @param domain of the switch, where numbers are called
     * @param mediaAddress where phones send what they say to nobody, and the origin of all descriptions
     * @param mediaHost the address of this machine behind it
     */
    record Identity(String from, String displayName, String domain, String mediaAddress, String mediaHost) {

        /** How a phone is dialled: a number at the switch (RFC 3261 19.1.6). */
        String dialled(Address address) {
            return address.scheme().equals("tel")
                    ? "sip:" + address.value() + "@" + domain + ";user=phone"
                    : address.uri();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(CallControl.class);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final UserAgent agent;
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

    private final Map<UUID, Connection> underWay = new ConcurrentHashMap<>();
    private volatile boolean running;
    private CallThreads threads;
    private Instant startedAt;
    private BlackHole blackHole;

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
        this.agent = agent;
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
        if (!running) {
            throw new IllegalStateException(
                    "This node is not taking calls now: it is starting or stopping. Try again.");
        }
        ConnectionRequest request = ConnectionRequest.of(body, country);
        Optional<OnTheLine> callee = voice.callee(request.caseId(), request.calleeId(), request.callee());
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
                .or(() -> caps.claim(request.calleeId(), request.callerId()));
    }

    private void setUp(ConnectionRequest request, Optional<OnTheLine> callee) {
        Executor serial = callee.map(OnTheLine::events).orElseGet(threads::events);
        // What the dialogue notes of a call that it hands over must come after what the connection notes of it.
        Executor writers = callee.map(OnTheLine::records).orElseGet(threads::records);
        Records records = new Records(
                request.id(),
                request.caseId(),
                rows,
                connections,
                new Recorder("connection " + request.id(), request.caseId(), writers));
        try {
            Announcements announcements = announcer.announcements(request);
            Connection connection = new Connection(
                    announcements,
                    phones(request, announcements),
                    limits,
                    threads,
                    records,
                    clock,
                    serial,
                    () -> underWay.remove(request.id()));
            underWay.put(request.id(), connection);
            callee.ifPresentOrElse(line -> line.dialogue().handOver(connection), connection::begin);
        } catch (RuntimeException e) {
            // The row is there, so nobody will try again. The message of the exception may quote an address.
            LOG.error("Connection {} could not be begun: {} at {}", request.id(), e.getClass(), Connection.where(e));
            underWay.remove(request.id());
            records.turnedOut(Ending.FAILED);
            records.moved(State.ENDED, Map.of());
        }
    }

    private AgentParties phones(ConnectionRequest request, Announcements announcements) {
        Map<Role, String> uris = new EnumMap<>(Role.class);
        uris.put(Role.CALLEE, identity.dialled(request.callee()));
        uris.put(Role.CALLER, identity.dialled(request.caller()));
        announcements.callingCaller().ifPresent(uri -> uris.put(Role.ANNOUNCEMENT, uri));
        announcements.callerUnreachable().ifPresent(uri -> uris.put(Role.APOLOGY, uri));
        return new AgentParties(
                agent,
                uris,
                Map.of(CallHeaders.CONNECTION, request.id().toString()),
                announcer.route(),
                Map.of(
                        Role.CALLEE, new Names(request.callee(), ""),
                        Role.CALLER, new Names(request.caller(), request.callerName())),
                identity.from(),
                identity.displayName(),
                new BlackHoleDescription(identity.mediaAddress(), blackHole.port()),
                identity.mediaAddress(),
                limits);
    }

    /** What is held at this moment. */
    public Holdings holdings() {
        return new Holdings(underWay.size(), threads.waiting());
    }

    /** Takes connections. */
    @Override
    public void start() {
        startedAt = clock.instant();
        threads = new CallThreads("call-control", this::endLeftBehind);
        blackHole = new BlackHole(identity.mediaHost());
        running = true;
    }

    /**
     * Ends what the process before this one left behind. Not before the adapters are there: a case that is told so may write
     * to the caller at once.
     */
    @EventListener(ApplicationReadyEvent.class)
    void endLeftBehind() {
        try {
            Instant longAgo = clock.instant().minus(limits.longestConnection()).minus(CLOCKS_DIFFER);
            rows.leftBehind(startedAt, longAgo).stream()
                    .filter(connection -> !underWay.containsKey(connection.id()))
                    .forEach(this::end);
        } catch (RuntimeException e) {
            LOG.warn("Connections that were left behind could not be ended; it is tried again: {}", e.toString());
        }
    }

    private void end(LeftBehind connection) {
        LOG.warn("Connection {} was left behind by a node that died; its calls are hung up", connection.id());
        connection.calls().forEach(agent::hangUp);
        Ending ending = connection.talking() ? Ending.CONNECTED : Ending.FAILED;
        connections.progressed(connection.caseId(), Progress.ENDED, "the node that held it died");
        connections.ended(connection.id().toString(), connection.caseId(), ending);
        rows.end(connection.id(), ending);
    }

    /** Hangs all up, and waits until that has been confirmed and recorded, but not for long. */
    @Override
    public void stop() {
        running = false;
        underWay.values().forEach(Connection::hangUp);
        threads.end(underWay::isEmpty);
        blackHole.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
