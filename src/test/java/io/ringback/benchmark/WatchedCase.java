package io.ringback.benchmark;

import io.ringback.benchmark.SmtpSink.Kind;
import io.ringback.benchmark.SmtpSink.Mail;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * One case, driven step by step with a pause after each, so that each round trip to the database is known to be of that step.
 * What the application asks while it has nothing to do is left out.
 */
final class WatchedCase {

    /** What happens, and what follows from it before anything else does. */
    enum Part {
        /** The call fails, and the question leaves. */
        CALL_FAILS,
        QUESTION_IS_OPENED,
        /** The caller says yes, and the notification leaves. */
        CALLER_ANSWERS,
        ANSWER_CAN_BE_WITHDRAWN,
        NOTIFICATION_IS_OPENED,
        /** The callee can be reached; the information leaves, and the case ends. */
        CONTACT_MEANS_ARE_USED
    }

    private static final Duration IDLE = Duration.ofSeconds(12);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Stage stage;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> polls = new HashSet<>();
    private final Map<Part, List<RoundTrip>> trips = new EnumMap<>(Part.class);

    WatchedCase(Stage stage) {
        this.stage = stage;
    }

    private interface Act {
        HttpResponse<String> run() throws IOException, InterruptedException;
    }

    /** Plays the next case, while nobody else does anything. */
    Map<Part, List<RoundTrip>> play() throws IOException, InterruptedException {
        int number = stage.driven();
        stage.skip(1);
        String caller = Database.mail("caller", number);
        stage.proxy().takeDown();
        Awaitility.await().pollDelay(IDLE).atMost(IDLE.multipliedBy(2)).until(() -> true);
        stage.proxy().takenDown().forEach(trip -> polls.addAll(trip.statements()));
        watch(
                Part.CALL_FAILS,
                () -> send(FailedCallEvent.request(stage.running().base(), number, PATIENCE)));
        URI question = URI.create(link(caller, Kind.QUESTION));
        HttpResponse<String> asked = watch(Part.QUESTION_IS_OPENED, () -> get(question));
        HttpResponse<String> answered = watch(Part.CALLER_ANSWERS, () -> send(Driver.post(asked, "answer=yes")));
        watch(Part.ANSWER_CAN_BE_WITHDRAWN, () -> get(target(answered)));
        URI notification = URI.create(link(Database.mail("callee", number), Kind.NOTIFICATION));
        HttpResponse<String> notified = watch(Part.NOTIFICATION_IS_OPENED, () -> get(notification));
        watch(Part.CONTACT_MEANS_ARE_USED, () -> send(Driver.post(notified, "choice=inform")));
        mail(caller, Kind.INFORMATION);
        return trips;
    }

    private String link(String receiver, Kind kind) throws InterruptedException {
        return mail(receiver, kind).link();
    }

    private Mail mail(String receiver, Kind kind) throws InterruptedException {
        try {
            return stage.sink().mail(receiver, kind).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("No " + kind + " came to " + receiver, e);
        }
    }

    private static URI target(HttpResponse<String> answered) {
        return answered.uri().resolve(answered.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> get(URI page) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(page).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> watch(Part part, Act act) throws IOException, InterruptedException {
        stage.proxy().takeDown();
        HttpResponse<String> response = act.run();
        AtomicInteger seen = new AtomicInteger(-1);
        Awaitility.await(part + " being over")
                .atMost(PATIENCE)
                .pollInterval(QUIET)
                .until(() -> seen.getAndSet(ofTheCase().size()) == seen.get());
        trips.put(part, ofTheCase());
        return response;
    }

    /** A transaction in which nothing is said but what is said anyway is no trip of the case. */
    private List<RoundTrip> ofTheCase() {
        Map<Integer, List<RoundTrip>> open = new HashMap<>();
        Set<RoundTrip> of = new HashSet<>();
        List<RoundTrip> all = stage.proxy().takenDown();
        for (RoundTrip trip : all) {
            List<RoundTrip> together = open.computeIfAbsent(trip.connection(), connection -> new ArrayList<>());
            together.add(trip);
            if (!isOpen(together)) {
                open.remove(trip.connection());
                if (!together.stream().allMatch(one -> polls.containsAll(one.statements()))) {
                    of.addAll(together);
                }
            }
        }
        return all.stream().filter(of::contains).toList();
    }

    /** The driver has BEGIN run before a transaction's first statement. */
    private static boolean isOpen(List<RoundTrip> together) {
        return together.get(0).statements().contains("BEGIN")
                && together.get(together.size() - 1).statements().stream()
                        .noneMatch(statement -> statement.equals("COMMIT") || statement.equals("ROLLBACK"));
    }
}
