package io.ringback.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A day in minutes: cases come, wait, time out and are forgotten; started by {@code bin/soak} in the project's folder. */
public final class Soak {

    private static final String DETAILS = "relations.csv";

    private final SoakOptions settings;
    private final Path details;
    private final PrintStream out;
    private final List<SoakedHour> hours = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> stuck = new ArrayList<>();
    private final List<String> grown = new ArrayList<>();

    Soak(SoakOptions settings, Path details, PrintStream out) {
        this.settings = settings;
        this.details = details;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SoakOptions settings;
        try {
            settings = SoakOptions.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Files.createDirectories(Stage.RESULTS);
        Soak soak = new Soak(settings, Stage.RESULTS.resolve(DETAILS), System.out);
        soak.run();
        List<String> found = Stream.of(soak.lost, soak.stuck, soak.grown)
                .flatMap(List::stream)
                .toList();
        found.forEach(one -> System.out.println("FAILED  " + one));
        System.exit(found.isEmpty() ? 0 : 1);
    }

    /** What each hour was like. */
    List<SoakedHour> hours() {
        return List.copyOf(hours);
    }

    /** What has become of cases that nobody can find any more; empty if none is missing. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    void run() throws IOException, InterruptedException {
        RingbackByFastClock ringback = new RingbackByFastClock(settings.speed());
        List<Relation> before;
        List<Relation> anew;
        try (Stage stage =
                Stage.open(Candidate.RINGBACK, ringback, "soak", Cores.ALL, RunningCandidate.PRODUCT_FLAGS)) {
            stage.database().addPeople(settings.seconds() * settings.perSecond() + 1);
            SoakedDatabase database = new SoakedDatabase(stage.database());
            database.prepare();
            long wal = stage.database().walPosition();
            try (SoakedCases cases = new SoakedCases(stage)) {
                play(stage, database, cases);
                cases.close();
                account(database, cases);
            }
            out.printf(
                    Locale.ROOT,
                    "WAL a case: %.1f KB%n",
                    (stage.database().walPosition() - wal)
                            / 1024.0
                            / hours.get(hours.size() - 1).begun());
            stage.running().close();
            before = database.relations();
            anew = database.writtenAnew();
        }
        print(before, anew);
        grown.addAll(Growth.ofTables(before, anew));
        grown.addAll(Growth.ofHours(hours));
    }

    private void play(Stage stage, SoakedDatabase database, SoakedCases cases)
            throws IOException, InterruptedException {
        out.println(SoakedHour.HEADING);
        long start = System.nanoTime();
        long hour = settings.hour().toNanos();
        Thread player = new Thread(() -> cases.play(settings.perSecond(), start + settings.hours() * hour), "cases");
        player.start();
        try (PrintStream file = new PrintStream(Files.newOutputStream(details))) {
            file.println("hour,relation,kind,bytes,live rows,dead rows");
            for (int number = 1; number <= settings.hours(); number++) {
                Pause.until(start + number * hour);
                SoakedHour over = look(number, stage, database, cases);
                hours.add(over);
                out.println(over.line());
                over.relations()
                        .forEach(one -> file.println(String.join(
                                ",",
                                Integer.toString(over.number()),
                                one.name(),
                                one.index() ? "index" : "table",
                                Long.toString(one.bytes()),
                                Long.toString(one.live()),
                                Long.toString(one.dead()))));
            }
        }
        player.join();
    }

    private static SoakedHour look(int number, Stage stage, SoakedDatabase database, SoakedCases cases)
            throws IOException, InterruptedException {
        long[] times = cases.endHour();
        return new SoakedHour(
                number,
                cases.begun(),
                Percentile.of(times, 50),
                Percentile.of(times, 99),
                LiveHeap.bytes(stage.running().pid()),
                stage.running().resident(),
                database.standing(),
                database.relations());
    }

    private void account(SoakedDatabase database, SoakedCases cases) {
        SoakedDatabase.Standing standing = database.standing();
        long there = standing.there();
        out.printf(
                Locale.ROOT,
                "%d cases began: %d are stored, %d are open, %d have ended, %d had ended and are forgotten%n",
                cases.begun(),
                standing.stored(),
                standing.open(),
                standing.ended(),
                standing.forgotten());
        if (there != cases.begun() || standing.lost() > 0) {
            lost.add((cases.begun() - there) + " cases are missing, " + standing.lost()
                    + " of them because they were forgotten while they were open");
        }
        if (standing.incidents() > 0) {
            stuck.add(standing.incidents() + " cases wait for an operator");
        }
        cases.problems().stream().limit(10).forEach(stuck::add);
    }

    private void print(List<Relation> before, List<Relation> anew) {
        out.printf(Locale.ROOT, "%-42s %10s %10s %9s %9s%n", "KB in the end", "", "anew", "live", "dead");
        for (Relation one : before) {
            anew.stream()
                    .filter(other -> other.name().equals(one.name()) && one.bytes() > 64 * 1024)
                    .forEach(other -> out.printf(
                            Locale.ROOT,
                            "%-42s %10d %10d %9d %9d%n",
                            (one.index() ? "  " : "") + one.name(),
                            one.bytes() / 1024,
                            other.bytes() / 1024,
                            one.live(),
                            one.dead()));
        }
    }
}
