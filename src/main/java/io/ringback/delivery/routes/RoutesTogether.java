package io.ringback.delivery.routes;

import io.ringback.delivery.routes.TriedFile.Sending;
import io.ringback.delivery.routes.TriedFile.TriedRoute;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which changes can come into force together. What is in force agrees with itself; each change that does not agree with the rest
 * is refused, until what is left does.
 */
final class RoutesTogether {

    /** What Ringback brings along in Java. */
    static final String OWN = "Ringback itself";

    private final Map<String, TriedFile> inForce;
    private final Map<String, Optional<TriedFile>> changes;
    private final List<TriedRoute> own;
    private final Set<RouteFinding> findings = new TreeSet<>(Comparator.comparing(RouteFinding::file)
            .thenComparingInt(RouteFinding::line)
            .thenComparing(RouteFinding::problem));

    /**
     * @param inForce the files by name
     * @param changes what each file is to become; empty if it is to go
     * @param own routes that come from no file
     */
    private RoutesTogether(
            Map<String, TriedFile> inForce, Map<String, Optional<TriedFile>> changes, List<TriedRoute> own) {
        this.inForce = inForce;
        this.changes = new TreeMap<>(changes);
        this.own = own;
    }

    /**
     * The outcome.
     *
     * @param accepted the changes that agree with each other and with what stays
     * @param findings why the others do not
     */
    record Verdict(Map<String, Optional<TriedFile>> accepted, List<RouteFinding> findings) {

        /** The files that the accepted changes take away or bring. */
        Stream<TriedFile> concerned(Map<String, TriedFile> before) {
            return Stream.concat(
                    accepted.keySet().stream().filter(before::containsKey).map(before::get),
                    accepted.values().stream().flatMap(Optional::stream));
        }
    }

    static Verdict on(Map<String, TriedFile> inForce, Map<String, Optional<TriedFile>> changes, List<TriedRoute> own) {
        RoutesTogether together = new RoutesTogether(inForce, changes, own);
        while (together.refusesSome()) {
            // What is refused stays as it was, and others may not agree with that.
        }
        return new Verdict(together.changes, List.copyOf(together.findings));
    }

    private boolean refusesSome() {
        int before = changes.size();
        Map<String, List<TriedRoute>> after = after();
        refuseTwice(after);
        if (changes.size() == before) {
            refuseLost(after);
        }
        return changes.size() < before;
    }

    /** The routes of each file, as they would be. */
    private Map<String, List<TriedRoute>> after() {
        Map<String, List<TriedRoute>> after = new TreeMap<>();
        inForce.forEach((name, file) -> after.put(name, file.routes()));
        changes.forEach((name, file) ->
                file.ifPresentOrElse(tried -> after.put(name, tried.routes()), () -> after.remove(name)));
        after.put(OWN, own);
        return after;
    }

    /** Two routes of one id, or two at one endpoint that takes one. */
    private void refuseTwice(Map<String, List<TriedRoute>> after) {
        Map<String, Where> ids = new HashMap<>();
        Map<String, Where> inputs = new HashMap<>();
        after.forEach((file, routes) -> routes.forEach(route -> {
            Where here = new Where(file, route.line());
            if (route.id() != null) {
                Optional.ofNullable(ids.putIfAbsent(route.id(), here))
                        .ifPresent(there -> refuseBoth(
                                there,
                                here,
                                "a route with the id \"" + route.id() + "\"",
                                "Give one of them another id."));
            }
            if (route.included() && route.alone()) {
                Optional.ofNullable(inputs.putIfAbsent(route.input(), here))
                        .ifPresent(there -> refuseBoth(
                                there,
                                here,
                                "a route that begins at " + scheme(route.input()),
                                "Take one of them away, or give it a precondition that does not hold."));
            }
        }));
    }

    private record Where(String file, int line) {
        @Override
        public String toString() {
            return line == 0 ? file : file + ", line " + line;
        }
    }

    private void refuseBoth(Where there, Where here, String what, String mend) {
        refuseOne(there, here, what, mend);
        refuseOne(here, there, what, mend);
    }

    private void refuseOne(Where refused, Where other, String what, String mend) {
        if (changes.getOrDefault(refused.file(), Optional.empty()).isPresent()) {
            changes.remove(refused.file());
            findings.add(new RouteFinding(
                    refused.file(), refused.line(), "There is " + what + " in " + other + " too.", mend));
        } else if (refused.file().equals(other.file())) {
            findings.add(new RouteFinding(
                    refused.file(), refused.line(), "There is " + what + " in " + other + " too.", mend));
        }
    }

    /** A URI may hold what nobody is to read; of those inside Ringback all is shown. */
    private static String scheme(String uri) {
        return uri.startsWith("direct:") ? uri : "the same " + uri.replaceFirst(":.*", "") + " endpoint";
    }

    /** A route that hands messages to where no route begins. That a route begins there with other settings is enough. */
    private void refuseLost(Map<String, List<TriedRoute>> after) {
        Set<String> begun = new TreeSet<>();
        after.values().forEach(routes -> routes.forEach(route -> begun.add(route.input())));
        after.forEach((file, routes) -> routes.stream()
                .filter(TriedRoute::included)
                .flatMap(route -> route.sends().stream())
                .filter(sending -> !begun.contains(sending.uri()))
                .forEach(sending -> refuse(file, sending)));
    }

    private void refuse(String file, Sending lost) {
        if (changes.remove(file) != null) {
            findings.add(new RouteFinding(
                    file,
                    lost.line(),
                    "It hands messages to " + lost.uri() + ", and no route begins there.",
                    "Correct the endpoint, or bring the route along in the same reload."));
            return;
        }
        List<String> takers = changes.keySet().stream()
                .filter(name -> provided(name).anyMatch(lost.uri()::equals))
                .toList();
        takers.forEach(taker -> {
            changes.remove(taker);
            findings.add(new RouteFinding(
                    taker,
                    0,
                    "No route would begin at " + lost.uri() + " any more, and " + file + ", line " + lost.line()
                            + ", hands messages there.",
                    "Change " + file + " in the same reload, or keep the route."));
        });
    }

    private Stream<String> provided(String file) {
        return Optional.ofNullable(inForce.get(file)).map(TriedFile::routes).stream()
                .flatMap(Collection::stream)
                .map(TriedRoute::input);
    }
}
