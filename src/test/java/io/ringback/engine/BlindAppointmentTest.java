package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.ringback.calendar.Calendars;
import io.ringback.cases.TimeAnswer;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.Later;
import io.ringback.conversation.Later.TimeForBoth;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.QuietHours;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.QuestionView;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The callee has a time found that suits both, in the sample in which the caller is asked about times that are not soon. */
class BlindAppointmentTest extends SampleDiagramTestBase {

    private static final DateTimeFormatter ICS =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Autowired
    private Calendars calendars;

    BlindAppointmentTest() {
        super("call-later.bpmn");
    }

    @BeforeEach
    void theSwitchIsThere() throws Exception {
        camel.getRouteController().startRoute("switch");
    }

    private final Instant now = Instant.now();

    private Instant in(Duration time) {
        return now.plus(time).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A calendar with names in it. */
    private void isBusy(Person person, Instant from, Instant until) {
        String calendar =
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTART:" + ICS.format(from)
                        + "\r\nDTEND:" + ICS.format(until)
                        + "\r\nSUMMARY:Surgeon\r\nORGANIZER;CN=Zbigniew:mailto:zbigniew@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assertThat(calendars.give(person, calendar.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    private void bothGave() {
        isBusy(anna, in(Duration.ZERO), in(Duration.ofHours(3)));
        isBusy(bob, in(Duration.ofHours(2)), in(Duration.ofHours(5)));
    }

    private SessionIdentifier link(UUID caseId) {
        return contactOf(notification(caseId, 1));
    }

    private Later later(UUID caseId) {
        return conversation.notice(link(caseId)).orElseThrow().later().orElseThrow();
    }

    private Receipt presses(UUID caseId) {
        return conversation
                .callWhenBothCan(link(caseId), Optional.of(voiceOf(bob)))
                .receipt();
    }

    private SessionIdentifier asking(UUID caseId) {
        List<UUID> questions = await().atMost(PATIENCE)
                .until(
                        () -> jdbc.sql("select id from outbound_message where case_id = ? and kind = 'TIME_QUESTION'")
                                .param(caseId)
                                .query(UUID.class)
                                .list(),
                        found -> !found.isEmpty());
        assertThat(questions).hasSize(1);
        return sessions.derive(questions.get(0), Purpose.ANSWER);
    }

    @Test
    void oneTimeIsFoundAndTheCallerIsAskedAboutItAndAtThatTimeBothAreRung() {
        bothGave();
        UUID caseId = agreed();
        assertThat(later(caseId).forBoth()).isEqualTo(TimeForBoth.OFFERED);

        assertThat(presses(caseId)).isEqualTo(Receipt.ACCEPTED);

        assertAt(caseId, "WaitForSuits");
        Instant found = later(caseId).named().orElseThrow();
        assertThat(found)
                .isBetween(in(Duration.ofHours(5)), in(Duration.ofHours(5).plusMinutes(15)));
        assertThat(found.getEpochSecond() % 900).isZero();
        assertThat(later(caseId).answer()).contains(TimeAnswer.AWAITED);
        QuestionView question = conversation.question(asking(caseId)).orElseThrow();
        assertThat(question.time()).contains(found);
        assertOneThing(caseId);

        assertThat(conversation.answer(asking(caseId), Answer.YES).receipt()).isEqualTo(Receipt.ACCEPTED);
        assertAt(caseId, "WaitForTime");
        assertThat(sent(CONNECTION)).isZero();
        jdbc.sql("update failed_call_case set call_at = ? where id = ?")
                .params(Timestamp.from(Instant.now()), caseId)
                .update();
        timerFires(caseId);
        assertHeard(caseId, Choice.CONNECT);
    }

    @Test
    void itIsFoundOnceInACaseWhateverTheCallerSays() {
        bothGave();
        UUID caseId = agreed();
        presses(caseId);
        assertAt(caseId, "WaitForSuits");
        assertThat(later(caseId).forBoth()).isEqualTo(TimeForBoth.NOT_OFFERED);
        assertThatIllegalArgumentException().isThrownBy(() -> presses(caseId));

        conversation.answer(asking(caseId), Answer.NO);

        assertAt(caseId, "WaitForContact");
        assertThat(later(caseId).answer()).contains(TimeAnswer.NO);
        assertThatIllegalArgumentException().isThrownBy(() -> presses(caseId));
        assertThat(later(caseId).forBoth()).isEqualTo(TimeForBoth.NOT_OFFERED);
    }

    @Test
    void whoPressesTwiceAtOnceGetsOneTime() throws Exception {
        bothGave();
        UUID caseId = agreed();
        SessionIdentifier link = link(caseId);
        Callable<Boolean> press = () -> {
            try {
                return conversation
                                .callWhenBothCan(link, Optional.of(voiceOf(bob)))
                                .receipt()
                        == Receipt.ACCEPTED;
            } catch (IllegalArgumentException notAnyMore) {
                return false;
            }
        };
        ExecutorService two = Executors.newFixedThreadPool(2);
        int accepted = 0;
        for (Future<Boolean> one : two.invokeAll(List.of(press, press))) {
            accepted += one.get() ? 1 : 0;
        }
        two.shutdown();
        assertThat(accepted).isEqualTo(1);
        assertAt(caseId, "WaitForSuits");
        asking(caseId);
    }

    @Test
    void whereThereIsNoneNothingIsSaidButThatAndNobodyIsAsked() {
        isBusy(anna, in(Duration.ZERO), in(Duration.ofDays(3)));
        isBusy(bob, in(Duration.ofHours(2)), in(Duration.ofHours(5)));
        UUID caseId = agreed();

        assertThat(presses(caseId)).isEqualTo(Receipt.ACCEPTED);

        assertAt(caseId, "WaitForContact");
        assertThat(later(caseId).forBoth()).isEqualTo(TimeForBoth.NONE_FOUND);
        assertThat(later(caseId).named()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> presses(caseId));
        assertThat(jdbc.sql("select step || coalesce(detail, '') from journal where case_id = ?")
                        .param(caseId)
                        .query(String.class)
                        .list())
                .contains("NO_TIME_FOR_BOTH");
        assertThat(jdbc.sql("select count(*) from outbound_message where case_id = ? and kind = 'TIME_QUESTION'")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .isZero();
        // Another time may be named, and the page speaks of that.
        conversation.callAt(link(caseId), later(caseId).notSoon().get(0).toString(), Optional.of(voiceOf(bob)));
        assertAt(caseId, "WaitForSuits");
        assertThat(later(caseId).forBoth()).isEqualTo(TimeForBoth.NOT_OFFERED);
    }

    @Test
    void whereOneHasGivenNoTimesItIsNotOffered() {
        isBusy(bob, in(Duration.ofHours(2)), in(Duration.ofHours(5)));
        UUID caseId = agreed();
        assertThat(later(caseId).forBoth()).isEqualTo(TimeForBoth.NOT_OFFERED);
        assertThatIllegalArgumentException().isThrownBy(() -> presses(caseId));
        isBusy(anna, in(Duration.ZERO), in(Duration.ofHours(3)));
        assertThat(later(caseId).forBoth()).isEqualTo(TimeForBoth.OFFERED);
        calendars.takeBack(anna.id());
        assertThatIllegalArgumentException().isThrownBy(() -> presses(caseId));
    }

    @Test
    void quietHoursOfOnesOwnAreFreeTimesGivenToo() {
        LocalTime clock = LocalTime.now(anna.timeZone()).truncatedTo(ChronoUnit.MINUTES);
        preferring(
                anna,
                new Preferences(
                        false,
                        false,
                        false,
                        Preferences.ReturnCallsTo.CALLING_PHONE,
                        Optional.of(new QuietHours(clock.plusMinutes(10), clock.plusHours(7)))));
        isBusy(bob, in(Duration.ofHours(2)), in(Duration.ofHours(5)));
        UUID caseId = agreed();

        assertThat(presses(caseId)).isEqualTo(Receipt.ACCEPTED);

        assertThat(later(caseId).named().orElseThrow())
                .isBetween(
                        in(Duration.ofHours(7).minusMinutes(1)),
                        in(Duration.ofHours(7).plusMinutes(16)));
    }

    @Test
    void whoIsFreeNowIsAskedAllTheSameAsTheyHaveNotSaidThatTheyWantTo() {
        isBusy(anna, in(Duration.ofHours(9)), in(Duration.ofHours(10)));
        isBusy(bob, in(Duration.ofHours(9)), in(Duration.ofHours(10)));
        UUID caseId = agreed();
        presses(caseId);
        assertAt(caseId, "WaitForSuits");
        // Times are soon within half an hour.
        assertThat(later(caseId).named().orElseThrow()).isAfter(in(Duration.ofMinutes(34)));
    }

    /** Claim 17: of neither's times, and of nobody in them, anything leaves Ringback. */
    @Test
    void nothingOfACalendarLeaves() {
        bothGave();
        UUID caseId = agreed();
        presses(caseId);
        asking(caseId);
        List<String> left = SENT.stream()
                .filter(message -> message.caseId().equals(caseId))
                .map(message -> letters.write(contents.of(message)))
                .map(letter -> letter.subject() + letter.text() + letter.html())
                .toList();
        String busy = ICS.format(in(Duration.ofHours(3)));
        assertThat(left).hasSize(3).allSatisfy(letter -> assertThat(letter)
                .doesNotContain("Surgeon", "Zbigniew", busy)
                .doesNotContain(String.valueOf(in(Duration.ofHours(3)).getEpochSecond())));
        assertThat(jdbc.sql(
                                "select coalesce(string_agg(event::text, ' '), '') from inbound_event event where case_id = ?")
                        .param(caseId)
                        .query(String.class)
                        .single())
                .doesNotContain("Surgeon", "Zbigniew");
    }
}
