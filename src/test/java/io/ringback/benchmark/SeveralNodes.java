package io.ringback.benchmark;

import io.ringback.benchmark.SmtpSink.Kind;
import io.ringback.benchmark.SmtpSink.Mail;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Nodes of Ringback on one durable PostgreSQL, and those who drive them, one for each node, as a balancer would share cases out. */
final class SeveralNodes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TELLERS = 8;

    private final SmtpSink sink = new SmtpSink();
    private final Database database;
    private final List<RunningCandidate> nodes = new ArrayList<>();
    private final List<CpuShare> shares = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int next;

    /**
     * Starts them, one after another.
     *
     * @param program Ringback
     * @param count of nodes
     * @param people as many pairs
     * @param jvmFlags of each node
     */
    SeveralNodes(Startable program, int count, int people, List<String> jvmFlags) throws IOException {
        Path results = Files.createDirectories(Stage.RESULTS.resolve(count + "-nodes"));
        Path log = results.resolve("postgresql.log");
        Files.deleteIfExists(log);
        database = new Database(log);
        for (int number = 1; number <= count; number++) {
            Path directory = Files.createDirectories(results.resolve("node-" + number));
            nodes.add(RunningCandidate.start(program, directory, database.port(), sink.port(), jvmFlags, Cores.ALL));
        }
        database.addPeople(people);
    }

    /** From now on each has so much of one processor. Says whether this machine can do that. */
    boolean boundBy(int percent) {
        nodes.forEach(node -> CpuShare.of(node.pid(), percent).ifPresent(shares::add));
        return shares.size() == nodes.size();
    }

    /**
     * Drives whole cases, as many at each node, and returns cases a second.
     *
     * @param inFlight at each node
     */
    double drive(int casesOfEach, int inFlight) throws InterruptedException {
        database.checkpoint();
        ExecutorService drivers = Executors.newFixedThreadPool(nodes.size());
        List<Future<Driver>> driven = new ArrayList<>();
        long started = System.nanoTime();
        for (RunningCandidate node : nodes) {
            int first = next;
            next += casesOfEach;
            driven.add(drivers.submit(() -> {
                Driver driver = new Driver(node.base(), sink);
                driver.drive(first, first + casesOfEach, inFlight);
                return driver;
            }));
        }
        for (Future<Driver> one : driven) {
            try {
                problems.addAll(one.get().problems());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        drivers.shutdown();
        return casesOfEach * nodes.size() / ((System.nanoTime() - started) / 1e9);
    }

    /** Tells one node alone of so many calls, and returns how many of their callers each node has written to. */
    List<Long> toldToOne(int calls) throws InterruptedException {
        int first = next;
        tell(nodes.get(0), calls);
        List<Mail> questions = questions(first, calls);
        return nodes.stream()
                .map(node -> questions.stream()
                        .filter(one -> one.link().startsWith(node.base().toString()))
                        .count())
                .toList();
    }

    /**
     * Tells the last node of so many calls and kills it as soon as it has said that it has them all.
     *
     * @return how long it was from there until the last of their callers had been written to
     */
    Duration takenOver(int calls) throws InterruptedException {
        int first = next;
        RunningCandidate last = nodes.get(nodes.size() - 1);
        tell(last, calls);
        ProcessHandle.of(last.pid()).ifPresent(ProcessHandle::destroyForcibly);
        long killed = System.nanoTime();
        long latest = questions(first, calls).stream().mapToLong(Mail::nanos).reduce(killed, Math::max);
        return Duration.ofNanos(latest - killed);
    }

    private void tell(RunningCandidate node, int calls) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        URI base = node.base();
        ExecutorService tellers = Executors.newFixedThreadPool(TELLERS);
        List<Future<Integer>> answers = IntStream.range(next, next + calls)
                .mapToObj(number -> tellers.submit(
                        () -> http.send(FailedCallEvent.request(base, number, PATIENCE), BodyHandlers.discarding())
                                .statusCode()))
                .toList();
        next += calls;
        for (Future<Integer> answer : answers) {
            try {
                if (answer.get() != 202) {
                    problems.add("a call was answered with " + answer.get());
                }
            } catch (ExecutionException e) {
                problems.add("a call was not answered: " + e.getCause());
            }
        }
        tellers.shutdown();
    }

    /** These callers' questions, once all are there. */
    private List<Mail> questions(int first, int calls) throws InterruptedException {
        List<Mail> questions = new ArrayList<>();
        for (int number = first; number < first + calls; number++) {
            try {
                questions.add(sink.mail(Database.mail("caller", number), Kind.QUESTION)
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            } catch (TimeoutException | ExecutionException e) {
                problems.add("caller " + number + " was never asked: " + e);
            }
        }
        return questions;
    }

    /** Of each node, the CPU time so far. */
    List<Duration> cpu() {
        return nodes.stream().map(RunningCandidate::cpu).toList();
    }

    /** Calls that Ringback said it has, and of which it has no case. */
    long lost() {
        return next
                - database.jdbc()
                        .sql("select count(*) from failed_call_case")
                        .query(Long.class)
                        .single();
    }

    /** Letters that came although the same had come before. */
    long cameTwice() {
        return sink.cameTwice();
    }

    /** What kept cases from their end. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(RunningCandidate::close);
        for (CpuShare share : shares) {
            share.close();
        }
        database.close();
        sink.close();
    }
}
