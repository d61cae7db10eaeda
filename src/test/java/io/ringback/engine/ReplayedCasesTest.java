package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Replayed;
import io.ringback.cases.Replayed.Difference;
import io.ringback.cases.Replayed.DifferingCase;
import io.ringback.cases.Replayed.Line;
import io.ringback.cases.ThoughtOfCase;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.engine.PastCases.Past;
import io.ringback.engine.PastCases.Told;
import io.ringback.failedcall.Cause;
import io.ringback.sealing.SealedAddresses;
import io.ringback.web.bench.EngineBench;
import io.ringback.web.bench.EnginePlay;
import io.ringback.web.bench.EngineReplay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an analyst sees of last week's cases. */
class ReplayedCasesTest extends ProcessTestBase {

    private static final int BUSY = 1100;
    private static final int NO_ANSWER = 250;
    private static final int TOO_OLD = 40;

    private final Instant now = Instant.now();

    @Autowired
    private EngineReplay engine;

    @Autowired
    private EngineBench bench;

    @Autowired
    private EnginePlay play;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private JdbcTemplate statements;

    @Autowired
    private SealedAddresses addresses;

    @TempDir
    private Path folder;

    @BeforeEach
    void theShippedFilesAreInForce() throws IOException {
        NodeWithFiles.copyShippedFiles(folder);
        NodeWithFiles.of(application, folder).starts();
    }

    /** One after the other, a minute apart, the last of them just now. */
    private List<UUID> cases(int count, Cause cause, Instant last) {
        List<Past> all = new ArrayList<>();
        for (int minutes = count - 1; minutes >= 0; minutes--) {
            all.add(new Past(anna, bob, cause, last.minus(Duration.ofMinutes(minutes))));
        }
        return new PastCases(statements, addresses).add(all, 2);
    }

    private Replayed replay(String file, String before, String after) throws IOException {
        String shipped = Files.readString(folder.resolve(file));
        assertThat(shipped).contains(before);
        return engine.replay(
                Map.of(file, shipped.replaceFirst(Pattern.quote(before), after).getBytes(StandardCharsets.UTF_8)),
                now.minus(Duration.ofDays(7)),
                (decided, back) -> {});
    }

    private static Line line(Replayed replayed, String what) {
        return replayed.lines().stream()
                .filter(line -> line.what().startsWith(what))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void casesOfTheTimeAreCountedAndThoseThatDifferAreNamed() throws IOException {
        cases(TOO_OLD, Cause.BUSY, now.minus(Duration.ofDays(8)));
        List<UUID> busy = cases(BUSY, Cause.BUSY, now.minus(Duration.ofDays(1)));
        cases(NO_ANSWER, Cause.NO_ANSWER, now);

        Replayed replayed = replay("consent-policy.dmn", "<text>\"REJECTED\"</text>", "<text>\"BUSY\"</text>");

        assertThat(replayed.count()).isEqualTo(BUSY + NO_ANSWER);
        assertThat(replayed.more()).isFalse();
        assertThat(replayed.differing()).isEqualTo(BUSY);
        assertThat(line(replayed, "questions to callers"))
                .isEqualTo(new Line("Notices", "questions to callers", BUSY + NO_ANSWER, NO_ANSWER));
        assertThat(line(replayed, "cases in which nobody").change()).isEqualTo(BUSY);
        assertThat(line(replayed, "e-mails").change()).isEqualTo(-3 * BUSY);
        assertThat(line(replayed, "hours for callees")).satisfies(hours -> assertThat(hours.then() * (BUSY + NO_ANSWER))
                .isEqualTo(hours.now() * NO_ANSWER));
        assertThat(replayed.differences())
                .contains(new Difference(
                        "consent-policy",
                        "may the callee be notified?",
                        "ASK",
                        "NOT_ALLOWED",
                        BUSY,
                        List.of(
                                busy.get(BUSY - 1),
                                busy.get(BUSY - 2),
                                busy.get(BUSY - 3),
                                busy.get(BUSY - 4),
                                busy.get(BUSY - 5))));
        assertThat(replayed.newest()).hasSize(200).extracting(DifferingCase::id).isSubsetOf(busy);
        assertThat(replayed.newest().get(0).what()).contains("may the callee be notified? ASK → NOT_ALLOWED");
    }

    @Test
    void whatTextMessagesCostIsCountedInTheReadersLanguage() throws Exception {
        camel.getRouteController().startRoute("sms");
        Device phone = bob.devices().get(0);
        directory.save(new Person(
                bob.id(),
                "Bob",
                bob.language(),
                bob.timeZone(),
                Preferences.UNSET,
                List.of(
                        phone,
                        new Device(UUID.randomUUID(), Medium.SMS, phone.address(), "SMS"),
                        bob.devices().get(1))));
        cases(30, Cause.NO_ANSWER, now);

        Replayed replayed = replay("choice-of-medium.dmn", "<text>true</text>", "<text>false</text>");

        assertThat(line(replayed, "text messages"))
                .as("nobody has quiet hours here, so the row for them decides no more by day")
                .isEqualTo(new Line("Media", "text messages (SMS)", 30, 0));
        assertThat(line(replayed, "e-mails").change()).isEqualTo(30);
        assertThat(line(replayed, "SMS to pay").now()).isPositive().matches(parts -> parts % 30 == 0);
        assertThat(line(replayed, "SMS to pay").then()).isZero();
        assertThat(replayed.differences()).anySatisfy(one -> assertThat(one.about() + one.from() + one.to())
                .isEqualTo("to notify the callee" + "SMS" + "EMAIL"));
    }

    @Test
    void withoutAChangeAllIsAlikeAndWhatIsRefusedIsNotReplayed() throws IOException {
        cases(10, Cause.BUSY, now);

        assertThat(replay("waiting-times.dmn", "<text>\"P2D\"</text>", "<text>\"P2D\"</text>"))
                .satisfies(same -> assertThat(same.differing()).isZero())
                .satisfies(same -> assertThat(same.count()).isEqualTo(10))
                .satisfies(same ->
                        assertThat(same.notes()).containsExactly("Nothing is changed: all of it is in force already."));
        assertThatThrownBy(() -> replay("consent-policy.dmn", "<text>\"ASK\"</text>", "<text>\"Ask\"</text>"))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("Nothing was replayed. consent-policy.dmn");
    }

    @Test
    void aTableIsPlayedAndReplayedBeforeItsTestsPass() throws IOException {
        cases(1, Cause.NO_ANSWER, now);
        String waits = "waiting-times.dmn";
        byte[] anHour = Files.readString(folder.resolve(waits))
                .replace("\"PT4H\"", "\"PT1H\"")
                .getBytes(StandardCharsets.UTF_8);
        LocalDateTime noon = LocalDateTime.of(2026, 1, 14, 12, 0);
        Set<Medium> mail = Set.of(Medium.EMAIL);

        assertThat(bench.check(Map.of(waits, anHour)).refused())
                .as("it is not put into force so")
                .anySatisfy(refusal -> assertThat(refusal.problem()).contains("waiting-times.tests.csv", "fails"));
        assertThat(replay(waits, "\"PT4H\"", "\"PT1H\"").differing()).isEqualTo(1);
        assertThat(play.play(
                                Map.of(waits, anHour),
                                new ThoughtOfCase(
                                        Medium.VOICE,
                                        Cause.NO_ANSWER,
                                        mail,
                                        mail,
                                        Set.of(),
                                        false,
                                        false,
                                        false,
                                        false,
                                        noon),
                                List.of("TimerNoAnswer"))
                        .steps())
                .last()
                .satisfies(step -> assertThat(step.at()).isEqualTo(noon.plusHours(1)));
    }

    /** The caller was asked by mail at once and answered; the callee was notified by mail, and wanted to be connected. */
    private void happened(List<UUID> cases, Duration untilTheAnswer) {
        new PastCases(statements, addresses)
                .tell(
                        cases,
                        new Told("QUESTION", "EMAIL", "WRITTEN", Duration.ZERO),
                        new Told("CALLER_ANSWERED", null, "YES", untilTheAnswer),
                        new Told("NOTIFICATION", "EMAIL", "WRITTEN", untilTheAnswer),
                        new Told("CONTACT_MEANS_USED", null, "INFORM", untilTheAnswer.plusMinutes(10)),
                        new Told("INFORMATION", "EMAIL", "WRITTEN", untilTheAnswer.plusMinutes(10)),
                        new Told("ENDED", null, "INFORMED", untilTheAnswer.plusMinutes(11)));
    }

    @Test
    void realCasesGoThroughADraftedDiagramAsTheirPeopleDidThen() throws IOException {
        Instant yesterday = now.minus(Duration.ofDays(1));
        List<UUID> late = cases(40, Cause.BUSY, yesterday);
        happened(late, Duration.ofHours(2));
        List<UUID> soon = cases(60, Cause.BUSY, yesterday);
        happened(soon, Duration.ofMinutes(20));

        Replayed replayed = replay(
                "unreachable-callee.bpmn",
                "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">${waitForAnswer}</bpmn:timeDuration>",
                "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">PT1H</bpmn:timeDuration>");

        assertThat(replayed.throughDiagrams()).isTrue();
        assertThat(replayed.count()).isEqualTo(100);
        assertThat(line(replayed, "questions to callers"))
                .isEqualTo(new Line("Notices", "questions to callers", 100, 100));
        assertThat(line(replayed, "notifications to callees"))
                .isEqualTo(new Line("Notices", "notifications to callees", 100, 60));
        assertThat(line(replayed, "cases that end with the caller informed"))
                .isEqualTo(new Line("How cases end", "cases that end with the caller informed", 100, 60));
        assertThat(line(replayed, "cases that end because nobody reacts").then())
                .isEqualTo(40);
        assertThat(line(replayed, "hours from the calls").change())
                .as("who would have answered later than in an hour has 1:00 now instead of 2:10")
                .isEqualTo(Math.round(-40 * 70 / 60.0));
        assertThat(replayed.differences())
                .anySatisfy(one -> assertThat(one)
                        .extracting(Difference::about, Difference::from, Difference::to, Difference::cases)
                        .containsExactly("how the case ends", "INFORMED", "EXPIRED", 40))
                .anySatisfy(one -> assertThat(one)
                        .extracting(Difference::table, Difference::from, Difference::to, Difference::cases)
                        .containsExactly("waiting", "PT4H", "PT1H", 100));
        assertThat(replayed.newest())
                .filteredOn(one -> one.what().contains("how the case ends INFORMED → EXPIRED"))
                .extracting(DifferingCase::id)
                .containsExactlyInAnyOrderElementsOf(late);
        assertThat(replayed.notes()).anySatisfy(note -> assertThat(note).contains("different ways"));
    }

    @Test
    void whatCouldNotBeDeliveredIsNotDeliveredInADraftEither() throws IOException {
        List<UUID> cases = cases(10, Cause.BUSY, now);
        new PastCases(statements, addresses)
                .tell(
                        cases,
                        new Told("QUESTION", "EMAIL", "WRITTEN", Duration.ZERO),
                        new Told("QUESTION", "EMAIL", "FAILED", Duration.ofMinutes(3)),
                        new Told("NOTIFICATION", "EMAIL", null, Duration.ofMinutes(4)),
                        new Told("CALLER_ANSWERED", null, null, Duration.ofMinutes(5)),
                        new Told("QUESTION", null, "FAILED", Duration.ofMinutes(6)),
                        new Told("ENDED", null, "UNDELIVERABLE", Duration.ofDays(7)));

        Replayed replayed = replay("unreachable-callee.bpmn", ">P7D<", ">P5D<");

        assertThat(line(replayed, "cases that end because nothing can be delivered"))
                .isEqualTo(new Line("How cases end", "cases that end because nothing can be delivered", 10, 10));
        assertThat(line(replayed, "notifications to callees").now()).isZero();
        assertThat(line(replayed, "messages for which no medium").now()).isEqualTo(10);
        assertThat(line(replayed, "hours from the calls").change()).isEqualTo(-10 * 48);
    }
}
