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
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Measures how long a week of 100,000 cases among 5,000 people, or as many cases as the argument says, replays through another wait and
 * another choice of medium. Prints it, and stays without a verdict: machines differ.
 */
final class ReplayHundredThousand {

    private static final int PEOPLE = 5000;
    private static final int ENTRIES = 9;
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
        Map<String, byte[]> changed = Map.of(
                "waiting-times.dmn", changed("waiting-times.dmn", "\"P2D\"", "\"P4D\""),
                "choice-of-medium.dmn", changed("choice-of-medium.dmn", "<text>true</text>", "<text>false</text>"));
        for (int round = 0; round < 2; round++) {
            long from = System.nanoTime();
            Replayed replayed =
                    ringback.getBean(EngineReplay.class).replay(changed, now.minus(Duration.ofDays(8)), decided -> {});
            System.out.printf(
                    "%,d replayed in %.1f s, %,d differ%n",
                    replayed.count(), (System.nanoTime() - from) / 1e9, replayed.differing());
        }
        System.exit(0);
    }

    private static byte[] changed(String file, String before, String after) throws IOException {
        return Files.readString(Path.of("bpmn", file)).replace(before, after).getBytes(StandardCharsets.UTF_8);
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
        new PastCases(ringback.getBean(JdbcTemplate.class), ringback.getBean(SealedAddresses.class)).add(all, ENTRIES);
    }
}
