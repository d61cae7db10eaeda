package io.ringback.delivery.routes;

import io.ringback.delivery.routes.RoutesTogether.Verdict;
import io.ringback.delivery.routes.RunningRoutes.DidNotStart;
import io.ringback.delivery.routes.TriedFile.TriedRoute;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The files of {@code camel-routes/}: which are in force on this node, which were refused and why, and how to put those on the
 * disk into force. At start and at each reload a file that cannot run is refused, what ran before goes on, and the others are
 * put into force.
 */
@Component
public class RouteFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

    private final CamelContext camel;
    private final RunningRoutes running;
    private final RouteFolder folder;
    private final Clock clock;
    private volatile Map<String, Loaded> inForce = Map.of();
    private volatile List<RouteFinding> findings = List.of();
    private volatile Set<String> lost = Set.of();
    /** Where no route may begin for a moment, although one will; empty until the first routes have been started. */
    private volatile Optional<Set<String>> exchanged = Optional.empty();

    RouteFiles(CamelContext camel, @Value("${ringback.camel-routes-directory}") Path directory, Clock clock) {
        this.camel = camel;
        this.running = new RunningRoutes(camel);
        this.folder = new RouteFolder(directory);
        this.clock = clock;
        camel.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent started) {
                reload();
            }

            @Override
            public boolean isEnabled(CamelEvent event) {
                return event instanceof CamelEvent.CamelContextStartedEvent;
            }
        });
    }

    private record Loaded(TriedFile tried, Instant since) {}

    /**
     * A file in force.
     *
     * @param file its name
     * @param fingerprint the beginning of its SHA-256
     * @param routes the ids of its routes that run
     * @param off how many of its routes do not, because their precondition does not hold
     * @param since when it was put into force
     */
    public record InForce(String file, String fingerprint, List<String> routes, long off, Instant since) {}

    /**
     * A file on the disk that is not what is in force.
     *
     * @param file its name
     * @param how NEW, CHANGED or REMOVED
     */
    public record Difference(String file, How how) {

        /** In which way it differs. */
        public enum How {
            NEW,
            CHANGED,
            REMOVED
        }
    }

    /**
     * What became of a reload.
     *
     * @param changed the files that were put into force or taken away
     * @param findings why others were not
     * @param lost endpoints at which a route began before, and none does now
     */
    public record Reload(List<String> changed, List<RouteFinding> findings, Set<String> lost) {}

    /**
     * What a reload would cost.
     *
     * @param lost by file that would be exchanged or taken away, endpoints at which no route would begin any more
     * @param findings why other files would be refused
     */
    public record Foreseen(Map<String, Set<String>> lost, List<RouteFinding> findings) {}

    /**
     * What lies on the disk and is not in force.
     *
     * @param changes what each file is to become; empty if it is to go
     */
    private record OnDisk(
            List<TriedFile> tried, Map<String, Optional<TriedFile>> changes, List<RouteFinding> findings) {}

    /** The files in force, by name. */
    public List<InForce> inForce() {
        return inForce.values().stream()
                .map(one -> new InForce(
                        one.tried().file().name(),
                        one.tried().file().fingerprint(),
                        one.tried().routes().stream()
                                .filter(TriedRoute::included)
                                .map(route -> route.id() == null ? "line " + route.line() : route.id())
                                .toList(),
                        one.tried().routes().stream()
                                .filter(route -> !route.included())
                                .count(),
                        one.since()))
                .toList();
    }

    /** What the last reload, or the start, refused. */
    public List<RouteFinding> findings() {
        return findings;
    }

    /** Endpoints, as Camel normalizes their URIs, that lost their route with the last reload or have it in a refused file. */
    public Set<String> lost() {
        return lost;
    }

    /** Whether it can be told now if a route begins at the endpoint: not before the start, and not while it is exchanged. */
    public boolean isSettled(String uri) {
        return exchanged.isPresent() && !exchanged.get().contains(uri);
    }

    /** What a reload would look at. */
    public List<Difference> differences() {
        RouteFolder.Content disk = folder.read();
        Map<String, Loaded> now = inForce;
        Stream<Difference> there = disk.files().values().stream()
                .filter(file -> !isInForce(file, now))
                .map(file -> new Difference(
                        file.name(), now.containsKey(file.name()) ? Difference.How.CHANGED : Difference.How.NEW));
        Stream<Difference> gone =
                now.keySet().stream().filter(disk::lacks).map(name -> new Difference(name, Difference.How.REMOVED));
        return Stream.concat(there, gone).toList();
    }

    private static boolean isInForce(RouteFile file, Map<String, Loaded> now) {
        return now.containsKey(file.name())
                && now.get(file.name()).tried().file().equals(file);
    }

    /** Puts into force what is on the disk and can run. Messages that are in a route get through it first. */
    public synchronized Reload reload() {
        try {
            return reloadAll();
        } finally {
            exchanged = Optional.of(Set.of());
        }
    }

    /** What a reload would do now, as far as it can be told without starting a route. */
    public synchronized Foreseen foreseen() {
        OnDisk disk = tryWhatIsThere();
        Map<String, TriedFile> before = tried();
        Verdict verdict = RoutesTogether.on(before, disk.changes(), running.own());
        Map<String, TriedFile> after = new TreeMap<>(before);
        verdict.accepted()
                .forEach((name, file) ->
                        file.ifPresentOrElse(tried -> after.put(name, tried), () -> after.remove(name)));
        Set<String> left = inputs(after.values().stream());
        Map<String, Set<String>> lost = new TreeMap<>();
        verdict.accepted().keySet().stream().filter(before::containsKey).forEach(name -> {
            Set<String> inputs = inputs(Stream.of(before.get(name)));
            inputs.removeAll(left);
            lost.put(name, inputs);
        });
        return new Foreseen(
                lost,
                Stream.concat(disk.findings().stream(), verdict.findings().stream())
                        .toList());
    }

    private OnDisk tryWhatIsThere() {
        RouteFolder.Content disk = folder.read();
        List<RouteFinding> found = new ArrayList<>(disk.unreadable());
        List<TriedFile> tried = tryChanged(disk);
        Map<String, Optional<TriedFile>> changes = new TreeMap<>();
        tried.forEach(file -> {
            found.addAll(file.findings());
            if (file.findings().isEmpty()) {
                changes.put(file.file().name(), Optional.of(file));
            }
        });
        inForce.keySet().stream().filter(disk::lacks).forEach(name -> changes.put(name, Optional.empty()));
        return new OnDisk(tried, changes, found);
    }

    private Map<String, TriedFile> tried() {
        Map<String, TriedFile> tried = new TreeMap<>();
        inForce.forEach((name, file) -> tried.put(name, file.tried()));
        return tried;
    }

    private Reload reloadAll() {
        OnDisk disk = tryWhatIsThere();
        List<RouteFinding> found = new ArrayList<>(disk.findings());
        Set<String> wanted = inputs(tried().values().stream());
        List<String> changed = putIntoForce(disk.changes(), found);
        Set<String> refused = found.stream().map(RouteFinding::file).collect(Collectors.toSet());
        wanted.addAll(inputs(disk.tried().stream()
                .filter(file -> refused.contains(file.file().name()))));
        wanted.removeAll(inputs(tried().values().stream()));
        findings = List.copyOf(found);
        lost = Set.copyOf(wanted);
        say(changed);
        return new Reload(changed, findings, lost);
    }

    private List<TriedFile> tryChanged(RouteFolder.Content disk) {
        List<RouteFile> changed = disk.files().values().stream()
                .filter(file -> !isInForce(file, inForce))
                .toList();
        if (changed.isEmpty()) {
            return List.of();
        }
        try (TrialContext trial = TrialContext.beside(camel)) {
            return changed.stream().map(file -> RouteTrial.of(file, trial)).toList();
        }
    }

    /** Only of endpoints inside Ringback: the URIs of others hold what nobody is to read. */
    private static Set<String> inputs(Stream<TriedFile> files) {
        return files.flatMap(file -> file.routes().stream())
                .filter(TriedRoute::included)
                .map(TriedRoute::input)
                .filter(uri -> uri.startsWith("direct:"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What does not start is refused, and the others are looked at without it. */
    private List<String> putIntoForce(Map<String, Optional<TriedFile>> changes, Collection<RouteFinding> found) {
        Map<String, TriedFile> before = tried();
        while (true) {
            Verdict verdict = RoutesTogether.on(before, changes, running.own());
            exchanged = exchanged.map(none -> inputs(verdict.concerned(before)));
            try {
                exchange(before, verdict.accepted());
                found.addAll(verdict.findings());
                return List.copyOf(verdict.accepted().keySet());
            } catch (DidNotStart e) {
                changes.remove(e.finding().file());
                found.add(e.finding());
            }
        }
    }

    private void exchange(Map<String, TriedFile> before, Map<String, Optional<TriedFile>> accepted) throws DidNotStart {
        running.exchange(
                accepted.keySet().stream()
                        .filter(before::containsKey)
                        .map(name -> before.get(name).file())
                        .toList(),
                accepted.values().stream()
                        .flatMap(Optional::stream)
                        .map(TriedFile::file)
                        .toList());
        Map<String, Loaded> after = new TreeMap<>(inForce);
        Instant now = clock.instant();
        accepted.forEach((name, file) ->
                file.ifPresentOrElse(tried -> after.put(name, new Loaded(tried, now)), () -> after.remove(name)));
        inForce = after;
    }

    private void say(List<String> changed) {
        if (!changed.isEmpty()) {
            LOG.info("Route files put into force or taken away: {}", String.join(", ", changed));
        }
        findings.forEach(one -> LOG.error("Refused, what ran before goes on: {}", one.sentence()));
        lost.forEach(uri -> LOG.warn("No route begins at {} any more", uri));
    }
}
