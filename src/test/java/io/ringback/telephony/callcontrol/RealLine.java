package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.Announcement;
import io.ringback.conversation.Acceptance;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.directory.Address;
import io.ringback.failedcall.Verdict;
import io.ringback.peers.Ports;
import io.ringback.protocol.sdp.BlackHoleDescription;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.InOrder;
import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.SipSettings;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.telephony.callcontrol.Connection.State;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.wording.WordingInForce;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Call control on a real user agent and the network, without a database: what it says on the wire, and what it tells. */
final class RealLine implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    final List<String> progress = new CopyOnWriteArrayList<>();
    final List<Ending> outcome = new CopyOnWriteArrayList<>();
    private volatile State state = State.CALLING_CALLEE;
    private volatile boolean over;
    private final UserAgent agent;
    private final BlackHole blackHole = new BlackHole(HOST);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    private final Executor events = new InOrder(threads);
    private final int port = Ports.free();

    /** @param proxy where all phones are; empty to go where their addresses say */
    RealLine(Optional<String> proxy) {
        agent = agent(port, proxy);
        agent.start();
        timers.setRemoveOnCancelPolicy(true);
    }

    /** Ringback's agent, whose transactions do not last as long as they may. */
    static UserAgent agent(int port, Optional<String> proxy) {
        SipSettings plain = SipSettings.of("ringback", new SipSettings.Listen("UDP", HOST, port));
        return new JainUserAgent(new SipSettings(
                plain.name(),
                plain.listen(),
                plain.advertised(),
                plain.user(),
                proxy,
                plain.account(),
                plain.registration(),
                plain.peers(),
                plain.requestsPerSecond(),
                plain.users(),
                plain.realm(),
                plain.watch(),
                plain.watchEvery(),
                plain.tls(),
                // Transactions live for 64 of these, and the end of the last is waited for.
                Duration.ofMillis(50)));
    }

    /** Sets a connection up of which nobody is asked to accept; {@code announcements} is the server's SIP URI, if there is one. */
    void connect(String callee, String caller, Optional<String> announcementServer, Announcement kind, Limits limits) {
        connect(callee, caller, announcementServer, kind, limits, Acceptance.ANSWER);
    }

    /** @param accepts what counts as an answer of both */
    void connect(
            String callee,
            String caller,
            Optional<String> announcementServer,
            Announcement kind,
            Limits limits,
            Acceptance accepts) {
        connection(callee, caller, announcementServer, kind, limits, accepts).begin();
    }

    /** Answers the callee, who dials Ringback's own number, and goes on with that call; {@code server} plays and collects. */
    void connectWhoDials(String callee, String caller, String server, Limits limits) {
        Connection next = connection(callee, caller, Optional.empty(), Announcement.VOICE, limits, Acceptance.ANSWER);
        AgentParties others = phones(Map.of(Role.IVR, server), Map.of(), Optional.empty(), limits);
        agent.onCall(call -> {
            HeldCall held = new HeldCall(call, 480, false);
            PartyMaker parties = (role, hears, serial) -> role == Role.CALLEE
                    ? new Party(
                            role,
                            (party, none) -> new HeldLeg(held, new Ear(party, serial), this::after),
                            HOST,
                            others.blackHole(),
                            new Names(new Address(callee), ""),
                            hears)
                    : others.make(role, hears, serial);
            Dialogue dialogue = new Dialogue(
                    parties,
                    DialogueScene.LIMITS,
                    this::after,
                    new Unrecorded(new PlayedScript(), new InOrder(threads)),
                    new Unanswered(ending -> new Verdict.Nothing(), Clock.systemUTC()),
                    events,
                    () -> {});
            dialogue.answer(held, Role.CALLEE);
            dialogue.handOver(next);
        });
    }

    int port() {
        return port;
    }

    private Connection connection(
            String callee,
            String caller,
            Optional<String> announcementServer,
            Announcement kind,
            Limits limits,
            Acceptance accepts) {
        Announcer announcer = new Announcer(
                announcementServer,
                (name, language) -> Optional.empty(),
                WordingInForce.builtIn(),
                limits.announcement());
        ConnectionRequest request = new ConnectionRequest(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new Address(callee),
                new Address(caller),
                "Anna",
                "Bob",
                Locale.ENGLISH,
                Locale.ENGLISH,
                kind,
                accepts,
                accepts);
        Announcements announcements = announcer.announcements(request);
        Map<Role, String> uris = new EnumMap<>(Role.class);
        uris.put(Role.CALLEE, callee);
        uris.put(Role.CALLER, caller);
        announcer.promptAndCollect().ifPresent(uri -> uris.put(Role.IVR, uri));
        announcements.callingCaller().ifPresent(uri -> uris.put(Role.ANNOUNCEMENT, uri));
        announcements.callerUnreachable().ifPresent(uri -> uris.put(Role.APOLOGY, uri));
        return new Connection(
                announcements,
                announcer.questions(request, true),
                phones(uris, Map.of(Role.CALLER, new Names(new Address(caller), "Anna")), announcer.route(), limits),
                limits,
                this::after,
                new Diary(),
                Clock.systemUTC(),
                events,
                () -> over = true);
    }

    private AgentParties phones(
            Map<Role, String> uris, Map<Role, Predicate<String>> names, Optional<String> route, Limits limits) {
        return new AgentParties(
                agent,
                uris,
                Map.of(),
                route,
                names,
                "sip:ringback@127.0.0.1",
                "Ringback",
                new BlackHoleDescription(HOST, blackHole.port()),
                HOST,
                limits);
    }

    private Runnable after(Duration delay, Runnable task) {
        ScheduledFuture<?> timer = timers.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    }

    void awaitState(State wanted) {
        await(wanted.name()).atMost(PATIENCE).until(() -> state == wanted);
    }

    /** Waits for the end; nothing is left of the connection then, in call control and in the agent. */
    void awaitEnd(Ending ending) {
        await("end").atMost(PATIENCE).until(() -> over);
        assertThat(outcome).containsExactly(ending);
        assertThat(timers.getQueue()).isEmpty();
        await("nothing left").atMost(PATIENCE).untilAsserted(() -> assertThat(agent.holdings())
                .isEqualTo(new UserAgent.Holdings(0, 0, 0, 0)));
    }

    @Override
    public void close() {
        agent.close();
        timers.shutdownNow();
        threads.shutdownNow();
        blackHole.close();
    }

    private final class Diary implements Chronicle {

        @Override
        public void moved(State next, Map<Role, DialogIdentity> calls) {
            state = next;
        }

        @Override
        public void progressed(Progress step, String detail) {
            progress.add(detail == null ? step.name() : step + " " + detail);
        }

        @Override
        public void turnedOut(Ending ending) {
            outcome.add(ending);
        }
    }
}
