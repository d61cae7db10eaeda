package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.cases.ThoughtOfCase;
import io.ringback.cases.WayOfCase;
import io.ringback.cases.WayOfCase.Happening;
import io.ringback.cases.WayOfCase.Step;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thought-of case is played through the diagram that comes with Ringback. */
@BesideOthers
class CasePlayTest {

    private static final LocalDateTime NOON = LocalDateTime.of(2026, 1, 14, 12, 0);
    private static final FileTrial TRIAL = new FileTrial(
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine());

    private ShippedFiles files = ShippedFiles.copy();

    private WayOfCase play(ThoughtOfCase one, String... happened) {
        return CasePlay.of(
                files.text(ShippedFiles.DIAGRAM).getBytes(StandardCharsets.UTF_8),
                TRIAL.tablesOf(files.all().entrySet().stream()
                        .filter(file -> FileTrial.isTable(file.getKey()))
                        .map(file -> file.getValue().getBytes(StandardCharsets.UTF_8))
                        .toList()),
                one,
                List.of(happened));
    }

    private static ThoughtOfCase callAt(LocalDateTime opened, boolean quietAtNight) {
        return callAt(opened, quietAtNight, Set.of());
    }

    private static ThoughtOfCase callAt(LocalDateTime opened, boolean quietAtNight, Set<Medium> deputy) {
        Set<Medium> media = Set.of(Medium.VOICE, Medium.EMAIL, Medium.SMS);
        return new ThoughtOfCase(
                Medium.VOICE, Cause.NO_ANSWER, media, media, deputy, false, false, false, quietAtNight, opened);
    }

    private static Step at(WayOfCase way, String element) {
        return way.steps().stream()
                .filter(step -> step.element().equals(element))
                .findFirst()
                .orElseThrow(() -> new AssertionError(element + " is not among " + way));
    }

    private static Step last(WayOfCase way) {
        return way.steps().get(way.steps().size() - 1);
    }

    @Test
    void theCallerIsAskedAndTheCaseWaits() {
        WayOfCase way = play(callAt(NOON, false));

        assertThat(at(way, "DecideConsent").what()).contains("consent = ASK");
        assertThat(at(way, "AskCaller").what()).startsWith("Question to the caller by ");
        assertThat(last(way).element()).isEqualTo("WaitForAnswer");
        assertThat(way.next())
                .extracting(Happening::id)
                .contains("CatchCallerAnswered:YES", "CatchCallerAnswered:NO", "TimerNoAnswer", "CatchQuestionFailed")
                .doesNotContain("CatchCallerAnswered:SAID_NOTHING");
        assertThat(way.problem()).isEmpty();
    }

    @Test
    void theClockJumpsWhenATimerRunsOut() {
        WayOfCase way = play(callAt(NOON, false), "TimerNoAnswer");

        assertThat(last(way).element()).isEqualTo("EndQuestionExpired");
        assertThat(last(way).at()).isEqualTo(NOON.plusHours(4));
        assertThat(way.next()).isEmpty();
        assertThat(way.problem()).isEmpty();
    }

    @Test
    void theCalleeIsNotifiedWantsToBeConnectedAndIs() {
        WayOfCase way = play(
                callAt(NOON, false),
                "CatchCallerAnswered:YES",
                "CatchContactUsed:CONNECT",
                "CatchConnectionOutcome:CONNECTED");

        assertThat(at(way, "NotifyCallee").what()).startsWith("Notification to the callee by ");
        assertThat(at(way, "DecideConnectOrInform").what()).contains("CONNECT");
        assertThat(last(way).element()).isEqualTo("EndConnected");
        assertThat(way.problem()).isEmpty();
    }

    @Test
    void whatCannotBeDeliveredIsTriedByAnotherMedium() {
        WayOfCase first = play(callAt(NOON, false), "CatchCallerAnswered:YES");
        WayOfCase second = play(callAt(NOON, false), "CatchCallerAnswered:YES", "CatchNotificationFailed");
        List<String> notified = second.steps().stream()
                .filter(step -> step.element().equals("NotifyCallee"))
                .map(Step::what)
                .toList();

        assertThat(notified)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .startsWith(at(first, "NotifyCallee").what());
    }

    @Test
    void whatRingsInQuietHoursAllTheSameIsPlayedAsTheTableSays() {
        files = files.replacing("choice-of-medium.dmn", "<text>true</text>", "<text>false</text>")
                .replacing("quiet-hours.dmn", "<text>\"WAIT\"</text>", "<text>\"RING\"</text>");

        WayOfCase way = atNight();

        assertThat(at(way, "NotifyCallee").what()).isEqualTo("Notification to the callee by SMS");
        assertThat(last(way).at()).isBefore(NOON.plusDays(1));
    }

    @Test
    void atNightWhatRingsIsHeld() {
        files = files.replacing("choice-of-medium.dmn", "<text>true</text>", "<text>false</text>");

        WayOfCase way = atNight();

        assertThat(at(way, "NotifyCallee").what())
                .isEqualTo("Notification to the callee by SMS, held until the quiet hours end");
        assertThat(last(way).at()).isEqualTo(NOON.plusDays(1).withHour(7));
    }

    private WayOfCase atNight() {
        return play(
                new ThoughtOfCase(
                        Medium.VOICE,
                        Cause.BUSY,
                        Set.of(Medium.EMAIL),
                        Set.of(Medium.VOICE, Medium.SMS),
                        Set.of(),
                        false,
                        false,
                        false,
                        true,
                        NOON.withHour(23)),
                "CatchCallerAnswered:YES");
    }

    @Test
    void whatSomebodyDraftsIsPlayed() {
        files = files.replacing("waiting-times.dmn", "\"PT4H\"", "\"PT2H\"");

        assertThat(last(play(callAt(NOON, false), "TimerNoAnswer")).at()).isEqualTo(NOON.plusHours(2));
    }

    /** 14 January is a Wednesday. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WEDNESDAY | VOICE,SMS | to the deputy, in the callee's stead, by SMS | INFORM
            SATURDAY  | VOICE,SMS | to the callee by                             | CONNECT
            WEDNESDAY | VOICE     | to the callee by                             | CONNECT
            WEDNESDAY | ''        | to the callee by                             | CONNECT
            """)
    void whoIsToldIsPlayedAsTheTableSays(String day, String deputy, String told, String reaction) {
        files = files.replacing("who-is-told.dmn", "<text></text>", "<text>\"" + day + "\"</text>")
                .replacing("who-is-told.dmn", "<text>\"CALLEE\"</text>", "<text>\"DEPUTY\"</text>");
        Set<Medium> media = Stream.of(deputy.split(","))
                .filter(name -> !name.isEmpty())
                .map(Medium::valueOf)
                .collect(Collectors.toSet());

        WayOfCase way = play(callAt(NOON, false, media), "CatchCallerAnswered:YES", "CatchContactUsed:CONNECT");

        assertThat(at(way, "NotifyCallee").what()).startsWith("Notification " + told);
        assertThat(at(way, "DecideConnectOrInform").what()).contains("reaction = " + reaction);
    }

    @Test
    void whatCannotHappenIsSaid() {
        assertThat(play(callAt(NOON, false), "CatchContactUsed:CONNECT").problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("cannot happen here"));
    }
}
