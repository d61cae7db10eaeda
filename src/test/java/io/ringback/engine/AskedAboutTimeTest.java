package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static io.ringback.delivery.MessageKind.TIME_QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.TimeAnswer;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.Effects;
import io.ringback.conversation.Later;
import io.ringback.conversation.ReplyWord;
import io.ringback.directory.Preferences;
import io.ringback.directory.QuietHours;
import io.ringback.failedcall.Cause;
import io.ringback.inbox.EventHandler.Handling;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.Reception;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.QuestionView;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The sample in which the callee names a time that is not soon, and the caller is asked whether it suits. */
class AskedAboutTimeTest extends SampleDiagramTestBase {

    @Autowired
    private Inbox inbox;

    @Autowired
    private Effects effects;

    @Autowired
    private TransactionTemplate transactions;

    AskedAboutTimeTest() {
        super("call-later.bpmn");
    }

    @BeforeEach
    void theSwitchIsThere() throws Exception {
        camel.getRouteController().startRoute("switch");
    }

    /** Bob names the first time that is not soon; Anna is asked. */
    private UUID asked() {
        UUID caseId = agreed();
        assertThat(names(caseId, offered(caseId).orElseThrow().notSoon().get(0).toString()))
                .isEqualTo(Receipt.ACCEPTED);
        assertAt(caseId, "WaitForSuits");
        return caseId;
    }

    private Receipt names(UUID caseId, String when) {
        return conversation
                .callAt(contactOf(notification(caseId, 1)), when, Optional.of(voiceOf(bob)))
                .receipt();
    }

    private Optional<Later> offered(UUID caseId) {
        return conversation
                .notice(contactOf(notification(caseId, 1)))
                .orElseThrow()
                .later();
    }

    private Optional<TimeAnswer> saidOnTheCalleesPage(UUID caseId) {
        return offered(caseId).orElseThrow().answer();
    }

    private UUID question(UUID caseId, int nth) {
        await().atMost(PATIENCE).until(() -> questions(caseId).size() >= nth);
        return questions(caseId).get(nth - 1);
    }

    private List<UUID> questions(UUID caseId) {
        return jdbc.sql(
                        "select id from outbound_message where case_id = ? and kind = 'TIME_QUESTION' order by created_at")
                .param(caseId)
                .query(UUID.class)
                .list();
    }

    private SessionIdentifier asking(UUID caseId, int nth) {
        return sessions.derive(question(caseId, nth), Purpose.ANSWER);
    }

    private Receipt answers(UUID caseId, int nth, Answer answer) {
        return conversation.answer(asking(caseId, nth), answer).receipt();
    }

    private Instant due(UUID caseId) {
        Job timer = management
                .createJobQuery()
                .processInstanceId(processOf(caseId))
                .timers()
                .singleResult();
        return timer.getDuedate().toInstant();
    }

    private void wasNamed(UUID caseId, Instant at) {
        jdbc.sql("update failed_call_case set call_at = ? where id = ?")
                .params(Timestamp.from(at), caseId)
                .update();
    }

    private List<String> journal(UUID caseId) {
        return jdbc.sql("select concat_ws(' ', step, result) from journal where case_id = ?")
                .param(caseId)
                .query(String.class)
                .list();
    }

    @Test
    void aYesFixesTheTimeAndThenBothAreRung() {
        UUID caseId = asked();
        Instant at = offered(caseId).orElseThrow().named().orElseThrow();
        QuestionView page = conversation.question(asking(caseId, 1)).orElseThrow();
        assertThat(page.time()).contains(at);
        assertThat(page.timeZone()).isEqualTo(anna.timeZone());
        assertThat(page.maySayWhy()).isFalse();
        assertThat(saidOnTheCalleesPage(caseId)).contains(TimeAnswer.AWAITED);
        assertThat(sent(CONNECTION)).isZero();
        assertOneThing(caseId);

        assertThat(answers(caseId, 1, Answer.YES)).isEqualTo(Receipt.ACCEPTED);

        assertAt(caseId, "WaitForTime");
        assertThat(due(caseId)).isBetween(at.minusSeconds(2), at.plusSeconds(2));
        assertThat(saidOnTheCalleesPage(caseId)).contains(TimeAnswer.YES);
        assertThat(journal(caseId)).contains("TIME_ANSWERED YES");
        assertOneThing(caseId);
        wasNamed(caseId, Instant.now());
        timerFires(caseId);
        assertHeard(caseId, Choice.CONNECT);
        assertThat(sent(CONNECTION)).isEqualTo(1);
    }

    @Test
    void theLinkOfTheCalleeWorksUntilThatTimeHoweverShortTheWaitWas() {
        UUID caseId = asked();
        Instant at = offered(caseId).orElseThrow().named().orElseThrow();
        assertThat(jdbc.sql(
                                "select max(s.expires_at) from session_identifier s join outbound_message m on m.id = s.message_id"
                                        + " where m.case_id = ? and s.purpose = 'CONTACT'")
                        .param(caseId)
                        .query(Timestamp.class)
                        .single()
                        .toInstant())
                .isAfterOrEqualTo(at.minusSeconds(1));
    }

    @Test
    void aNoLeadsBackToWaitingAndTheCalleesPageSaysSo() {
        UUID caseId = asked();

        assertThat(answers(caseId, 1, Answer.NO)).isEqualTo(Receipt.ACCEPTED);

        assertAt(caseId, "WaitForContact");
        assertThat(saidOnTheCalleesPage(caseId)).contains(TimeAnswer.NO);
        assertThat(sent(CONNECTION)).isZero();
        assertOneThing(caseId);
        // And another one may be named.
        assertThat(names(caseId, "10")).isEqualTo(Receipt.ACCEPTED);
        assertAt(caseId, "WaitForTime");
        assertThat(saidOnTheCalleesPage(caseId)).isEmpty();
    }

    @Test
    void silenceUntilThatTimeLeadsBackToWaitingAndRingsNobody() {
        UUID caseId = asked();

        timerFires(caseId);

        assertAt(caseId, "WaitForContact");
        assertThat(saidOnTheCalleesPage(caseId)).contains(TimeAnswer.NONE);
        assertThat(sent(CONNECTION)).isZero();
        assertThat(conversation.question(asking(caseId, 1))).isEmpty();
        assertThat(answers(caseId, 1, Answer.YES)).isEqualTo(Receipt.CLOSED);
        assertAt(caseId, "WaitForContact");
    }

    @Test
    void aYesThatIsHandledWhenTheTimeIsOverRingsNobody() {
        UUID caseId = asked();
        wasNamed(caseId, Instant.now().minusSeconds(1));

        assertThat(inbox.receive(yes(caseId, question(caseId, 1)))).isEqualTo(new Reception.Stored(caseId, true));

        assertAt(caseId, "WaitForSuits");
        assertThat(journal(caseId)).contains("TOO_LATE TIME_ANSWERED");
    }

    @Test
    void aQuestionThatDoesNotArriveLeadsBackToWaiting() {
        UUID caseId = asked();

        lost(question(caseId, 1));

        assertAt(caseId, "WaitForContact");
        assertThat(saidOnTheCalleesPage(caseId)).contains(TimeAnswer.NONE);
        // When it turns out that it did, it is too late.
        assertThat(inbox.receive(yes(caseId, question(caseId, 1)))).isEqualTo(new Reception.Stored(caseId, true));
    }

    @Test
    void aNotificationThatComesBackWhileTheCallerIsAskedChangesNothing() {
        UUID caseId = asked();
        lost(notification(caseId, 1));
        assertAt(caseId, "WaitForSuits");
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void theCalleeMayChooseOtherwiseMeanwhile(Choice choice) {
        UUID caseId = asked();

        assertThat(says(notification(caseId, 1), choice)).isEqualTo(Receipt.ACCEPTED);

        assertHeard(caseId, choice);
        assertThat(answers(caseId, 1, Answer.YES)).isEqualTo(Receipt.CLOSED);
    }

    @Test
    void aYesToWhatWasAskedBeforeTheCalleeChoseOtherwiseFixesNothing() {
        UUID caseId = asked();
        says(notification(caseId, 1), Choice.CONNECT);
        messageSent(CONNECTION, 1);
        connections.ended("no answer", caseId, Ending.CALLEE_NO_ANSWER);
        assertAt(caseId, "WaitForContact");

        assertThat(conversation.question(asking(caseId, 1))).isEmpty();
        assertThat(inbox.receive(yes(caseId, question(caseId, 1)))).isEqualTo(new Reception.Stored(caseId, true));
        assertAt(caseId, "WaitForContact");
    }

    @Test
    void anotherTimeClosesTheQuestionAboutTheFirst() {
        UUID caseId = asked();
        String second = offered(caseId).orElseThrow().notSoon().get(1).toString();

        assertThat(names(caseId, second)).isEqualTo(Receipt.ACCEPTED);

        question(caseId, 2);
        assertAt(caseId, "WaitForSuits");
        assertThat(conversation.question(asking(caseId, 1))).isEmpty();
        assertThat(answers(caseId, 1, Answer.YES)).isEqualTo(Receipt.CLOSED);
        assertThat(inbox.receive(yes(caseId, question(caseId, 1)))).isEqualTo(new Reception.Stored(caseId, true));
        assertThat(conversation.question(asking(caseId, 2)).orElseThrow().time())
                .contains(Instant.parse(second));
        assertThat(answers(caseId, 2, Answer.YES)).isEqualTo(Receipt.ACCEPTED);
        assertAt(caseId, "WaitForTime");
    }

    @Test
    void aTimeThatIsSoonTakesThePlaceOfOneThatIsAskedAbout() {
        UUID caseId = asked();
        names(caseId, "10");
        assertAt(caseId, "WaitForTime");
        assertThat(answers(caseId, 1, Answer.NO)).isEqualTo(Receipt.CLOSED);
        timerFires(caseId);
        assertHeard(caseId, Choice.CONNECT);
    }

    @Test
    void aTimeThatIsNotSoonTakesThePlaceOfOneThatIs() {
        UUID caseId = agreed();
        names(caseId, "10");
        names(caseId, offered(caseId).orElseThrow().notSoon().get(0).toString());
        assertAt(caseId, "WaitForSuits");
        assertThat(answers(caseId, 1, Answer.NO)).isEqualTo(Receipt.ACCEPTED);
        assertAt(caseId, "WaitForContact");
        assertThat(sent(CONNECTION)).isZero();
    }

    @Test
    void theCallerWhoCallsAgainMeanwhileIsAskedNothingElseAndTheQuestionStands() {
        UUID caseId = asked();

        callFails(Cause.BUSY);

        assertThat(sent(QUESTION)).isEqualTo(1);
        assertAt(caseId, "WaitForSuits");
        assertThat(questions(caseId)).hasSize(1);
        assertThat(answers(caseId, 1, Answer.YES)).isEqualTo(Receipt.ACCEPTED);
        assertAt(caseId, "WaitForTime");
    }

    @Test
    void theCallerMayWithdrawInsteadAndTheTwoMayReachEachOther() {
        UUID first = asked();
        assertThat(conversation.withdraw(received(QUESTION, 1, Purpose.WITHDRAW)))
                .isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(first, "DECLINED: caller withdrew");
        assertThat(answers(first, 1, Answer.YES)).isEqualTo(Receipt.CLOSED);
    }

    @Test
    void theTwoMayReachEachOtherMeanwhile() {
        UUID caseId = asked();
        callAnswered();
        awaitOutcome(caseId, "REACHED_MEANWHILE");
        assertThat(answers(caseId, 1, Answer.YES)).isEqualTo(Receipt.CLOSED);
    }

    @Test
    void aTimeSuitsOrDoesNotAndAlwaysIsNoAnswer() {
        UUID caseId = asked();
        assertThatIllegalArgumentException().isThrownBy(() -> answers(caseId, 1, Answer.ALWAYS));
        assertAt(caseId, "WaitForSuits");
        assertThat(ReplyWord.ALWAYS.answers(TIME_QUESTION)).isFalse();
        assertThat(ReplyWord.YES.answers(TIME_QUESTION)).isTrue();
        assertThat(ReplyWord.NO.answers(TIME_QUESTION)).isTrue();
    }

    @Test
    void anAnswerInWordsCountsAsOneOnThePage() {
        UUID caseId = asked();
        UUID question = question(caseId, 1);
        assertThat(transactions.<Handling>execute(status -> effects.reply(question, ReplyWord.YES)))
                .isEqualTo(Handling.HANDLED);
        assertAt(caseId, "WaitForTime");
        assertThat(transactions.<Handling>execute(status -> effects.reply(question, ReplyWord.NO)))
                .isEqualTo(Handling.LATE);
        assertAt(caseId, "WaitForTime");
    }

    @Test
    void theQuestionGoesWhereTheCallerAnsweredTheFirst() {
        UUID caseId = asked();
        assertThat(jdbc.sql(
                                "select count(distinct device_id) from outbound_message where case_id = ? and kind in ('QUESTION', 'TIME_QUESTION')")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aTimeWithoutAYesRingsNobodyWhateverTheDiagramDoes() {
        UUID caseId = asked();
        answers(caseId, 1, Answer.YES);
        assertAt(caseId, "WaitForTime");
        wasNamed(caseId, Instant.now());
        jdbc.sql("update failed_call_case set time_answer = 'AWAITED' where id = ?")
                .param(caseId)
                .update();

        timerFires(caseId);

        assertAt(caseId, "WaitForContact");
        assertThat(sent(CONNECTION)).isZero();
        assertThat(journal(caseId)).contains("TOO_LATE TIME_NAMED");
    }

    @Test
    void aTimeThatFiresLateInQuietHoursThatTheCallerDidNotMeanRingsNobody() {
        UUID caseId = asked();
        answers(caseId, 1, Answer.YES);
        LocalTime now = LocalTime.now(anna.timeZone()).truncatedTo(ChronoUnit.MINUTES);
        preferring(
                anna,
                new Preferences(
                        false,
                        false,
                        false,
                        Preferences.ReturnCallsTo.CALLING_PHONE,
                        Optional.of(new QuietHours(now.minusMinutes(1), now.plusHours(2)))));
        wasNamed(caseId, Instant.now().minus(Duration.ofMinutes(3)));

        timerFires(caseId);

        assertAt(caseId, "WaitForContact");
        assertThat(sent(CONNECTION)).isZero();
    }

    @Test
    void aDiagramThatDoesNotAskOffersOnlyWhatIsSoon() {
        takenBack();
        UUID caseId = agreed();
        assertThat(offered(caseId)).isEmpty();
    }

    @Test
    void whoWantsNoMessagesIsNotAskedSoOnlyWhatIsSoonIsOffered() {
        UUID caseId = agreed();
        notification(caseId, 1);
        assertThat(offered(caseId).orElseThrow().asking()).isTrue();

        preferring(anna, new Preferences(false, false, true));

        Later later = offered(caseId).orElseThrow();
        assertThat(later.asking()).isFalse();
        assertThat(later.notSoon()).isEmpty();
        assertThat(later.offers()).isNotEmpty();
    }

    private static InboundEvent yes(UUID caseId, UUID question) {
        return new InboundEvent(
                "yes:" + question,
                EventKind.TIME_ANSWER,
                caseId,
                Map.of("answer", "YES", "message", question.toString()));
    }
}
