package io.ringback.benchmark;

import io.ringback.benchmark.SmtpSink.Kind;
import io.ringback.benchmark.SmtpSink.Mail;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Plays switch, caller and callee. The people use their pages as a browser does: open the link, post the form with the
 * cookie and the hidden fields it came with, follow the redirect.
 */
final class Driver {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LONGEST_CASE = PATIENCE.multipliedBy(8);
    private static final Duration TOO_EARLY_PAUSE = Duration.ofMillis(100);
    private static final int CONFLICT = 409;
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern DEVICE = Pattern.compile("name=\"device\"[^>]*value=\"([^\"]+)\"");

    private final URI base;
    private final SmtpSink sink;
    private final HttpClient http;
    private final Map<Step, ConcurrentLinkedQueue<Long>> latencies = new EnumMap<>(Step.class);
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    private final LongAdder tooEarly = new LongAdder();

    Driver(URI base, SmtpSink sink) {
        this.base = base;
        this.sink = sink;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        for (Step step : Step.values()) {
            latencies.put(step, new ConcurrentLinkedQueue<>());
        }
    }

    /** Drives cases number {@code first} to before {@code end}, {@code inFlight} of them at any time. */
    void drive(int first, int end, int inFlight) throws InterruptedException {
        AtomicInteger next = new AtomicInteger(first);
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        try {
            for (Future<?> worker : IntStream.range(0, inFlight)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> {
                        for (int one = next.getAndIncrement(); one < end; one = next.getAndIncrement()) {
                            playOrNote(this::whole, one, System.nanoTime());
                        }
                        return null;
                    }))
                    .toList()) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Drives the same cases, {@code perSecond} of which begin each second, however many are under way. The times of a case count
     * from when it was due, so that what keeps one case waiting is not hidden by beginning the next ones later.
     */
    void driveAtRate(int first, int end, double perSecond) throws InterruptedException {
        playAtRate(this::whole, first, end, perSecond);
    }

    /** Begins the same cases, one after the other, and leaves each caller with the question. */
    void ask(int first, int end) {
        for (int number = first; number < end; number++) {
            playOrNote(this::question, number, System.nanoTime());
        }
    }

    /** Goes on with cases that were begun like this: so many callers a second open their page, from when they were due. */
    void answerAtRate(int first, int end, double perSecond) throws InterruptedException {
        playAtRate(this::answered, first, end, perSecond);
    }

    /** A part of a case, which is to begin at {@code due}. */
    private interface Part {
        void play(int number, long due) throws IOException, InterruptedException, TimeoutException, ExecutionException;
    }

    private void playAtRate(Part part, int first, int end, double perSecond) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        long start = System.nanoTime();
        for (int number = first; number < end; number++) {
            int one = number;
            long due = start + Math.round((number - first) * 1e9 / perSecond);
            Pause.until(due);
            threads.execute(() -> playOrNote(part, one, due));
        }
        threads.shutdown();
        // Each step of a case has its own patience.
        if (!threads.awaitTermination(LONGEST_CASE.toSeconds(), TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    /** In nanoseconds, of the cases driven. */
    long[] latencies(Step step) {
        return latencies.get(step).stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** What kept cases from their end; one entry each. */
    ConcurrentLinkedQueue<String> problems() {
        return problems;
    }

    /** Answers refused because the application did not yet know that it waits for them, and sent again. */
    long tooEarly() {
        return tooEarly.sum();
    }

    private void playOrNote(Part part, int number, long due) {
        try {
            part.play(number, due);
        } catch (IOException | TimeoutException | ExecutionException | IllegalStateException e) {
            problems.add("case " + number + ": " + e);
        } catch (InterruptedException e) {
            problems.add("case " + number + " was not over in time");
            Thread.currentThread().interrupt();
        }
    }

    private void whole(int number, long due)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        question(number, due);
        Mail information = answered(number, System.nanoTime());
        note(Step.CASE, due, information.nanos());
    }

    private void question(int number, long due)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        HttpResponse<String> accepted =
                http.send(FailedCallEvent.request(base, number, PATIENCE), BodyHandlers.ofString());
        note(Step.EVENT, due, System.nanoTime());
        require(accepted, 202);
        note(
                Step.QUESTION,
                due,
                await(Database.mail("caller", number), Kind.QUESTION).nanos());
    }

    /** From the question that is there to the end. */
    private Mail answered(int number, long due)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        String caller = Database.mail("caller", number);
        long answered = use(await(caller, Kind.QUESTION).link(), "answer=yes", Step.ANSWER);
        Mail notification = await(Database.mail("callee", number), Kind.NOTIFICATION);
        note(Step.NOTIFICATION, answered, notification.nanos());
        note(Step.ANSWERED, due, notification.nanos());

        long used = use(notification.link(), "choice=inform", Step.USE);
        Mail information = await(caller, Kind.INFORMATION);
        note(Step.INFORMATION, used, information.nanos());
        return information;
    }

    private Mail await(String receiver, Kind kind) throws InterruptedException, ExecutionException, TimeoutException {
        return sink.mail(receiver, kind).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Returns when the form was posted. */
    private long use(String link, String choice, Step step) throws IOException, InterruptedException {
        URI uri = URI.create(link);
        HttpResponse<String> page = get(uri);
        require(page, 200);
        HttpRequest post = post(page, choice);
        long posted = System.nanoTime();
        HttpResponse<String> done = http.send(post, BodyHandlers.ofString());
        while (done.statusCode() == CONFLICT && System.nanoTime() - posted < PATIENCE.toNanos()) {
            tooEarly.increment();
            LockSupport.parkNanos(TOO_EARLY_PAUSE.toNanos());
            done = http.send(post, BodyHandlers.ofString());
        }
        note(step, posted, System.nanoTime());
        require(done, 303);
        require(get(uri.resolve(done.headers().firstValue("Location").orElseThrow())), 200);
        return posted;
    }

    /** The form of {@code page} as a browser posts it. */
    static HttpRequest post(HttpResponse<String> page, String choice) {
        StringBuilder form = new StringBuilder(choice);
        hidden(CSRF, page).ifPresent(token -> form.append("&_csrf=").append(token));
        hidden(DEVICE, page).ifPresent(device -> form.append("&device=").append(device));
        HttpRequest.Builder post = HttpRequest.newBuilder(page.uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString()))
                .timeout(PATIENCE);
        page.headers().firstValue("Set-Cookie").ifPresent(cookie -> post.header("Cookie", cookie.split(";", 2)[0]));
        return post.build();
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private static Optional<String> hidden(Pattern field, HttpResponse<String> page) {
        Matcher matcher = field.matcher(page.body());
        return matcher.find()
                ? Optional.of(URLEncoder.encode(matcher.group(1), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private void note(Step step, long from, long to) {
        latencies.get(step).add(to - from);
    }

    private static void require(HttpResponse<?> response, int status) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(
                    response.request().method() + " " + response.uri().getPath() + " was answered with "
                            + response.statusCode() + " instead of " + status);
        }
    }
}
