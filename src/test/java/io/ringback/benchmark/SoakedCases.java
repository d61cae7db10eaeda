package io.ringback.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Cases that come all the time. Of ten callers two answer and are informed; the others never open their question. */
final class SoakedCases implements AutoCloseable {

    private static final int OF_TEN = 10;
    private static final int ANSWER = 2;
    private static final int LAST_ONES_MINUTES = 3;

    private final Stage stage;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<Driver> drivers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile Driver driver;

    SoakedCases(Stage stage) {
        this.stage = stage;
        nextDriver();
    }

    private void nextDriver() {
        driver = stage.driver();
        drivers.add(driver);
    }

    /** What is measured from now on is of the next hour. Returns of this one, ascending, the nanoseconds from a call to its question. */
    long[] endHour() {
        long[] times = driver.latencies(Step.QUESTION);
        nextDriver();
        return times;
    }

    /** Begins {@code perSecond} cases in each second, however many are under way, until {@code end}. */
    void play(int perSecond, long end) {
        long start = System.nanoTime();
        for (long due = start; due < end; due = start + Math.round(begun.get() * 1e9 / perSecond)) {
            Pause.until(due);
            int number = begun.getAndIncrement();
            Driver ofNow = driver;
            threads.execute(() -> play(ofNow, number));
        }
    }

    private static void play(Driver driver, int number) {
        if (number % OF_TEN < ANSWER) {
            try {
                driver.drive(number, number + 1, 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            driver.ask(number, number + 1);
        }
    }

    /** How many have begun. */
    int begun() {
        return begun.get();
    }

    /** What kept cases from their question or from their end. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        drivers.forEach(one -> problems.addAll(one.problems()));
        return problems;
    }

    /** Waits until all that have begun are as far as they come. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_ONES_MINUTES, TimeUnit.MINUTES)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
