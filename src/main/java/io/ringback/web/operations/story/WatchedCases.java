package io.ringback.web.operations.story;

import io.ringback.agenda.Regularly;
import io.ringback.web.operations.ladder.MaskedLadders;
import io.ringback.web.operations.story.StoryRows.Stamp;
import io.ringback.web.security.LoginsUnderWay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells browsers that a case has changed which they show (server-sent events). However many watch, a node asks the database four times
 * in a second, and not at all while nobody watches. What has changed is not told here: the browser reads the page anew, as whoever it is by then.
 */
@Component
class WatchedCases {

    static final String CHANGED = "changed";
    /** The last word: a browser that hears it does not come back by itself, so that a page left open keeps no session alive. */
    static final String OVER = "over";

    private static final Logger LOG = LoggerFactory.getLogger(WatchedCases.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** For proxies, which end what is silent. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int MOST = 300;
    private static final int MOST_OF_A_SESSION = 6;

    private final StoryRows rows;
    private final CaseDiagrams diagrams;
    private final MaskedLadders ladders;
    private final LoginsUnderWay logins;
    private final Clock clock;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private final Regularly regularly = new Regularly("watched-cases");

    WatchedCases(StoryRows rows, CaseDiagrams diagrams, MaskedLadders ladders, LoginsUnderWay logins, Clock clock) {
        this.rows = rows;
        this.diagrams = diagrams;
        this.ladders = ladders;
        this.logins = logins;
        this.clock = clock;
        regularly.begin(EVERY, this::look, e -> LOG.warn("Watched cases could not be looked at: {}", e.toString()));
    }

    private static final class Viewer {
        private final UUID caseId;
        private final String session;
        private final SseEmitter stream = new SseEmitter(LONGEST.multipliedBy(2).toMillis());
        private final Instant since;
        private Instant heard;
        private String seen;

        private Viewer(UUID caseId, String session, Instant since, String seen) {
            this.caseId = caseId;
            this.session = session;
            this.since = since;
            this.heard = since;
            this.seen = seen;
        }
    }

    /** What changes whenever the case does; empty if there is no such case. */
    Optional<String> stampOf(UUID caseId) {
        return Optional.ofNullable(stamps(Set.of(caseId)).get(caseId));
    }

    /**
     * Tells {@code session} from now on. Of so many pages of one session the oldest hears no more: mostly it is closed, which shows only
     * when something is sent.
     *
     * @param session the id of the login's session, which ends this with it, at whatever node it ends
     * @param seen the stamp of the case when the page was written
     * @return empty if so many watch already
     */
    synchronized Optional<SseEmitter> watch(UUID caseId, String session, String seen) {
        List<Viewer> own = viewers.stream()
                .filter(viewer -> viewer.session.equals(session))
                .sorted(Comparator.comparing(viewer -> viewer.since))
                .toList();
        own.stream().limit(Math.max(0, own.size() - MOST_OF_A_SESSION + 1)).forEach(this::end);
        if (viewers.size() >= MOST) {
            return Optional.empty();
        }
        Viewer viewer = new Viewer(caseId, session, clock.instant(), seen);
        viewer.stream.onCompletion(() -> viewers.remove(viewer));
        viewer.stream.onTimeout(viewer.stream::complete);
        viewer.stream.onError(gone -> viewers.remove(viewer));
        sendFirst(viewer);
        viewers.add(viewer);
        return Optional.of(viewer.stream);
    }

    /** Something has to be sent before a browser takes the stream for open. */
    private static void sendFirst(Viewer viewer) {
        try {
            viewer.stream.send(SseEmitter.event().comment("watching"));
        } catch (IOException e) {
            throw new UncheckedIOException("It is sent once the request has been answered.", e);
        }
    }

    int watching() {
        return viewers.size();
    }

    private void look() {
        if (viewers.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Set<String> underWay =
                logins.of(viewers.stream().map(viewer -> viewer.session).collect(Collectors.toSet()));
        viewers.stream()
                .filter(viewer -> !underWay.contains(viewer.session) || !now.isBefore(viewer.since.plus(LONGEST)))
                .forEach(this::end);
        Map<UUID, String> stamps =
                stamps(viewers.stream().map(viewer -> viewer.caseId).collect(Collectors.toSet()));
        viewers.forEach(viewer -> tell(viewer, stamps.get(viewer.caseId), now));
    }

    private Map<UUID, String> stamps(Set<UUID> cases) {
        Map<UUID, Stamp> found = rows.stamps(cases);
        List<String> processes = found.values().stream()
                .map(Stamp::processInstanceId)
                .filter(Objects::nonNull)
                .toList();
        Map<String, Integer> problems = processes.isEmpty() ? Map.of() : diagrams.problems(processes);
        Map<UUID, String> ladder = ladders.stamps(found.keySet());
        Map<UUID, String> stamps = new HashMap<>();
        found.forEach((id, stamp) -> {
            String process = Objects.requireNonNullElse(stamp.processInstanceId(), "");
            stamps.put(
                    id,
                    Integer.toHexString(Objects.hash(stamp.rows(), problems.getOrDefault(process, 0), ladder.get(id))));
        });
        return stamps;
    }

    private void tell(Viewer viewer, String stamp, Instant now) {
        try {
            if (stamp != null && !stamp.equals(viewer.seen)) {
                viewer.seen = stamp;
                viewer.heard = now;
                viewer.stream.send(SseEmitter.event().name(CHANGED).data(stamp));
            } else if (!now.isBefore(viewer.heard.plus(SIGN_OF_LIFE))) {
                viewer.heard = now;
                viewer.stream.send(SseEmitter.event().comment("nothing new"));
            }
        } catch (IOException | IllegalStateException gone) {
            viewers.remove(viewer);
        }
    }

    private void end(Viewer viewer) {
        viewers.remove(viewer);
        try {
            viewer.stream.send(SseEmitter.event().name(OVER).data(""));
            viewer.stream.complete();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("A browser had gone before it was told: {}", gone.toString());
        }
    }

    /** Before the server waits for the requests that it has in hand: these would never end. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        regularly.close();
        endAll();
    }

    void endAll() {
        viewers.forEach(this::end);
    }
}
