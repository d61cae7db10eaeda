package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.ringback.CaseRows;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.MessageReports;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.QuietHours;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What people notice of quiet hours, and of having asked for no more messages. Zones here have no daylight saving. */
class QuietNightTest extends ProcessTestBase {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId NAIROBI = ZoneId.of("Africa/Nairobi");

    @Autowired
    MessageReports deliveries;

    @Autowired
    Connections connections;

    private Instant morning;

    @BeforeEach
    void itIsNight() throws Exception {
        camel.getRouteController().startRoute("sms");
        morning = Instant.now().plus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
    }

    /** Quiet hours in which it is now in {@code zone}, until morning. */
    private QuietHours night(ZoneId zone) {
        LocalTime end = LocalTime.ofInstant(morning, zone);
        return new QuietHours(end.minusHours(5), end);
    }

    private Person living(Person person, boolean asksNobody, ZoneId zone, QuietHours quietHours, Medium... media) {
        List<Device> devices = Stream.concat(
                        person.devices().stream().limit(1),
                        Arrays.stream(media).map(medium -> deviceOf(person, medium)))
                .toList();
        Person saved = new Person(
                person.id(),
                person.name(),
                person.language(),
                zone,
                new Preferences(asksNobody, false, false, ReturnCallsTo.CALLING_PHONE, Optional.of(quietHours)),
                devices);
        directory.save(saved);
        return saved;
    }

    private static Device deviceOf(Person person, Medium medium) {
        return medium == Medium.EMAIL
                ? person.devices().get(1)
                : new Device(UUID.randomUUID(), medium, address(person), "Texts");
    }

    /** Anna's call to Bob failed; it is night for Bob, who has an SMS device alone. */
    private UUID heldForBob() {
        anna = living(anna, true, TOKYO, QuietHours.NEVER, Medium.EMAIL);
        bob = living(bob, false, TOKYO, night(TOKYO), Medium.SMS);
        return callFails(Cause.BUSY);
    }

    private void morningComes() {
        jdbc.sql("update scheduled_tasks set execution_time = now() where task_name like 'deliver%'")
                .update();
    }

    private String written(UUID caseId, MessageKind kind) {
        return jdbc.sql("select medium || ' ' || result || coalesce(': ' || detail, '') from journal"
                        + " where case_id = ? and step = ? order by id limit 1")
                .params(caseId, kind.name())
                .query(String.class)
                .single();
    }

    private Instant planned(UUID caseId) {
        return jdbc.sql("select t.execution_time from scheduled_tasks t join outbound_message m"
                        + " on t.task_instance = m.id::text where m.case_id = ? and m.state = 'WAITING'")
                .param(caseId)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private Instant timeoutOf(UUID caseId) {
        return management
                .createJobQuery()
                .processInstanceId(processOf(caseId))
                .timers()
                .singleResult()
                .getDuedate()
                .toInstant();
    }

    private Instant contactMeansExpire(UUID caseId) {
        return jdbc.sql("select s.expires_at from session_identifier s join outbound_message m on m.id = s.message_id"
                        + " where m.case_id = ? and s.purpose = 'CONTACT'")
                .param(caseId)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    // Quiet hours -----------------------------------------------------------------------------------------------------

    @Test
    void anSmsIsHeldUntilMorningAndThenSent() {
        UUID caseId = heldForBob();

        assertThat(written(caseId, NOTIFICATION)).isEqualTo("SMS WRITTEN: held until the quiet hours end");
        assertThat(planned(caseId)).isEqualTo(morning);
        assertThat(sent(NOTIFICATION)).isZero();

        morningComes();
        assertThat(messageSent(NOTIFICATION, 1).personId()).isEqualTo(bob.id());
        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.INFORM, Optional.of(voiceOf(bob)));
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void theCalleeHasTheFullTimeOnceItIsMorning() {
        UUID caseId = heldForBob();

        Instant full = morning.plus(Duration.ofHours(12));
        assertThat(timeoutOf(caseId)).isCloseTo(full, within(30, ChronoUnit.SECONDS));
        assertThat(contactMeansExpire(caseId)).isCloseTo(full, within(30, ChronoUnit.SECONDS));
    }

    @Test
    void whoTriesAgainAfterwardsHasTheFullTimeAndNoNightOnTopOfIt() throws Exception {
        camel.getRouteController().startRoute("switch");
        UUID caseId = heldForBob();
        morningComes();
        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.CONNECT, Optional.of(voiceOf(bob)));
        messageSent(CONNECTION, 1);

        connections.ended("no answer", caseId, Ending.CALLEE_NO_ANSWER);

        Instant full = Instant.now().plus(Duration.ofHours(12));
        assertThat(timeoutOf(caseId)).isCloseTo(full, within(2, ChronoUnit.MINUTES));
        assertThat(contactMeansExpire(caseId)).isCloseTo(full, within(2, ChronoUnit.MINUTES));
    }

    @Test
    void aHeldMessageIsTriedInTheMorningAsLongAsAnyOther() {
        UUID caseId = heldForBob();
        // To give up two seconds after it was written would be to give up at once.
        jdbc.sql("update outbound_message set created_at = now() - interval '5 hours',"
                        + " held_until = now() + interval '1 minute'")
                .update();
        refusal = new IllegalStateException("the SMSC is starting");
        morningComes();
        await().until(() -> jdbc.sql("select max(attempts) from outbound_message where case_id = ?")
                        .param(caseId)
                        .query(Integer.class)
                        .single()
                >= 1);
        refusal = null;
        messageSent(NOTIFICATION, 1);
    }

    @Test
    void aCaseThatEndsAtNightSendsNothingInTheMorning() {
        UUID caseId = heldForBob();
        callAnswered();
        assertThat(outcome(caseId)).startsWith("REACHED_MEANWHILE");

        morningComes();
        await().until(() -> new CaseRows(jdbc).deliveries() == 0);
        assertThat(sent(NOTIFICATION)).isZero();
    }

    @Test
    void atNightEMailIsPreferredAndGoesAtOnce() {
        anna = living(anna, true, TOKYO, QuietHours.NEVER, Medium.EMAIL);
        bob = living(bob, false, TOKYO, night(TOKYO), Medium.SMS, Medium.EMAIL);

        UUID caseId = callFails(Cause.BUSY);

        assertThat(messageSent(NOTIFICATION, 1).medium()).isEqualTo(Medium.EMAIL);
        assertThat(written(caseId, NOTIFICATION)).isEqualTo("EMAIL WRITTEN");
    }

    @Test
    void byDayThePersonsOwnOrderCounts() {
        anna = living(anna, true, TOKYO, QuietHours.NEVER, Medium.EMAIL);
        bob = living(bob, false, TOKYO, QuietHours.NEVER, Medium.SMS, Medium.EMAIL);

        callFails(Cause.BUSY);

        assertThat(messageSent(NOTIFICATION, 1).medium()).isEqualTo(Medium.SMS);
    }

    @Test
    void aCallerIsAskedAtOnceAtNightByWhatRings() {
        anna = living(anna, false, TOKYO, night(TOKYO), Medium.SMS);

        callFails(Cause.BUSY);

        assertThat(messageSent(QUESTION, 1).medium()).isEqualTo(Medium.SMS);
    }

    @Test
    void theInformationToACallerWaitsForTheirMorningToo() {
        anna = living(anna, true, TOKYO, night(TOKYO), Medium.SMS);
        UUID caseId = callFails(Cause.BUSY);
        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.INFORM, Optional.of(voiceOf(bob)));

        assertThat(written(caseId, INFORMATION)).isEqualTo("SMS WRITTEN: held until the quiet hours end");
        assertThat(timeoutOf(caseId)).isCloseTo(morning.plus(Duration.ofDays(1)), within(30, ChronoUnit.SECONDS));
        morningComes();
        awaitOutcome(caseId, "INFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tokyo", "Africa/Nairobi"})
    void nightIsWhereThePersonIs(String home) {
        ZoneId away = home.equals("Asia/Tokyo") ? NAIROBI : TOKYO;
        anna = living(anna, true, away, QuietHours.NEVER, Medium.EMAIL);
        // Where the server is, it may be night or day: one of the two homes has another clock than it.
        bob = living(bob, false, ZoneId.of(home), night(ZoneId.of(home)), Medium.SMS);
        UUID held = callFails(Cause.BUSY);
        assertThat(written(held, NOTIFICATION)).startsWith("SMS WRITTEN: held");
        callAnswered();

        bob = living(bob, false, ZoneId.of(home), night(away), Medium.SMS);
        callFails(Cause.BUSY);

        messageSent(NOTIFICATION, 1);
    }

    // People who have asked for no more messages ----------------------------------------------------------------------

    private void wantsNoMore(Person person) {
        directory.setNever(person.id(), true);
    }

    @Test
    void aCallerWhoStopsWhenTheQuestionFailsEndsTheCase() {
        UUID caseId = callFails(Cause.BUSY);
        UUID question = messageSent(QUESTION, 1).id();
        wantsNoMore(anna);

        deliveries.failed("bounce", question, "5.1.1");

        assertThat(outcome(caseId)).isEqualTo("DECLINED: caller wants no messages");
    }

    @Test
    void aCalleeWhoStopsBeforeTheyAreNotifiedIsLeftAlone() {
        UUID caseId = callFails(Cause.BUSY);
        wantsNoMore(bob);

        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);

        assertThat(outcome(caseId)).isEqualTo("DECLINED: callee wants no messages");
        assertThat(sent(NOTIFICATION)).isZero();
    }

    @Test
    void aCallerWhoStopsIsNotInformed() {
        UUID caseId = callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        messageSent(NOTIFICATION, 1);
        wantsNoMore(anna);

        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.INFORM, Optional.of(voiceOf(bob)));

        assertThat(outcome(caseId)).isEqualTo("DECLINED: caller wants no messages");
        assertThat(sent(INFORMATION)).isZero();
    }

    @Test
    void aMessageHeldForSomeoneWhoStopsAtNightIsNotSentInTheMorning() {
        UUID caseId = heldForBob();
        wantsNoMore(bob);

        morningComes();

        awaitOutcome(caseId, "DECLINED: callee wants no messages");
        assertThat(sent(NOTIFICATION)).isZero();
    }

    @Test
    void anAddressThatOptedOutIsPassedOver() {
        anna = living(anna, true, TOKYO, QuietHours.NEVER, Medium.EMAIL);
        bob = living(bob, false, TOKYO, QuietHours.NEVER, Medium.SMS, Medium.EMAIL);
        optsOut(address(bob));

        callFails(Cause.BUSY);

        assertThat(messageSent(NOTIFICATION, 1).medium()).isEqualTo(Medium.EMAIL);
    }

    @Test
    void whereOnlyAnAddressThatOptedOutIsLeftNoOperatorIsNeeded() {
        anna = living(anna, true, TOKYO, QuietHours.NEVER, Medium.EMAIL);
        bob = living(bob, false, TOKYO, QuietHours.NEVER, Medium.SMS);
        optsOut(address(bob));

        assertThat(outcome(callFails(Cause.BUSY))).isEqualTo("DECLINED: callee wants no messages");
    }

    @Test
    void aMessageHeldForAnAddressThatOptsOutAtNightIsNotSentInTheMorning() {
        UUID caseId = heldForBob();
        optsOut(address(bob));

        morningComes();

        awaitOutcome(caseId, "DECLINED: callee wants no messages");
        assertThat(sent(NOTIFICATION)).isZero();
    }

    private void optsOut(Address address) {
        jdbc.sql("insert into opt_out (address_hash, sender, since) values (?, 'tel:+46700000000', now())"
                        + " on conflict do nothing")
                .param(hash(address))
                .update();
    }
}
