package io.ringback.load;

import io.ringback.benchmark.Database;
import io.ringback.benchmark.RunningCandidate;
import io.ringback.benchmark.SmtpSink;
import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures what SIP traffic Ringback takes; started by {@code bin/load} in the project's folder. */
public final class Load {

    private static final Path RESULTS = Path.of("target", "load").toAbsolutePath();
    private static final int PEOPLE_PER_SECOND = 1500;
    private static final int WARM_UP = 500;
    private static final int LONGEST_SECONDS = 150;

    private static final double MEGABYTE = 1024 * 1024;

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Load() {}

    public static void main(String[] arguments) throws IOException {
        LoadOptions settings;
        try {
            settings = LoadOptions.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new Load().run(settings));
    }

    private int run(LoadOptions settings) throws IOException {
        System.out.printf("%s: %s%n", Instant.now().truncatedTo(ChronoUnit.SECONDS), settings);
        Files.createDirectories(RESULTS);
        int people = Math.max(settings.seconds() * PEOPLE_PER_SECOND, settings.connections() + WARM_UP);
        RingbackUnderLoad installation =
                new RingbackUnderLoad(Ports.free(), Ports.free(), Ports.free(), Ports.free(), settings.announcements());
        try (SmtpSink mails = new SmtpSink();
                Database database = new Database(RESULTS.resolve("postgresql.log"));
                RunningCandidate ringback =
                        RunningCandidate.start(installation, RESULTS, database.port(), mails.port())) {
            database.addPeople(people);
            Door door = new Door(installation.doorPort());
            setConnectionsUp(settings, installation, door, database, ringback);
            // Last: the cases it opens keep Ringback busy for long.
            takeInFailedCalls(settings, people, installation.sipPort(), database, ringback);
        }
        System.out.printf(Locale.ROOT, "%n%-58s %12s %12s %8s%n", "", "Ringback", "reference", "ratio");
        figures.forEach(System.out::println);
        problems.forEach(problem -> System.out.println("FAILED  " + problem));
        return problems.isEmpty() ? 0 : 1;
    }

    private void takeInFailedCalls(
            LoadOptions settings, int people, int sipPort, Database database, RunningCandidate ringback)
            throws IOException {
        FailedCalls failedCalls = new FailedCalls(settings, RESULTS, people);
        say("failed calls, answered by SIPp");
        FailedCalls.Run sipp = failedCalls.againstSipp();
        say("failed calls, answered by Kamailio");
        FailedCalls.Run kamailio = failedCalls.againstKamailio();
        say("failed calls, taken in by Ringback");
        Duration cpu = ringback.cpu();
        FailedCalls.Run taken = failedCalls.drive(sipPort);
        double cpuMilliseconds = ringback.cpu().minus(cpu).toNanos() / 1e6 / Math.max(1, taken.answered());
        problems.addAll(sipp.problems());
        problems.addAll(kamailio.problems());
        problems.addAll(taken.problems());
        long stored = database.jdbc()
                .sql("select count(*) from inbound_event where kind = 'FAILED_CALL'")
                .query(Long.class)
                .single();
        if (stored < taken.answered()) {
            problems.add("of " + taken.answered() + " failed calls that were answered only " + stored + " were stored");
        }
        figures.add(new Figure("failed calls taken in per second", taken.perSecond(), sipp.perSecond(), "SIPp"));
        figures.add(new Figure("", taken.perSecond(), kamailio.perSecond(), "Kamailio"));
        figures.add(new Figure(
                "  until they are answered, mean ms",
                taken.meanAnswerMilliseconds(),
                kamailio.meanAnswerMilliseconds(),
                "Kamailio"));
        figures.add(new Figure("  INVITEs sent again", taken.repeated(), sipp.repeated(), "SIPp"));
        figures.add(Figure.alone("  CPU of Ringback per failed call, ms", cpuMilliseconds));
    }

    private void setConnectionsUp(
            LoadOptions settings,
            RingbackUnderLoad installation,
            Door door,
            Database database,
            RunningCandidate ringback) {
        addCases(database, settings.connections() + WARM_UP);
        SetUps setUps = new SetUps(settings);
        try (UnreadPort ear = new UnreadPort();
                Sipp phones = setUps.phones(installation.switchPort(), ear.port())) {
            say("warming up");
            problems.addAll(
                    setUps.connect(door, ringback, 0, WARM_UP, LONGEST_SECONDS).problems());
            playAnnouncements(settings, installation, door, ringback);
            say("calls between SIPp and SIPp");
            double sipp = setUps.callsOfSipp(problems);
            say("what Ringback holds");
            Map<String, Long> before = settled(door);
            say("connections, set up by Ringback");
            SetUps.Run run = setUps.connect(door, ringback, WARM_UP, settings.connections(), LONGEST_SECONDS);
            problems.addAll(run.problems());
            say("what Ringback holds after that (RFC 3261's transactions last 32 s)");
            Map<String, Long> after = settled(door);
            checkRows(database, run.connected() + WARM_UP);
            if (phones.statistic("FailedCall(C)") > 0) {
                problems.add(phones.statistic("FailedCall(C)") + " calls went otherwise than phones expect"
                        + phones.traces());
            }
            figures.add(Figure.alone("connections set up per second", run.perSecond()));
            figures.add(new Figure("  call legs per second", run.perSecond() * SetUps.LEGS, sipp, "SIPp to SIPp"));
            figures.add(Figure.alone("  CPU of Ringback per connection, ms", run.cpuMilliseconds()));
            figures.add(Figure.alone("  connections held, the most at a time", run.mostHeld()));
            addMemory(run.connected(), before, after);
        }
    }

    private void addMemory(long connections, Map<String, Long> before, Map<String, Long> after) {
        String of = "before them";
        figures.add(new Figure(
                "after " + connections + " connections: heap in use, MB",
                after.get("heap") / MEGABYTE,
                before.get("heap") / MEGABYTE,
                of));
        figures.add(new Figure("  threads", after.get("threads"), before.get("threads"), of));
        figures.add(new Figure("  open files and sockets", after.get("descriptors"), before.get("descriptors"), of));
        figures.add(Figure.alone("  calls, transactions, timers, media ports held", held(after)));
    }

    private Map<String, Long> settled(Door door) {
        Map<String, Long> settled = door.settled();
        if (held(settled) > 0) {
            problems.add("after all calls have ended, something is held: " + settled);
        }
        return settled;
    }

    private static long held(Map<String, Long> settled) {
        return settled.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("held"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** A case per connection, closed: what is told about its connection is noted, and no process goes on. */
    private static void addCases(Database database, int count) {
        database.jdbc().sql("""
                        insert into failed_call_case (id, caller_id, callee_id, caller_sealed, callee_sealed,
                                                      failed_medium, cause, first_tried_at, last_tried_at, state,
                                                      outcome, opened_at, ended_at)
                        select md5('case' || n)::uuid, caller.person_id, callee.person_id, '', '', 'VOICE', 'BUSY', now(), now(), 'ENDED', 'INFORMED', now(), now()
                          from generate_series(0, :last) n
                          join device caller on caller.id = md5('caller' || n || 'VOICE')::uuid
                          join device callee on callee.id = md5('callee' || n || 'VOICE')::uuid
                        """).param("last", count - 1).update();
        database.sealCases();
    }

    private void checkRows(Database database, long connected) {
        long rows = database.jdbc()
                .sql("select count(*) from connection where ending = 'CONNECTED' and ended_at is not null")
                .query(Long.class)
                .single();
        if (rows != connected) {
            problems.add("of " + connected + " connections " + rows + " are recorded as such");
        }
    }

    private void playAnnouncements(
            LoadOptions settings, RingbackUnderLoad installation, Door door, RunningCandidate ringback) {
        say("announcements");
        for (PlayedAnnouncements.Level level : new PlayedAnnouncements(
                        settings.announcements(), door, ringback, installation.announcementPort())
                .play(problems)) {
            PlayedAnnouncements.Level bare = level.bare();
            String of = bare == null ? "" : "bare sender";
            figures.add(new Figure(
                    level.streams() + " announcements at a time: packets per second",
                    level.packetsPerSecond(),
                    bare == null ? Double.NaN : bare.packetsPerSecond(),
                    of));
            figures.add(
                    new Figure("  CPU of Ringback, in CPUs", level.cpu(), bare == null ? Double.NaN : bare.cpu(), of));
            figures.add(new Figure(
                    "  between two packets, 99 of 100, ms",
                    level.heard().mostlyMilliseconds(),
                    bare == null ? Double.NaN : bare.heard().mostlyMilliseconds(),
                    of));
            figures.add(new Figure(
                    "  between two packets, at worst, ms",
                    level.heard().worstMilliseconds(),
                    bare == null ? Double.NaN : bare.heard().worstMilliseconds(),
                    of));
        }
    }

    private static void say(String what) {
        System.out.printf("%s: %s%n", LocalTime.now().truncatedTo(ChronoUnit.SECONDS), what);
    }
}
