package io.ringback.media.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.CaseRows;
import io.ringback.ShippedRoutes;
import io.ringback.TestDatabase;
import io.ringback.cases.Cases;
import io.ringback.cases.GuessedCodes;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.Turns;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.Composer;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.Outbox;
import io.ringback.delivery.SwitchState;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.Preferences;
import io.ringback.directory.QuietHours;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.media.voice.PlayedDialogues.Spoken;
import io.ringback.peers.Ports;
import io.ringback.session.DialCodes;
import io.ringback.session.Grant;
import io.ringback.session.LentNumbers;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifiers;
import io.ringback.session.SipAddresses;
import io.ringback.telephony.callcontrol.LostCalls;
import io.ringback.telephony.callcontrol.OwnNumber;
import io.ringback.telephony.callcontrol.Script.End;
import io.ringback.telephony.callcontrol.Script;
import io.ringback.telephony.callcontrol.Turn;
import io.ringback.wording.ContactOptions;
import io.ringback.wording.MessagesInContext;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Voice messages from the outbox through {@code camel-routes/voice.camel.yaml} to phones that the test plays, and back. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.MOCK)
@Import(VoiceMessagesTest.FarEnds.class)
@DirtiesContext
@BesideOthers
class VoiceMessagesTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int PER_CALLER = 60;
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        int port = Ports.free();
        DATABASE.register(registry);
        registry.add("ringback.secret", () -> "0123456789abcdef0123456789abcdef");
        registry.add("ringback.public-url", () -> "http://localhost");
        registry.add("ringback.mail.domain", () -> "example.test");
        registry.add("ringback.camel-routes-directory", () -> ShippedRoutes.only("voice"));
        registry.add("ringback.sip.proxy", () -> "sip:127.0.0.1:" + Ports.free());
        registry.add("ringback.sip.listen", () -> "udp:127.0.0.1:" + port);
        registry.add("ringback.announcement.listen", () -> "127.0.0.1:" + Ports.free());
        registry.add("ringback.sip.t1", () -> "100ms");
        registry.add("ringback.dialable.numbers", () -> "+46101000000-+46101000099");
        // All tests are within one hour.
        registry.add("ringback.voice.own-number.per-caller", () -> String.valueOf(PER_CALLER));
        registry.add("ringback.dialable.domain", () -> "talk.example.test");
        registry.add("ringback.connections.number", () -> "+46812345678");
        registry.add("ringback.quiet-hours", () -> "never");
        registry.add("ringback.delivery.first-retry", () -> "50ms");
        registry.add("ringback.voice.caps.simultaneous", () -> "3");
        registry.add("ringback.say-why.by-key", () -> "true");
        registry.add("camunda.bpm.job-execution.enabled", () -> "false");
        registry.add("db-scheduler.polling-interval", () -> "100ms");
    }

    static class FarEnds {

        static final AtomicBoolean SWITCH_UP = new AtomicBoolean(true);

        @Bean
        @Primary
        PlayedDialogues playedDialogues(JdbcClient jdbc) {
            return new PlayedDialogues(jdbc);
        }

        @Bean
        @Primary
        PlayedNumber playedNumber() {
            return new PlayedNumber();
        }

        @Bean
        @Primary
        SwitchState playedSwitch() {
            return SWITCH_UP::get;
        }

        @Bean
        RouteBuilder mail() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:send-email").routeId("email").process(exchange -> {});
                }
            };
        }
    }

    @Autowired
    private PlayedDialogues phones;

    @Autowired
    private PlayedNumber number;

    @Autowired
    private OwnNumberCalls ownNumber;

    @Autowired
    private CallEvents calls;

    @Autowired
    private Conversation conversation;

    @Autowired
    private Directory directory;

    @Autowired
    private Turns turns;

    @Autowired
    private MessagesInContext messages;

    @Autowired
    private ContactOptions options;

    @Autowired
    private GuessedCodes guesses;

    @Autowired
    private CallersCases called;

    @Autowired
    private Phrases phrases;

    @Autowired
    private KeyedReplies keys;

    @Autowired
    private Caps caps;

    @Autowired
    private DiallerCaps diallers;

    @Autowired
    private Adapters adapters;

    @Autowired
    private VoiceProperties voice;

    @Autowired
    private Cases cases;

    @Autowired
    private SessionIdentifiers sessions;

    @Autowired
    private Outbox outbox;

    @Autowired
    private LentNumbers lentNumbers;

    @Autowired
    private SipAddresses sipAddresses;

    @Autowired
    private List<Composer> composers;

    @Autowired
    private VoiceComposer composer;

    @Autowired
    private LostCalls lostCalls;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private Person anna;
    private Person bob;

    @BeforeEach
    void people() {
        phones.forget();
        number.forget();
        FarEnds.SWITCH_UP.set(true);
        anna = person("Anna", "+46701740605", QuietHours.NEVER);
        bob = person("Bob", "+46701740606", QuietHours.NEVER);
    }

    private Person person(String name, String number, QuietHours quietHours) {
        Person person = new Person(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                name,
                Locale.ENGLISH,
                TOKYO,
                new Preferences(false, false, false, ReturnCallsTo.CALLING_PHONE, Optional.of(quietHours)),
                List.of(
                        new Device(
                                UUID.randomUUID(),
                                Medium.EMAIL,
                                new Address("mailto:" + name.toLowerCase(Locale.ROOT) + "@example.test"),
                                "Mail"),
                        new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + number), "Mobile")));
        directory.save(person);
        return person;
    }

    @AfterEach
    void clear() {
        new CaseRows(jdbc).clear();
    }

    // The case is real; the message by voice is written beside the one that its diagram has written
    // -----------------------

    private UUID callFails() {
        Accepted accepted = calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                voice(anna).address(),
                voice(bob).address(),
                Medium.VOICE,
                Cause.BUSY,
                Instant.now(),
                "test"));
        return ((Accepted.New) accepted).caseId();
    }

    private static Device voice(Person person) {
        return person.devices().get(1);
    }

    private OutboundMessage write(MessageKind kind, UUID caseId, Person person) {
        OutboundMessage message = new OutboundMessage(
                UUID.randomUUID(),
                caseId,
                kind,
                Medium.VOICE,
                person.id(),
                voice(person).id());
        Purpose purpose = kind == MessageKind.NOTIFICATION ? Purpose.CONTACT : Purpose.ANSWER;
        transaction.executeWithoutResult(status ->
                outbox.write(message, List.of(new Grant(purpose, Instant.now().plus(Duration.ofHours(1))))));
        return message;
    }

    private OutboundMessage ask() {
        return write(MessageKind.QUESTION, callFails(), anna);
    }

    private OutboundMessage offer() {
        return write(MessageKind.OFFER, callFails(), anna);
    }

    private OutboundMessage notification() {
        directory.setPreferences(anna.id(), new Preferences(true, false, false));
        return write(MessageKind.NOTIFICATION, callFails(), bob);
    }

    private Spoken spoken(int nth) {
        await().atMost(Duration.ofSeconds(10)).until(() -> phones.spoken.size() >= nth);
        return phones.spoken.get(nth - 1);
    }

    private String state(OutboundMessage message) {
        return jdbc.sql("select state || coalesce(': ' || problem, '') from outbound_message where id = ?")
                .param(message.id())
                .query(String.class)
                .single();
    }

    private void awaitState(OutboundMessage message, String state) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(state(message)).isEqualTo(state));
    }

    private List<String> journey(OutboundMessage message) {
        return jdbc.sql("select result || coalesce(': ' || detail, '') from journal"
                        + " where case_id = ? and step = ? and medium = 'VOICE' order by id")
                .params(message.caseId(), message.kind().name())
                .query(String.class)
                .list();
    }

    private String outcome(OutboundMessage message) {
        return new CaseRows(jdbc).outcome(message.caseId());
    }

    private Instant due(OutboundMessage message) {
        return jdbc.sql("select execution_time from scheduled_tasks where task_name like 'deliver%'"
                        + " and task_instance like ? || '%'")
                .param(message.id().toString())
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private void timeComes() {
        jdbc.sql("update scheduled_tasks set execution_time = now() where task_name like 'deliver%'")
                .update();
    }

    // Attempts
    // ------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "NO_ANSWER", "UNREACHABLE", "HUNG_UP", "FINISHED"})
    void whoHasNotHeardIsCalledOnceMoreAndThenAnotherWayIsTaken(End end) {
        OutboundMessage question = ask();
        Spoken first = spoken(1);
        awaitState(question, "SENT");

        phones.end(first, end);

        awaitState(question, "WAITING");
        assertThat(due(question)).isCloseTo(Instant.now().plus(Duration.ofMinutes(15)), within(1, ChronoUnit.MINUTES));
        assertThat(journey(question)).hasSize(2);
        assertThat(journey(question).get(1)).startsWith(end + ": call 1 of 2; the next not before 2");
        timeComes();
        Spoken second = spoken(2);
        assertThat(second.attempt()).isEqualTo(2);
        phones.end(second, end);
        awaitState(question, "FAILED: nobody has heard it in 2 calls; the last ended with " + end);
        timeComes();
        assertThat(phones.spoken).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "FAILED"})
    void whoRefusesIsNotCalledAgain(End end) {
        OutboundMessage question = ask();

        phones.end(spoken(1), end);

        awaitState(question, "FAILED: the call ended with " + end);
        assertThat(jdbc.sql("select another from voice_call")
                        .query(Boolean.class)
                        .list())
                .containsExactly(false);
    }

    @Test
    void anEndThatIsToldTwiceCountsOnce() {
        OutboundMessage question = ask();
        Spoken call = spoken(1);
        awaitState(question, "SENT");

        phones.end(call, End.NO_ANSWER);
        phones.end(call, End.NO_ANSWER);
        phones.end(call, End.FAILED);
        lostCalls.lost(call.callId(), question.id());

        awaitState(question, "WAITING");
        assertThat(journey(question)).hasSize(2);
    }

    @Test
    void aCallMayEndBeforeItsMessageIsKnownToBeTaken() {
        phones.atOnce = call -> phones.end(call, End.BUSY);
        OutboundMessage question = ask();
        spoken(1);

        await().atMost(Duration.ofSeconds(10)).until(() -> journey(question).size() >= 2);

        assertThat(state(question)).isEqualTo("WAITING");
        phones.atOnce = call -> {};
        timeComes();
        assertThat(spoken(2).attempt()).isEqualTo(2);
    }

    @Test
    void nobodyIsCalledAgainAboutAMatterThatIsOver() {
        OutboundMessage question = ask();
        Spoken call = spoken(1);
        awaitState(question, "SENT");
        call.script().pressed('3');
        assertThat(outcome(question)).isEqualTo("DECLINED: caller said no");

        OutboundMessage late = write(MessageKind.QUESTION, question.caseId(), anna);

        awaitState(late, "FAILED: The case does not wait for it any more.");
        assertThat(phones.spoken).hasSize(1);
    }

    @Test
    void anotherCallThatIsNotNeededAnyMoreIsNotMade() {
        OutboundMessage question = ask();
        Spoken call = spoken(1);
        awaitState(question, "SENT");
        phones.end(call, End.NO_ANSWER);
        awaitState(question, "WAITING");

        conversation.answer(sessions.derive(question.id(), Purpose.ANSWER), Answer.NO);

        awaitState(question, "CANCELLED");
    }

    @Test
    void aCallThatIsLostWithItsNodeFailsAtOnce() {
        OutboundMessage question = ask();
        Spoken call = spoken(1);

        lostCalls.lost(call.callId(), question.id());
        lostCalls.lost(call.callId(), question.id());

        awaitState(question, "FAILED: the node that made the call died");
        assertThat(journey(question)).hasSize(2);
    }

    // Keys
    // ----------------------------------------------------------------------------------------------------------------

    @Test
    void aKeyIsStoredBeforeItIsConfirmed() {
        OutboundMessage question = ask();
        Spoken call = spoken(1);

        assertThat(call.script().pressed('1').prompts()).containsExactly("file:prompts/voice-noted-yes.wav");

        assertThat(outcome(question)).isEqualTo("WAITING_FOR_CALLEE");
        phones.end(call, End.FINISHED);
        await().untilAsserted(() -> assertThat(journey(question)).containsExactly("SENT", "DELIVERED"));
    }

    @Test
    void whoWantsNoMoreCallsGetsNoMore() {
        OutboundMessage notice = notification();

        spoken(1).script().pressed('9');

        assertThat(jdbc.sql("select encode(address_hash, 'hex') from opt_out")
                        .query(String.class)
                        .list())
                .containsExactly(DATABASE.hex("tel:+46701740606"));
        await().untilAsserted(() -> assertThat(outcome(notice)).startsWith("DECLINED"));
    }

    @ParameterizedTest
    @CsvSource({"2, INFORM", "3, NOT_NOW"})
    void theCalleesKeysAreTheContactMeans(char key, Choice choice) {
        OutboundMessage notice = notification();

        spoken(1).script().pressed(key);

        assertThat(jdbc.sql("select payload ->> 'choice' from inbound_event where kind = 'CONTACT'")
                        .query(String.class)
                        .list())
                .containsExactly(choice.name());
        assertThat(notice.personId()).isEqualTo(bob.id());
    }

    // The caller on the line
    // ----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(names = {"HUNG_UP", "FINISHED"})
    void aCallerWhoHeardTheQuestionAndSaysNothingHasSaidNo(End end) {
        phones.callerIsOnTheLine = true;
        OutboundMessage offer = offer();

        Spoken call = spoken(1);
        assertThat(call.onTheSpot()).isTrue();
        call.script().opening();
        call.script().silent();
        phones.end(call, end);

        assertThat(outcome(offer)).isEqualTo("DECLINED: caller said no");
    }

    @Test
    void aCallerWhoHangsUpBeforeTheQuestionWasHeardHasNotSaidNo() {
        phones.callerIsOnTheLine = true;
        OutboundMessage offer = offer();

        Spoken call = spoken(1);
        call.script().opening();
        phones.end(call, End.HUNG_UP);

        awaitState(offer, "FAILED: the call ended with HUNG_UP");
        assertThat(outcome(offer)).isEqualTo("ASKING_CALLER");
    }

    @Test
    void aCallerWhoSaidYesMayHangUp() {
        phones.callerIsOnTheLine = true;
        OutboundMessage offer = offer();

        Spoken call = spoken(1);
        call.script().pressed('1');
        phones.end(call, End.HUNG_UP);

        assertThat(outcome(offer)).isEqualTo("WAITING_FOR_CALLEE");
    }

    @Test
    void aCallerWhoSaysYesMaySayWhyAndIsTakenAtTheirWordWithIt() {
        phones.callerIsOnTheLine = true;
        OutboundMessage offer = offer();

        Spoken call = spoken(1);
        assertThat(call.script().pressed('1').prompts())
                .anyMatch(prompt -> prompt.contains("why"))
                .as("to say it aloud, which is off as it is shipped")
                .noneMatch(prompt -> prompt.contains("speak"));
        assertThat(outcome(offer)).isEqualTo("ASKING_CALLER");
        call.script().pressed('2');
        phones.end(call, End.FINISHED);

        assertThat(outcome(offer)).isEqualTo("WAITING_FOR_CALLEE");
        assertThat(jdbc.sql(
                                "select call_reason || ' ' || urgency || ' ' || why_when_asked from failed_call_case where id = ?")
                        .param(offer.caseId())
                        .query(String.class)
                        .single())
                .isEqualTo("CALL_BACK NORMAL true");
    }

    @Test
    void aCallerWhoIsNotThereAnyMoreIsNotCalled() {
        OutboundMessage offer = offer();

        awaitState(offer, "FAILED: The caller is not on the line any more.");
        assertThat(phones.spoken).isEmpty();
    }

    // When and how often
    // --------------------------------------------------------------------------------------------------

    private QuietHours night(Instant until) {
        LocalTime end = LocalTime.ofInstant(until, TOKYO);
        return new QuietHours(end.minusHours(5), end);
    }

    @Test
    void nobodyIsCalledAtNightButWhoIsOnTheLineIsAwake() {
        Instant morning = Instant.now().plus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        anna = person("Anna", "+46701740605", night(morning));
        OutboundMessage question = ask();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(due(question)).isCloseTo(morning, within(2, ChronoUnit.SECONDS)));
        assertThat(state(question)).isEqualTo("WAITING");
        assertThat(phones.spoken).isEmpty();

        phones.callerIsOnTheLine = true;
        write(MessageKind.OFFER, question.caseId(), anna);

        assertThat(spoken(1).onTheSpot()).isTrue();
    }

    @Test
    void aSecondCallDoesNotComeAtNightEither() {
        OutboundMessage question = ask();
        Spoken call = spoken(1);
        awaitState(question, "SENT");
        phones.end(call, End.NO_ANSWER);
        awaitState(question, "WAITING");
        Instant morning = Instant.now().plus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        directory.setPreferences(
                anna.id(),
                new Preferences(false, false, false, ReturnCallsTo.CALLING_PHONE, Optional.of(night(morning))));

        timeComes();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(due(question)).isCloseTo(morning, within(2, ChronoUnit.SECONDS)));
        assertThat(phones.spoken).hasSize(1);
    }

    private void callsBefore(OutboundMessage about, int calls, boolean ended, Instant at) {
        for (int call = 1; call <= calls; call++) {
            jdbc.sql("""
                            insert into voice_call (id, message_id, attempt, case_id, person_id, node, state, started_at, ended_at, another)
                            values (?, ?, ?, ?, ?, 'elsewhere', 'ENDED', ?, ?, true)
                            """)
                    .params(
                            UUID.randomUUID(),
                            about.id(),
                            100 + call,
                            about.caseId(),
                            about.personId(),
                            Timestamp.from(at),
                            ended ? Timestamp.from(at) : null)
                    .update();
        }
    }

    /** Whoever the others are, and however many: their failed calls do not have Bob's phone ring all day. */
    @Test
    void aPersonIsCalledSixTimesADayAtMost() {
        phones.callerIsOnTheLine = true;
        OutboundMessage offer = offer();
        phones.end(spoken(1), End.FAILED);
        UUID caseId = offer.caseId();
        callsBefore(offer, 10, true, Instant.now());
        FarEnds.SWITCH_UP.set(false);
        OutboundMessage earlier = write(MessageKind.QUESTION, caseId, anna);
        callsBefore(earlier, 5, true, Instant.now().minus(Duration.ofHours(23)));
        FarEnds.SWITCH_UP.set(true);
        spoken(2);

        OutboundMessage another = write(MessageKind.QUESTION, caseId, anna);

        awaitState(
                another,
                "FAILED: The person has been called as often as may be within a day (ringback.voice.caps.per-person).");
        assertThat(phones.spoken).hasSize(2);
        jdbc.sql("update voice_call set started_at = started_at - interval '2 hours'")
                .update();
        write(MessageKind.QUESTION, caseId, anna);
        spoken(3);
    }

    @Test
    void whenAllLinesAreTakenMessagesWaitAndCallersAreAskedInWriting() {
        FarEnds.SWITCH_UP.set(false);
        OutboundMessage question = ask();
        callsBefore(question, 3, false, Instant.now().minus(Duration.ofDays(2)));
        FarEnds.SWITCH_UP.set(true);

        // While it is in hand, it is not due.
        await().ignoreExceptionsInstanceOf(EmptyResultDataAccessException.class)
                .untilAsserted(() -> assertThat(due(question))
                        .isCloseTo(Instant.now().plusSeconds(20), within(10, ChronoUnit.SECONDS)));
        assertThat(state(question)).startsWith("WAITING");
        phones.callerIsOnTheLine = true;
        OutboundMessage offer = write(MessageKind.OFFER, question.caseId(), anna);
        await().atMost(Duration.ofSeconds(10)).until(() -> state(offer).startsWith("FAILED: As many voice calls"));
        assertThat(phones.spoken).isEmpty();
        jdbc.sql("update voice_call set ended_at = now()").update();
        timeComes();
        spoken(1);
    }

    @Test
    void nobodyIsCalledWhileTheSwitchIsAway() {
        FarEnds.SWITCH_UP.set(false);
        OutboundMessage question = ask();

        awaitState(question, "WAITING: the switch does not answer");

        assertThat(phones.spoken).isEmpty();
        FarEnds.SWITCH_UP.set(true);
        spoken(1);
    }

    @Test
    void aPhoneThatMayNotBeCalledIsNotCalled() {
        anna = person("Anna", "+449098790001", QuietHours.NEVER);

        OutboundMessage question = ask();

        await().atMost(Duration.ofSeconds(10)).until(() -> state(question).startsWith("FAILED: "));
        assertThat(state(question)).doesNotContain("4490");
        assertThat(phones.spoken).isEmpty();
    }

    // Ringback's own number
    // --------------------------------------------------------------------------------------------------

    private int dial(String caller, Boolean verified) {
        return dial(caller, verified, null);
    }

    /** @param lent the number; null for Ringback's own */
    private int dial(String caller, Boolean verified, String lent) {
        Map<String, String> fields = new HashMap<>();
        if (lent != null) {
            fields.put("lentNumber", lent);
        }
        if (caller != null) {
            fields.put("caller", caller);
        }
        if (verified != null) {
            fields.put("callerVerified", verified.toString());
        }
        return ownNumber.answer(fields, PlayedNumber.call(), 480);
    }

    private int bobDials() {
        return dial(voice(bob).address().uri(), true);
    }

    private static String said(Turn turn) {
        return String.join(" ", turn.prompts()).replaceAll("file:prompts/voice-([a-z-]+)\\.wav", "$1") + " "
                + turn.then();
    }

    @Test
    void bobHearsWhoTriedToReachHimAndHasHerTold() {
        OutboundMessage notice = notification();

        assertThat(bobDials()).isEqualTo(100);

        assertThat(number.diallers)
                .containsExactly(new OwnNumber.Dialler(bob.id(), voice(bob).address()));
        assertThat(said(number.last().opening()))
                .startsWith("greeting file:spoken/")
                .endsWith("menu-inform menu-not-now menu-repeat ASK");
        assertThat(said(number.last().pressed('2'))).isEqualTo("noted-inform HANG_UP");
        await().untilAsserted(() -> assertThat(jdbc.sql("select state, reachable_on from failed_call_case where id = ?")
                        .param(notice.caseId())
                        .query()
                        .singleRow())
                // Just now, or already.
                .hasEntrySatisfying("state", state -> assertThat(state).isIn("INFORMING_CALLER", "ENDED"))
                .containsEntry("reachable_on", voice(bob).id()));
    }

    @Test
    void ofTwoCallsAtOnceForTheSameCaseOneCounts() {
        notification();
        bobDials();
        Script first = number.last();
        first.opening();
        bobDials();
        Script second = number.last();
        second.opening();

        assertThat(said(first.pressed('2'))).isEqualTo("noted-inform HANG_UP");

        assertThat(said(second.pressed('3'))).isEqualTo("no-longer HANG_UP");
    }

    @Test
    void theCaseEndsWhileTheMenuIsHeard() {
        OutboundMessage notice = notification();
        bobDials();
        number.last().opening();
        conversation.choose("elsewhere", notice.id(), Choice.NOT_NOW);

        assertThat(said(number.last().pressed('2'))).isEqualTo("no-longer HANG_UP");
        bobDials();
        assertThat(said(number.last().opening())).contains("nothing-waits HANG_UP");
    }

    @Test
    void whoStandsInForBobHearsForWhomAndIsConnectedWithNobody() {
        Person carol = person("Carol", "+46701740607", QuietHours.NEVER);
        UUID caseId = notification().caseId();
        transaction.executeWithoutResult(
                status -> cases.tellDeputy(cases.lock(caseId).orElseThrow(), carol.id()));
        write(MessageKind.NOTIFICATION, caseId, carol);

        dial(voice(carol).address().uri(), true);

        assertThat(said(number.last().opening()))
                .startsWith("greeting file:spoken/")
                .endsWith("menu-inform menu-not-now menu-repeat ASK")
                .doesNotContain("menu-connect");
        assertThat(said(number.last().pressed('1'))).startsWith("wrong-key");
        assertThat(said(number.last().pressed('2'))).isEqualTo("noted-inform HANG_UP");
        await().untilAsserted(() -> assertThat(jdbc.sql("select reachable_on from failed_call_case where id = ?")
                        .param(caseId)
                        .query(UUID.class)
                        .single())
                .isEqualTo(voice(carol).id()));
    }

    private int annaDials() {
        return dial(voice(anna).address().uri(), true);
    }

    @Test
    void annaHearsThatSheIsAskedAndSaysYes() {
        OutboundMessage question = ask();

        assertThat(annaDials()).isEqualTo(100);

        assertThat(number.diallers)
                .containsExactly(new OwnNumber.Dialler(anna.id(), voice(anna).address()));
        assertThat(said(number.last().opening()))
                .startsWith("greeting file:spoken/")
                .endsWith("menu-question-yes menu-no menu-repeat menu-hang-up ASK");
        assertThat(said(number.last().pressed('1'))).isEqualTo("noted-yes HANG_UP");
        assertThat(caseState(question)).isEqualTo("WAITING_FOR_CALLEE");
    }

    private String caseState(OutboundMessage message) {
        return jdbc.sql("select state from failed_call_case where id = ?")
                .param(message.caseId())
                .query(String.class)
                .single();
    }

    @Test
    void annaHearsHowItStandsAndTakesItBack() {
        OutboundMessage notice = notification();

        annaDials();

        assertThat(said(number.last().opening()))
                .startsWith("greeting file:spoken/")
                .endsWith("menu-withdraw menu-repeat menu-hang-up ASK");
        assertThat(said(number.last().pressed('3'))).isEqualTo("noted-withdraw HANG_UP");
        assertThat(outcome(notice)).isEqualTo("DECLINED: caller withdrew");
        bobDials();
        assertThat(said(number.last().opening())).contains("nothing-waits HANG_UP");
    }

    @Test
    void whatTheCalleeHasSaidMeanwhileStands() {
        OutboundMessage notice = notification();
        annaDials();
        number.last().opening();
        conversation.choose("elsewhere", notice.id(), Choice.NOT_NOW);

        assertThat(said(number.last().pressed('3'))).isEqualTo("no-longer HANG_UP");
        assertThat(outcome(notice)).doesNotContain("withdrew");
    }

    /** She was asked on the telephone that the call says it came from, and nowhere else. */
    @Test
    void ofACallThatMayBeSomebodyElsesNothingIsAskedHere() {
        OutboundMessage question = ask();
        jdbc.sql("update failed_call_case set caller_identity = 'UNVERIFIED' where id = ?")
                .param(question.caseId())
                .update();

        annaDials();

        assertThat(said(number.last().opening())).isEqualTo("greeting nothing-waits HANG_UP");
    }

    /** Who has missed the returned call is its callee, and the other one its caller. */
    @Test
    void whenTheTwoHaveChangedRolesEachHearsWhatIsTheirs() {
        OutboundMessage notice = notification();
        annaDials();
        Script before = number.last();
        before.opening();
        transaction.executeWithoutResult(status -> {
            cases.callReturned(notice.caseId());
            turns.swap(cases.lock(notice.caseId()).orElseThrow());
        });
        write(MessageKind.NOTIFICATION, notice.caseId(), anna);

        assertThat(said(before.pressed('3'))).as("it is not hers any more").isEqualTo("no-longer HANG_UP");
        annaDials();
        assertThat(said(number.last().opening())).endsWith("menu-inform menu-not-now menu-repeat ASK");
        bobDials();
        assertThat(said(number.last().opening())).endsWith("menu-withdraw menu-repeat menu-hang-up ASK");
    }

    private String pressed(Script script, String keys) {
        Turn last = script.opening();
        for (char key : keys.toCharArray()) {
            last = script.pressed(key);
        }
        return said(last);
    }

    /** Where messages name codes. */
    private OwnNumberCalls askingForCodes(DialCodes codes) {
        return new OwnNumberCalls(
                number,
                directory,
                new CalleesCases(messages, options, codes, guesses),
                called,
                phrases,
                keys,
                caps,
                lentNumbers,
                sipAddresses,
                diallers,
                codes,
                adapters,
                voice,
                "en");
    }

    /** No name, as the number may be forged; and no row. */
    @Test
    void whoIsNotVerifiedAndHasTheCodeMayDoWhatTheLinkDoes() {
        OutboundMessage notice = notification();
        DialCodes codes = new DialCodes(sessions, true);
        OwnNumberCalls asking = askingForCodes(codes);
        Map<String, String> bobs = Map.of("caller", voice(bob).address().uri());

        assertThat(asking.answer(bobs, PlayedNumber.call(), 480)).isEqualTo(100);

        assertThat(number.diallers).isEmpty();
        assertThat(pressed(number.last(), codes.of(notice.id())))
                .isEqualTo("notification menu-inform menu-not-now ASK");
        assertThat(said(number.last().pressed('2'))).isEqualTo("noted-inform HANG_UP");
        assertThat(jdbc.sql("select count(*) from voice_call where message_id is null")
                        .query(Long.class)
                        .single())
                .isZero();
        asking.answer(bobs, PlayedNumber.call(), 480);
        assertThat(pressed(number.last(), codes.of(notice.id())))
                .as("it is settled")
                .isEqualTo("nothing-waits HANG_UP");
    }

    /** The code of Bob's message is good with Bob's number only, and guessing ends. */
    @Test
    void aCodeIsNothingWithAnotherNumberAndCannotBeGuessedForLong() {
        OutboundMessage notice = notification();
        DialCodes codes = new DialCodes(sessions, true);
        OwnNumberCalls asking = askingForCodes(codes);
        String code = codes.of(notice.id());
        String wrong = code.equals("000000") ? "000001" : "000000";
        for (Map<String, String> other : List.of(
                Map.<String, String>of(),
                Map.of("caller", voice(anna).address().uri()),
                Map.of("caller", "tel:+46709999999"))) {
            asking.answer(other, PlayedNumber.call(), 480);
            assertThat(pressed(number.last(), code)).isEqualTo("nothing-waits HANG_UP");
        }
        Map<String, String> bobs = Map.of("caller", voice(bob).address().uri());
        for (int guess = 1; guess <= 10; guess++) {
            assertThat(asking.answer(bobs, PlayedNumber.call(), 480)).isEqualTo(100);
            assertThat(pressed(number.last(), wrong)).isEqualTo("nothing-waits HANG_UP");
            number.last().over(End.FINISHED);
        }

        asking.answer(bobs, PlayedNumber.call(), 480);
        assertThat(pressed(number.last(), code)).as("too many guesses").isEqualTo("nothing-waits HANG_UP");
    }

    /** Whoever it may be: no name, no row, and nothing that a key could do. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # who                  verified
            tel:+46701740606,      false
            tel:+46701740606,      -
            -,                     -
            tel:+46701740607,      true
            tel:+46701740605,      false
            tel:+46701740605,      -
            tel:+46709999999,      true
            sip:mallory@x.example, true
            """)
    void everybodyElseHearsOneSentenceThatNamesNobody(String caller, Boolean verified) {
        person("Carol", "+46701740607", QuietHours.NEVER);
        notification();

        assertThat(dial(caller, verified)).isEqualTo(100);

        assertThat(number.diallers).isEmpty();
        assertThat(said(number.last().opening()))
                .endsWith("nothing-waits HANG_UP")
                .doesNotContain("notification");
        assertThat(number.last().pressed('1')).isEqualTo(number.last().opening());
        assertThat(jdbc.sql("select count(*) from voice_call where message_id is null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void strangersTakeNoMoreThanTheirLinesAndGiveThemBack() {
        List<Integer> answers = new ArrayList<>();
        for (int call = 1; call <= 11; call++) {
            answers.add(dial("tel:+4670999000" + call, null));
        }

        assertThat(answers).endsWith(480).filteredOn(status -> status == 100).hasSize(10);
        notification();
        assertThat(bobDials()).as("who is known has lines of their own").isEqualTo(100);
        number.strangers().forEach(script -> script.over(End.FINISHED));
        assertThat(dial(null, null)).isEqualTo(100);
    }

    @Test
    void nobodyIsAnsweredWithoutEnd() {
        for (int call = 1; call <= PER_CALLER; call++) {
            assertThat(dial("tel:+46709990099", true)).isEqualTo(100);
            number.last().over(End.FINISHED);
        }

        assertThat(dial("tel:+46709990099", true)).isEqualTo(480);
    }

    @Test
    void whenAllLinesAreTakenBobIsNotAnswered() {
        OutboundMessage notice = notification();
        callsBefore(notice, 3, false, Instant.now());

        assertThat(bobDials()).isEqualTo(480);

        jdbc.sql("update voice_call set ended_at = now()").update();
    }

    private String lentTo(OutboundMessage notice) {
        return transaction.execute(status -> lentNumbers
                .lend(notice.id(), Instant.now().plus(Duration.ofHours(1)))
                .orElseThrow());
    }

    /** Nobody can be connected here, so there is a menu, of this case alone. */
    @Test
    void theLentNumberIsAboutItsCaseAlone() {
        OutboundMessage notice = notification();
        String lent = lentTo(notice);

        assertThat(dial(voice(bob).address().uri(), true, lent)).isEqualTo(100);

        assertThat(number.diallers).hasSize(1);
        assertThat(said(number.last().opening())).endsWith("menu-inform menu-not-now menu-repeat ASK");
        assertThat(said(number.last().pressed('3'))).isEqualTo("noted-not-now HANG_UP");
        await().until(() -> "ENDED"
                .equals(jdbc.sql("select state from failed_call_case where id = ?")
                        .param(notice.caseId())
                        .query(String.class)
                        .single()));
        number.forget();
        assertThat(dial(voice(bob).address().uri(), true, lent)).isEqualTo(100);
        assertThat(number.diallers).isEmpty();
        assertThat(said(number.last().opening())).isEqualTo("greeting no-longer HANG_UP");
    }

    @Test
    void theLentNumberIsDeadOnceItWasDialled() {
        OutboundMessage notice = notification();
        String lent = lentTo(notice);
        lentNumbers.use(notice.id());

        assertThat(dial(voice(bob).address().uri(), true, lent)).isEqualTo(100);

        assertThat(number.diallers).isEmpty();
        assertThat(said(number.last().opening())).isEqualTo("greeting no-longer HANG_UP");
    }

    /** The number alone proves nothing, and does not say whether it is lent. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # who                  verified
            tel:+46701740606,      false
            tel:+46701740606,      -
            -,                     -
            tel:+46701740605,      true
            tel:+46709999998,      true
            """)
    void aLentNumberIsNothingToAnybodyElse(String caller, Boolean verified) {
        String lent = lentTo(notification());

        for (String one : List.of(lent, "+46101000099")) {
            assertThat(dial(caller, verified, one)).isEqualTo(100);
            assertThat(number.diallers).isEmpty();
            assertThat(said(number.last().opening())).isEqualTo("greeting nothing-waits HANG_UP");
        }
        assertThat(jdbc.sql("select count(*) from lent_number where used_at is not null and number = ?")
                        .param(lent)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private String addressOf(OutboundMessage notice) {
        return sipAddresses.of(notice.id()).orElseThrow().replaceFirst("^sip:(.*)@talk\\.example\\.test$", "$1");
    }

    private int dialAddress(String caller, Boolean verified, String user) {
        Map<String, String> fields = new HashMap<>(Map.of("lentIdentifier", user));
        if (caller != null) {
            fields.put("caller", caller);
        }
        if (verified != null) {
            fields.put("callerVerified", verified.toString());
        }
        return ownNumber.answer(fields, PlayedNumber.call(), 480);
    }

    /** The session identifier as a SIP address: the same as a number that is lent. */
    @Test
    void theAddressIsAboutItsCaseAlone() {
        OutboundMessage notice = notification();
        String user = addressOf(notice);

        assertThat(dialAddress(voice(bob).address().uri(), true, user)).isEqualTo(100);

        assertThat(number.diallers).hasSize(1);
        assertThat(said(number.last().opening())).endsWith("menu-inform menu-not-now menu-repeat ASK");
        assertThat(said(number.last().pressed('3'))).isEqualTo("noted-not-now HANG_UP");
        await().until(() -> "ENDED"
                .equals(jdbc.sql("select state from failed_call_case where id = ?")
                        .param(notice.caseId())
                        .query(String.class)
                        .single()));
        number.forget();
        assertThat(dialAddress(voice(bob).address().uri(), true, user)).isEqualTo(100);
        assertThat(number.diallers).isEmpty();
        assertThat(said(number.last().opening())).isEqualTo("greeting no-longer HANG_UP");
    }

    @Test
    void theAddressIsDeadOnceItWasDialledAndTheNumberIsNot() {
        OutboundMessage notice = notification();
        String lent = lentTo(notice);
        String user = addressOf(notice);
        assertThat(sipAddresses.use(notice.id())).isTrue();
        assertThat(sipAddresses.use(notice.id())).isFalse();

        assertThat(dialAddress(voice(bob).address().uri(), true, user)).isEqualTo(100);
        assertThat(number.diallers).isEmpty();
        assertThat(said(number.last().opening())).isEqualTo("greeting no-longer HANG_UP");
        assertThat(sipAddresses.of(notice.id())).isEmpty();

        assertThat(dial(voice(bob).address().uri(), true, lent)).isEqualTo(100);
        assertThat(number.diallers).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # who                  verified
            tel:+46701740606,      false
            tel:+46701740606,      -
            -,                     -
            tel:+46701740605,      true
            tel:+46709999998,      true
            """)
    void anAddressIsNothingToAnybodyElse(String caller, Boolean verified) {
        OutboundMessage notice = notification();

        for (String one : List.of(addressOf(notice), "AAAAAAAAAAAAAAAAAAAAAA", "x", "\u0000'")) {
            assertThat(dialAddress(caller, verified, one)).isEqualTo(100);
            assertThat(number.diallers).isEmpty();
            assertThat(said(number.last().opening())).isEqualTo("greeting nothing-waits HANG_UP");
        }
        assertThat(sipAddresses.of(notice.id())).as("not used up").isPresent();
    }

    private OutboundMessage letterTo(Person reader, Grant... grants) {
        OutboundMessage letter = new OutboundMessage(
                UUID.randomUUID(),
                callFails(),
                MessageKind.NOTIFICATION,
                Medium.EMAIL,
                reader.id(),
                reader.devices().get(0).id());
        transaction.executeWithoutResult(status -> outbox.write(letter, List.of(grants)));
        return letter;
    }

    private String lettersBytes(OutboundMessage letter) throws Exception {
        Composer mail = composers.stream()
                .filter(composer -> composer.medium() == Medium.EMAIL)
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ((MimeMessage) mail.compose(letter).body()).writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** So a telephone shows who it is, and nobody's address stands there (claim 17). */
    @Test
    void aLetterBringsTheNumberAndTheAddressUnderTheCallersName() throws Exception {
        directory.setPreferences(anna.id(), new Preferences(true, false, false));
        OutboundMessage letter =
                letterTo(bob, new Grant(Purpose.CONTACT, Instant.now().plus(Duration.ofHours(1))));

        String lent = lentNumbers.of(letter.id()).orElseThrow();
        String bytes = lettersBytes(letter);
        assertThat(bytes.replace("=\r\n", ""))
                .contains(
                        "BEGIN:VCARD\r\n",
                        "\r\nFN:Anna\\, by Ringback\r\n",
                        "\r\nTEL;VALUE=3Duri:tel:" + lent + "\r\n",
                        "\r\nTEL;VALUE=3Duri:" + sipAddresses.of(letter.id()).orElseThrow() + "\r\n")
                .doesNotContain("46701740605", "anna@");

        lentNumbers.use(letter.id());
        sipAddresses.use(letter.id());
        assertThat(lettersBytes(letter)).as("nothing left to dial").doesNotContain("VCARD");
    }

    @Test
    void whatAsksNothingLendsNothing() throws Exception {
        directory.setPreferences(anna.id(), new Preferences(true, false, false));
        OutboundMessage letter = letterTo(bob);

        assertThat(lentNumbers.of(letter.id())).isEmpty();
        assertThat(lettersBytes(letter)).doesNotContain("VCARD");
    }

    // The map
    // -------------------------------------------------------------------------------------------------------------

    @Test
    void theMapSaysAllThatIsToBeSpoken() {
        OutboundMessage question = ask();

        assertThat(body(question))
                .containsOnly(
                        entry("to", "tel:+46701740605"),
                        entry("kind", "QUESTION"),
                        entry("language", "en"),
                        entry("personId", anna.id().toString()),
                        entry("caseId", question.caseId().toString()),
                        entry("name", "Bob"),
                        entry("cause", "BUSY"),
                        entry("medium", "VOICE"),
                        entry("attempts", "1"),
                        entry("conference", "false"),
                        entry(
                                "session",
                                sessions.derive(question.id(), Purpose.ANSWER).token()));
        assertThat(SpokenMessage.of(body(question), question.id().toString()).facts())
                .isEqualTo(new SpokenFacts("Bob", Cause.BUSY, Medium.VOICE, 1, Optional.empty(), false, false, false));
    }

    @Test
    void theCalleeHearsTheCallersNameAndNothingElseOfThem() {
        OutboundMessage notice = notification();

        Map<String, String> body = body(notice);

        assertThat(body)
                .contains(entry("name", "Anna"), entry("kind", "NOTIFICATION"), entry("to", "tel:+46701740606"));
        assertThat(body.toString()).doesNotContain("46701740605", anna.id().toString());
    }

    @Test
    void anOfferHasNoSessionSinceOnlyTheCallOnTheLineCanAnswerIt() {
        phones.callerIsOnTheLine = true;

        assertThat(body(offer())).contains(entry("kind", "OFFER")).doesNotContainKey("session");
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> body(OutboundMessage message) {
        Composer.Parcel parcel = composer.compose(message);
        return (Map<String, String>) parcel.body();
    }
}
