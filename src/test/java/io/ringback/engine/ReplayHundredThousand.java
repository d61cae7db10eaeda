package io.ringback.engine;

import io.ringback.RingbackApplication;
import io.ringback.cases.Replayed;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.engine.PastCases.Past;
import io.ringback.engine.PastCases.Told;
import io.ringback.engine.preview.OneByOne;
import io.ringback.engine.trial.DiagramWalks;
import io.ringback.engine.trial.FileTrial;
import io.ringback.failedcall.Cause;
import io.ringback.peers.Ports;
import io.ringback.sealing.SealedAddresses;
import io.ringback.web.bench.EngineReplay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Measures how long a week of 100,000 cases among 5,000 people, or as many cases as the argument says, replays through two other tables and through
 * another diagram, and how long some of them take one by one. Prints it, and stays without a verdict: machines differ.
 */
final class ReplayHundredThousand {

    private static final int PEOPLE = 5000;
    private static final int ENTRIES = 3;
    private static final int SAMPLE = 200;
    private static final int DIFFERENT = 50;
    private static final int WEEK_IN_MINUTES = 10_080;
    private static final String DIAGRAM = "unreachable-callee.bpmn";
    private static final Cause[] CAUSES = {Cause.BUSY, Cause.NO_ANSWER, Cause.UNREACHABLE, Cause.REJECTED};

    private ReplayHundredThousand() {}

    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        ApplicationContext ringback = new SpringApplicationBuilder(RingbackApplication.class)
                .profiles("embedded")
                .run(
                        "--server.port=" + Ports.free(),
                        "--ringback.embedded.data=" + Files.createTempDirectory("replay"),
                        "--ringback.embedded.postgres.port=" + Ports.free(),
                        "--ringback.embedded.mail.smtp-port=" + Ports.free(),
                        "--ringback.embedded.mail.imap-port=" + Ports.free());
        Instant now = Instant.now();
        seed(ringback, count, now);
        System.out.printf("%,d cases among %,d people%n", count, PEOPLE);
        Map<String, byte[]> tables = Map.of(
                "waiting-times.dmn", changed("waiting-times.dmn", "\"P2D\"", "\"P4D\""),
                "choice-of-medium.dmn", changed("choice-of-medium.dmn", "<text>true</text>", "<text>false</text>"));
        Map<String, byte[]> diagram = Map.of(DIAGRAM, changed(DIAGRAM, "${waitForAnswer}<", "PT1H<"));
        for (int round = 0; round < 2; round++) {
            replay(ringback, "two tables", tables, now);
            replay(ringback, "the diagram", diagram, now);
        }
        oneByOne(ringback);
        System.exit(0);
    }

    private static void replay(ApplicationContext ringback, String what, Map<String, byte[]> changed, Instant now) {
        long from = System.nanoTime();
        Replayed replayed = ringback.getBean(EngineReplay.class)
                .replay(changed, now.minus(Duration.ofDays(8)), (decided, back) -> {});
        System.out.printf(
                "%s: %,d replayed in %.1f s, %,d differ; %s%n",
                what,
                replayed.count(),
                (System.nanoTime() - from) / 1e9,
                replayed.differing(),
                String.join(" ", replayed.notes()));
    }

    private static void oneByOne(ApplicationContext ringback) throws IOException {
        byte[] diagram = Files.readAllBytes(Path.of("bpmn", DIAGRAM));
        List<byte[]> tables = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".dmn")).toList()) {
                tables.add(Files.readAllBytes(file));
            }
        }
        FileTrial trial = ringback.getBean(FileTrial.class);
        OneByOne.of(ringback, () -> DiagramWalks.through(diagram, trial.tablesOf(tables)), SAMPLE);
        Duration took = OneByOne.of(ringback, () -> DiagramWalks.through(diagram, trial.tablesOf(tables)), SAMPLE);
        System.out.printf(
                "one by one, through the diagram in force alone: %,d in %.1f s%n", SAMPLE, took.toMillis() / 1e3);
    }

    /** With one place changed, as an analyst would: what changes a table as a whole is refused. */
    private static byte[] changed(String file, String before, String after) throws IOException {
        String text = Files.readString(Path.of("bpmn", file));
        int at = text.indexOf(before);
        return (text.substring(0, at) + after + text.substring(at + before.length())).getBytes(StandardCharsets.UTF_8);
    }

    private static void seed(ApplicationContext ringback, int count, Instant now) {
        Directory directory = ringback.getBean(Directory.class);
        List<Person> people = new ArrayList<>();
        for (int place = 0; place < PEOPLE; place++) {
            Person person = new Person(
                    UUID.randomUUID(),
                    "Person " + place,
                    place % 3 == 0 ? Locale.ENGLISH : Locale.forLanguageTag("sv"),
                    ZoneId.of("Europe/Stockholm"),
                    Preferences.UNSET,
                    List.of(
                            new Device(
                                    UUID.randomUUID(),
                                    Medium.VOICE,
                                    new Address("tel:+4670" + (1000000 + place)),
                                    "Mobile"),
                            new Device(
                                    UUID.randomUUID(),
                                    Medium.EMAIL,
                                    new Address("mailto:p" + place + "@example.test"),
                                    "Mail")));
            directory.save(person);
            people.add(person);
        }
        Random chance = new Random(1);
        Duration apart = Duration.ofDays(7).dividedBy(count);
        List<Past> all = new ArrayList<>();
        for (int place = count; place > 0; place--) {
            all.add(new Past(
                    people.get(chance.nextInt(PEOPLE)),
                    people.get(chance.nextInt(PEOPLE)),
                    CAUSES[chance.nextInt(CAUSES.length)],
                    now.minus(apart.multipliedBy(place))));
        }
        PastCases past = new PastCases(ringback.getBean(JdbcTemplate.class), ringback.getBean(SealedAddresses.class));
        List<UUID> ids = past.add(all, ENTRIES);
        for (int minutes = 0; minutes < DIFFERENT; minutes++) {
            int own = minutes;
            past.tell(
                    IntStream.range(0, count)
                            .filter(place -> place % DIFFERENT == own)
                            .mapToObj(ids::get)
                            .toList(),
                    story(own * 7, chance));
        }
    }

    /** A question, and mostly an answer, a notification and a reaction, each after another time. */
    private static Told[] story(int minutes, Random chance) {
        Duration answered = Duration.ofMinutes(minutes);
        Duration used = answered.plusMinutes(chance.nextInt(WEEK_IN_MINUTES));
        String answer = chance.nextInt(5) == 0 ? "NO" : "YES";
        List<Told> all = new ArrayList<>(List.of(
                new Told("QUESTION", "EMAIL", "WRITTEN", Duration.ZERO),
                new Told("CALLER_ANSWERED", null, answer, answered)));
        if (answer.equals("YES")) {
            all.add(new Told("NOTIFICATION", "EMAIL", "WRITTEN", answered));
            all.add(new Told("CONTACT_MEANS_USED", null, chance.nextInt(2) == 0 ? "CONNECT" : "INFORM", used));
        }
        all.add(new Told("ENDED", null, "INFORMED", used.plusMinutes(1)));
        return all.toArray(Told[]::new);
    }
}
