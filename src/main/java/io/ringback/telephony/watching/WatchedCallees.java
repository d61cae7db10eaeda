package io.ringback.telephony.watching;

import io.ringback.agenda.Regularly;
import io.ringback.conversation.SignsOfLife;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.protocol.sip.SipResponse;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.telephony.watching.WatchedState.Told;
import io.ringback.telephony.watching.WatchedState.Unreadable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one subscription with the switch for each callee who is to be seen, from the first case that waits for them to the last. The
 * agent hands on NOTIFYs of its own subscriptions only, and only from its peers. Which it is, is known by the Call-ID; before that is
 * known, and where the agent has subscribed anew, by whom it is from (RFC 3261 12.2.1.1). An id of the event (RFC 6665 8.2.1) would say it
 * too, but Kamailio 5.6 refuses events that have one.
 */
final class WatchedCallees implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedCallees.class);

    private static final int UNAVAILABLE = 503;
    private static final int MALFORMED = 400;
    private static final int UNSUPPORTED = 415;

    /** So many are begun at each look, so that a node that starts does not flood the switch. */
    private static final int AT_ONCE = 20;

    /** More NOTIFYs than that wait for nobody; the switch sends them again. */
    private static final int LONGEST_QUEUE = 1_000;

    /** Whom the switch does not let us watch is asked for again after so long. */
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);

    /** User and host of a SIP URI, in a header or alone. */
    private static final Pattern WHO = Pattern.compile("(?i)sips?:([^@;>\\s]+@[^:;>\\s]+)");

    private final WatchingProperties settings;
    private final WatchedEvent event;
    private final Set<String> own;
    private final UserAgent agent;
    private final SignsOfLife signs;
    private final Function<UUID, Optional<String>> phones;
    private final NodesShare share;
    private final Clock clock;
    private final Map<UUID, Watch> watches = new ConcurrentHashMap<>();
    private final Regularly looks = new Regularly("watched-callees");
    private final ThreadPoolExecutor reader;

    /** Somebody who is watched. What it holds changes on the reader's thread, or before that knows it. */
    private static final class Watch {
        private final UUID person;
        private volatile WatchedState state;
        private volatile String who = "";
        private volatile String callId = "";
        private volatile Instant heard;
        private volatile boolean refused;

        Watch(UUID person, WatchedState state, Instant now) {
            this.person = person;
            this.state = state;
            this.heard = now;
        }
    }

    /**
     * @param own the user parts of Ringback's own addresses
     * @param phones the SIP URI by which the switch knows a person; empty if they have no telephone
     */
    WatchedCallees(
            WatchingProperties settings,
            Set<String> own,
            UserAgent agent,
            SignsOfLife signs,
            Function<UUID, Optional<String>> phones,
            NodesShare share,
            Clock clock) {
        this.settings = settings;
        this.event = settings.watched();
        this.own = Set.copyOf(own);
        this.agent = agent;
        this.signs = signs;
        this.phones = phones;
        this.share = share;
        this.clock = clock;
        this.reader =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(LONGEST_QUEUE), task -> {
                    Thread made = new Thread(task, "signs-of-life");
                    made.setDaemon(true);
                    return made;
                });
    }

    void start() {
        agent.onRequest(Set.of("NOTIFY"), this::on);
        looks.begin(settings.every(), this::look, e -> LOG.warn("Whom to watch cannot be said now: {}", e.toString()));
    }

    /** Begins to watch whom it is worth watching now, and ends the rest. */
    void look() {
        Set<UUID> wanted = new HashSet<>(signs.toBeSeen(settings.most()));
        wanted.removeIf(share.now().negate());
        Instant now = clock.instant();
        for (Watch watch : List.copyOf(watches.values())) {
            // The switch tells how it stands at each refresh (RFC 6665 4.2.1.2): if it did not, it has forgotten us.
            Duration longest = watch.refused ? AGAIN_AFTER : settings.expires().multipliedBy(2);
            if (!wanted.contains(watch.person) || now.isAfter(watch.heard.plus(longest))) {
                end(watch);
            }
        }
        wanted.stream()
                .filter(person -> !watches.containsKey(person))
                .limit(AT_ONCE)
                .forEach(this::begin);
    }

    /** How many people are watched. */
    int size() {
        return watches.size();
    }

    /** Whether the switch has told how it stands with somebody who is watched. */
    boolean isTold(UUID person) {
        return Optional.ofNullable(watches.get(person))
                .filter(watch -> !watch.state.equals(event.unknown(own)))
                .isPresent();
    }

    private void begin(UUID person) {
        Watch watch = new Watch(person, event.unknown(own), clock.instant());
        watches.put(person, watch);
        Optional<String> phone = phones.apply(person);
        if (phone.isEmpty()) {
            watch.refused = true;
            return;
        }
        watch.who = who(phone.get());
        SipRequest subscribe = new SipRequest(
                "SUBSCRIBE",
                phone.get(),
                Map.of(
                        "Event", List.of(event.word()),
                        "Accept", List.of(event.type()),
                        "Expires", List.of(Long.toString(settings.expires().toSeconds()))),
                Optional.empty(),
                "");
        try {
            agent.send(subscribe).thenAccept(response -> begun(watch, response));
        } catch (IllegalArgumentException e) {
            LOG.debug("Somebody's address cannot be watched: {}", e.getMessage());
            watch.refused = true;
        }
    }

    private void begun(Watch watch, SipResponse response) {
        if (response.status() >= 300) {
            LOG.info("The switch lets nobody watch the event {} of somebody: {}", event.word(), response.status());
            watch.refused = true;
            return;
        }
        response.first("Call-ID").ifPresent(id -> watch.callId = id);
        if (watches.get(watch.person) != watch) {
            // It was ended before it had begun.
            unsubscribe(watch);
        }
    }

    private void end(Watch watch) {
        watches.remove(watch.person, watch);
        unsubscribe(watch);
    }

    private void unsubscribe(Watch watch) {
        if (!watch.callId.isEmpty() && !watch.refused) {
            agent.send(new SipRequest(
                    "SUBSCRIBE",
                    "",
                    Map.of("Call-ID", List.of(watch.callId), "Expires", List.of("0")),
                    Optional.empty(),
                    ""));
        }
    }

    private CompletionStage<SipResponse> on(SipRequest notify) {
        try {
            return CompletableFuture.supplyAsync(() -> SipResponse.of(read(notify)), reader);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(SipResponse.of(UNAVAILABLE));
        }
    }

    /** In the order in which they came. A sign is stored before its NOTIFY is answered, and what fails is sent again. */
    private int read(SipRequest notify) {
        Optional<Watch> found = watch(notify);
        if (found.isEmpty()) {
            // Somebody who was watched until just now.
            return 200;
        }
        Watch watch = found.get();
        watch.heard = clock.instant();
        notify.first("Call-ID").ifPresent(id -> watch.callId = id);
        String subscription = word(notify.first("Subscription-State"));
        if (subscription.equals("terminated")) {
            return ended(watch, notify);
        }
        if (!subscription.equals("active")) {
            return 200;
        }
        String document = notify.body().orElse("");
        if (!document.isBlank() && !word(notify.first("Content-Type")).equals(event.type())) {
            return UNSUPPORTED;
        }
        try {
            Told told = watch.state.with(document);
            if (told.sign()) {
                signs.seen(watch.person, event.sign());
            }
            watch.state = told.state();
            return 200;
        } catch (Unreadable e) {
            LOG.debug("A NOTIFY of the switch is refused: {}", e.getMessage());
            return MALFORMED;
        }
    }

    /** The agent subscribes anew where RFC 6665 4.1.3 has it so; else it is looked for later. */
    private int ended(Watch watch, SipRequest notify) {
        String state = notify.first("Subscription-State").orElse("").toLowerCase(Locale.ROOT);
        if (!state.contains("reason=deactivated") && !state.contains("reason=timeout")) {
            watch.refused = true;
        }
        watch.callId = "";
        return 200;
    }

    private Optional<Watch> watch(SipRequest notify) {
        String callId = notify.first("Call-ID").orElse("");
        return watches.values().stream()
                .filter(watch -> watch.callId.equals(callId))
                .findFirst()
                .or(() -> {
                    String from = who(notify.first("From").orElse(""));
                    return watches.values().stream()
                            .filter(watch -> watch.callId.isEmpty() && watch.who.equals(from))
                            .findFirst();
                });
    }

    private static String who(String uri) {
        Matcher who = WHO.matcher(uri);
        return who.find() ? who.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static String word(Optional<String> header) {
        return header.orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        looks.close();
        List.copyOf(watches.values()).forEach(this::end);
        reader.shutdownNow();
    }
}
