package io.ringback.engine;

import static io.ringback.delivery.MessageKind.ASK_BACK;
import static io.ringback.delivery.MessageKind.CLOSING;
import static io.ringback.delivery.MessageKind.HELP;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static io.ringback.delivery.MessageKind.STARTED;
import static io.ringback.delivery.MessageKind.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.CaseRows;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.texting.GsmAlphabet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What people write back to short messages, and what becomes of these. */
class ShortMessagesTest extends ProcessTestBase {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Autowired
    private ProducerTemplate producer;

    private Person carl;

    @BeforeEach
    void peopleWithMobiles() throws Exception {
        camel.getRouteController().startRoute("sms");
        anna = texted("Anna", "+46701740605");
        bob = texted("Bob", "+46701740606");
        carl = texted("Carl", "+46701740607");
    }

    private Person texted(String name, String number) {
        Person person = new Person(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(
                        new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + number), "Mobile"),
                        new Device(UUID.randomUUID(), Medium.SMS, new Address("tel:" + number), "Mobile")));
        directory.save(person);
        return person;
    }

    @Test
    void questionAnswerNoticeReplyAndInformationInWords() {
        UUID caseId = callFails(Cause.BUSY);
        OutboundMessage question = messageSent(QUESTION, 1);
        assertThat(text(question))
                .startsWith("You called Bob at ")
                .contains("Shall we tell Bob? Reply YES, NO, ALWAYS or open http://localhost/q/");
        writes(anna, "Yes please", question);

        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        assertThat(text(notice)).startsWith("Anna called you at ").contains("http://localhost/c/");
        assertThat(GsmAlphabet.segments(text(notice))).isEqualTo(1);
        assertThat(body(notice)).containsEntry("to", "tel:+46701740606").doesNotContainKey("replaces");
        assertThat(body(notice).toString()).doesNotContain("740605");
        writes(bob, "OK", notice);

        assertThat(text(messageSent(INFORMATION, 1))).startsWith("Bob can be reached now");
        awaitOutcome(caseId, "INFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "jag ringer strax",
                "да, конечно",
                "わかりました",
                "نعم",
                "Yes, call me at 5",
                "1",
                "Ring me",
                "Jep, gerne"
            })
    void toANoticeWhateverSaysYesIsTheContactMeansUsed(String text) {
        UUID caseId = notified();
        writes(bob, text, messageSent(NOTIFICATION, 1));
        awaitOutcome(caseId, "INFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No thanks",
                "No sorry",
                "No im busy",
                "Not now",
                "Inte nu",
                "Jetzt nicht",
                "> Anna called you at 12:05. Reply OK\nNo"
            })
    void noIsNoAlsoToANotice(String text) {
        UUID caseId = notified();
        writes(bob, text, messageSent(NOTIFICATION, 1));
        awaitOutcome(caseId, "DECLINED: callee declined");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "later",
                "Who is this?",
                "Wrong number",
                "OK, don\u02bct bother her",
                "Yes and no",
                "?OTRv23?\nbob@chat.example has requested an Off-the-Record private conversation.",
                "Laughed at “Anna called you at 12:05. Reply OK or open https://rb.example/c/x”",
                "I am driving. I will get back to you. (Sent automatically)"
            })
    void whatIsNotCertainIsAskedBackOnceWithTheChoices(String text) {
        UUID caseId = notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        writes(bob, text, notice);
        OutboundMessage asked = messageSent(ASK_BACK, 1);
        assertThat(text(asked))
                .isEqualTo(
                        "We did not understand. Shall we let Anna know that you can be reached now? Reply OK or NO, or"
                                + " STOP for no more.");
        assertThat(body(asked)).containsEntry("from", sender(notice));
        writes(bob, text, notice);
        assertThat(waitingToLeave()).isZero();
        assertThat(sent(ASK_BACK)).isEqualTo(1);
        assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");
        writes(bob, "ok", notice);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void whoSaysThatTheyTalkedAlreadyEndsTheCaseAsReached() {
        UUID asked = callFails(Cause.BUSY);
        writes(anna, "Okay, he just called me back", messageSent(QUESTION, 1));
        awaitOutcome(asked, "REACHED_MEANWHILE");

        UUID noticed = notified();
        writes(bob, "Vi har redan pratat", messageSent(NOTIFICATION, 1));
        awaitOutcome(noticed, "REACHED_MEANWHILE");
    }

    @Test
    void toAQuestionOnlyAWordThatIsUnderstoodIsAnAnswer() {
        callFails(Cause.BUSY);
        OutboundMessage question = messageSent(QUESTION, 1);
        writes(anna, "who is this", question);
        OutboundMessage asked = messageSent(ASK_BACK, 1);
        assertThat(text(asked)).contains("Shall we tell Bob that you tried to reach them? Reply YES or NO.");
        assertThat(body(asked)).containsEntry("from", body(question).get("from"));
        assertThat(sent(NOTIFICATION)).isZero();
        writes(anna, "yes", question);
        messageSent(NOTIFICATION, 1);
    }

    @Test
    void aReplyCountsOnceHoweverOftenItComes() {
        UUID caseId = notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        writes("the same", bob, "ok", sender(notice), null);
        writes("the same", bob, "ok", sender(notice), null);
        awaitOutcome(caseId, "INFORMED");
        assertThat(sent(CLOSING)).isZero();
    }

    @Test
    void twoNoticesToOnePersonComeFromTwoSenders() {
        UUID fromAnna = notified();
        UUID fromCarl = notifiedBy(carl);
        OutboundMessage annas = messageSent(NOTIFICATION, 1);
        OutboundMessage carls = messageSent(NOTIFICATION, 2);
        assertThat(List.of(sender(annas), sender(carls))).containsExactlyInAnyOrderElementsOf(SENDERS);
        writes(bob, "ok", carls);
        awaitOutcome(fromCarl, "INFORMED");
        assertThat(outcome(fromAnna)).isEqualTo("WAITING_FOR_CALLEE");
    }

    @Test
    void whenAllSendersAreTakenACodeTellsTheNoticesApart() {
        UUID fromAnna = notified();
        notifiedBy(carl);
        UUID fromDora = notifiedBy(texted("Dora", "+46701740608"));
        OutboundMessage annas = messageSent(NOTIFICATION, 1);
        OutboundMessage doras = messageSent(NOTIFICATION, 3);
        assertThat(sender(doras)).isEqualTo(sender(annas));
        assertThat(text(annas)).contains("eply OK");
        assertThat(text(doras)).contains("eply 2");

        writes(bob, "ok", doras);
        assertThat(text(messageSent(ASK_BACK, 1))).isEqualTo("Whom do you mean? Reply 1 for Anna, 2 for Dora.");
        assertThat(outcome(fromAnna)).isEqualTo("WAITING_FOR_CALLEE");
        writes(bob, "3", doras);
        messageSent(ASK_BACK, 2);
        writes(bob, "2", doras);
        awaitOutcome(fromDora, "INFORMED");
        writes(bob, "gladly", annas);
        awaitOutcome(fromAnna, "INFORMED");
    }

    @Test
    void aSenderRestsAfterItsCase() {
        UUID first = notified();
        OutboundMessage before = messageSent(NOTIFICATION, 1);
        writes(bob, "ok", before);
        awaitOutcome(first, "INFORMED");
        notifiedBy(carl);
        assertThat(sender(messageSent(NOTIFICATION, 2))).isNotEqualTo(sender(before));
    }

    @Test
    void aReplyThatNamesItsMessageNeedsNoCode() {
        parts = 1;
        notified();
        notifiedBy(carl);
        Person dora = texted("Dora", "+46701740608");
        UUID fromDora = notifiedBy(dora);
        OutboundMessage doras = messageSent(NOTIFICATION, 3);
        await().atMost(PATIENCE).until(() -> state(doras).equals("SENT"));
        writes(UUID.randomUUID().toString(), bob, "ok", sender(doras), doras.id() + "/0");
        reported(messageSent(INFORMATION, 1), 0, dora, null);
        awaitOutcome(fromDora, "INFORMED");
    }

    @Test
    void nobodyElseCanReply() {
        UUID caseId = notified();
        writes(carl, "ok", messageSent(NOTIFICATION, 1));
        assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");
        assertThat(SENT).noneMatch(message -> message.personId().equals(carl.id()));
    }

    @Test
    void aReplyAfterTheEndIsAnsweredOnce() {
        UUID caseId = notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        callAnswered();
        awaitOutcome(caseId, "REACHED_MEANWHILE");
        writes(bob, "ok", notice);
        assertThat(text(messageSent(CLOSING, 1))).contains("already over");
        assertThat(body(messageSent(CLOSING, 1))).containsEntry("from", sender(notice));
        writes(bob, "ok", notice);
        assertThat(waitingToLeave()).isZero();
        assertThat(sent(CLOSING)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop.",
                "StopAll",
                "UNSUBSCRIBE",
                "cancel",
                "End",
                "QUIT",
                "optout",
                "Avsluta",
                "Stopp!",
                "Please stop sending me these messages",
                "stop texting me",
                "REMOVE",
                "Arrêt",
                "sluta",
                "*Leave me alone*",
                "> Anna called you at 12:05. Reply OK\nStop it now!"
            })
    void stopEndsWhatWaitsAndIsConfirmedOnce(String word) {
        UUID caseId = notified();
        UUID other = notifiedBy(carl);
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        writes(bob, word, notice);
        awaitOutcome(caseId, "DECLINED: callee declined");
        awaitOutcome(other, "DECLINED: callee declined");
        assertThat(text(messageSent(STOPPED, 1))).contains("no more messages").contains("START");
        writes(bob, word, notice);
        assertThat(waitingToLeave()).isZero();
        assertThat(sent(STOPPED)).isEqualTo(1);

        awaitOutcome(callFails(Cause.BUSY), "DECLINED: callee wants no messages");
    }

    @Test
    void stopWinsOverAlwaysAndLeavesOtherMediaAsTheyAre() {
        preferring(bob, new Preferences(false, true, false));
        callFails(Cause.BUSY);
        writes(bob, "stop", messageSent(NOTIFICATION, 1));
        messageSent(STOPPED, 1);
        awaitOutcome(callFails(Cause.BUSY), "DECLINED: callee wants no messages");
        directory.save(new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                bob.timeZone(),
                directory.find(bob.id()).orElseThrow().preferences(),
                List.of(
                        bob.devices().get(0),
                        new Device(UUID.randomUUID(), Medium.EMAIL, new Address("mailto:bob@example.test"), "Mail"))));
        callFails(Cause.BUSY);
        assertThat(messageSent(NOTIFICATION, 2).medium()).isEqualTo(Medium.EMAIL);
        assertThat(directory.find(bob.id()).orElseThrow().preferences().never()).isFalse();
    }

    @Test
    void unsubscribingOnAPageDeclinesWhateverWaits() {
        UUID caseId = notified();
        UUID other = notifiedBy(carl);
        SessionIdentifier unsubscribe = received(NOTIFICATION, 1, Purpose.UNSUBSCRIBE);
        assertThat(conversation.unsubscribe(unsubscribe)).isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "DECLINED: callee declined");
        awaitOutcome(other, "DECLINED: callee declined");
        assertThat(conversation.unsubscribe(unsubscribe)).isEqualTo(Receipt.ACCEPTED);
    }

    @Test
    void startLetsMessagesComeAgain() {
        notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        writes(bob, "STOP", notice);
        messageSent(STOPPED, 1);
        writes(bob, "START", notice);
        assertThat(text(messageSent(STARTED, 1))).contains("again");
        notified();
        messageSent(NOTIFICATION, 2);
    }

    @Test
    void startDoesNotUndoWhatWasSettledElsewhere() {
        notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        preferring(bob, new Preferences(false, false, true));
        writes(bob, "START", notice);
        assertThat(directory.find(bob.id()).orElseThrow().preferences().never()).isTrue();
    }

    @Test
    void helpIsAnsweredButNotForEver() {
        notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        for (int i = 0; i < 10; i++) {
            writes(bob, "HELP", notice);
        }
        assertThat(text(messageSent(HELP, 3))).contains("STOP").contains("http://localhost");
        assertThat(waitingToLeave()).isZero();
        assertThat(sent(HELP)).isEqualTo(3);
    }

    @Test
    void helpIsAnsweredAfterStopAndNothingElse() {
        notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        writes(bob, "STOP", notice);
        messageSent(STOPPED, 1);
        writes(bob, "HELP", notice);
        messageSent(HELP, 1);
    }

    @Test
    void strangersAreNotAnswered() {
        for (String word : List.of("HELP", "START", "hello", "2", "")) {
            writes(UUID.randomUUID().toString(), carl, word, SENDERS.get(0), null);
        }
        writes(UUID.randomUUID().toString(), carl, "STOP", SENDERS.get(0), null);
        assertThat(waitingToLeave()).isZero();
        assertThat(SENT).isEmpty();
        assertThat(jdbc.sql("select medium || ' ' || encode(address_hash, 'hex') from opt_out")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("SMS " + hex("tel:+46701740607")));
        assertThat(directory.find(carl.id()).orElseThrow().preferences().never())
                .isFalse();
    }

    @Test
    void aNoticeThatDidNotArriveGoesByTheNextMedium() {
        parts = 1;
        withMail(bob);
        UUID caseId = notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        assertThat(notice.medium()).isEqualTo(Medium.SMS);
        reported(notice, 0, bob, "SMPP receipt EXPIRED");
        assertThat(messageSent(NOTIFICATION, 2).medium()).isEqualTo(Medium.EMAIL);
        reported(notice, 0, bob, null);
        assertThat(waitingToLeave()).isZero();
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
        assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");
    }

    @Test
    void aServerThatSlowsUsDownIsWaitedForHoweverLong() {
        refusal = new NotDelivered(new Failure.Slowed("SMPP 0x58 ESME_RTHROTTLED", Duration.ofMillis(100)));
        UUID caseId = callFails(Cause.BUSY);
        // Longer than what else is tried again is.
        await().pollDelay(Duration.ofSeconds(3)).until(() -> SENT.isEmpty());
        assertThat(outcome(caseId)).isEqualTo("ASKING_CALLER");
        refusal = null;
        messageSent(QUESTION, 1);
        assertThat(jdbc.sql("select attempts from outbound_message")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatAnAdapterKnowsToBeFinalGoesByTheNextMediumAtOnce() {
        withMail(anna);
        refusal = new NotDelivered(new Failure.Refused("SMPP 0x0B ESME_RINVDSTADR"));
        refused = message -> message.medium() == Medium.SMS;
        UUID caseId = callFails(Cause.BUSY);
        assertThat(messageSent(QUESTION, 1).medium()).isEqualTo(Medium.EMAIL);
        assertThat(jdbc.sql("select detail from journal where case_id = ? and result = 'FAILED'")
                        .param(caseId)
                        .query(String.class)
                        .single())
                .contains("ESME_RINVDSTADR");
    }

    @Test
    void aTopicIsPushedALinkAndAButtonAndNobodysNumber() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send-instant-message").routeId("push").to("mock:push");
            }
        });
        MockEndpoint push = camel.getEndpoint("mock:push", MockEndpoint.class);
        try {
            directory.save(new Person(
                    bob.id(),
                    bob.name(),
                    bob.language(),
                    bob.timeZone(),
                    bob.preferences(),
                    List.of(
                            bob.devices().get(0),
                            new Device(
                                    UUID.randomUUID(),
                                    Medium.INSTANT_MESSAGE,
                                    new Address("ntfy:Bob-Zx81_q"),
                                    "Tablet"))));
            callFails(Cause.BUSY);
            writes(anna, "yes", messageSent(QUESTION, 1));

            await().atMost(PATIENCE).until(() -> !push.getExchanges().isEmpty());
            @SuppressWarnings("unchecked")
            Map<String, String> body = push.getExchanges().get(0).getMessage().getBody(Map.class);
            assertThat(body)
                    .containsEntry("to", "ntfy:Bob-Zx81_q")
                    .containsEntry("linkLabel", "Answer")
                    .doesNotContainKey("answers");
            assertThat(body.get("link")).startsWith("http://localhost/c/");
            assertThat(body.get("choices").lines())
                    .containsExactly(body.get("link") + " Answer", body.get("link") + "?choice=not_now No");
            assertThat(body.get("text")).contains(body.get("link")).doesNotContain("Reply");
            assertThat(body.toString()).doesNotContain("740605");
        } finally {
            camel.getRouteController().stopRoute("push");
            camel.removeRoute("push");
        }
    }

    @Test
    void aMediumWithoutASenderSaysWhichSettingIsMissing() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send-instant-message").routeId("chat").to("mock:chat");
            }
        });
        try {
            withMail(anna);
            Person first = directory.find(anna.id()).orElseThrow();
            List<Device> devices = new ArrayList<>(first.devices());
            devices.set(
                    1,
                    new Device(
                            UUID.randomUUID(), Medium.INSTANT_MESSAGE, new Address("xmpp:anna@example.test"), "Chat"));
            directory.save(new Person(
                    first.id(), first.name(), first.language(), first.timeZone(), first.preferences(), devices));
            UUID caseId = callFails(Cause.BUSY);
            assertThat(messageSent(QUESTION, 1).medium()).isEqualTo(Medium.EMAIL);
            assertThat(jdbc.sql("select detail from journal where case_id = ? and result = 'FAILED'")
                            .param(caseId)
                            .query(String.class)
                            .single())
                    .contains("ringback.instant-messages.senders")
                    .contains("xmpp:")
                    .doesNotContain("anna");
        } finally {
            camel.getRouteController().stopRoute("chat");
            camel.removeRoute("chat");
        }
    }

    @Test
    void whoseAnswerWasLostIsSentAgainAsAReplacement() {
        refusal = new NotDelivered(new Failure.AnswerLost("no answer"));
        callFails(Cause.BUSY);
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from journal where result = 'ANSWER_LOST'")
                                .query(Long.class)
                                .single()
                        > 0);
        refusal = null;
        assertThat(body(messageSent(QUESTION, 1))).containsEntry("replaces", "true");
    }

    @Test
    void reportsOnOthersMessagesChangeNothing() {
        parts = 1;
        withMail(bob);
        notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        reported(notice, 0, carl, "SMPP receipt UNDELIV");
        assertThat(waitingToLeave()).isZero();
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
    }

    @Test
    void aReportThatIsQuickerThanTheAnswerIsKept() {
        parts = 1;
        withMail(bob);
        callFails(Cause.BUSY);
        OutboundMessage question = messageSent(QUESTION, 1);
        hold = true;
        writes(anna, "yes", question);
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        reported(notice, 0, bob, "SMPP receipt REJECTD");
        hold = false;
        assertThat(messageSent(NOTIFICATION, 2).medium()).isEqualTo(Medium.EMAIL);
    }

    @Test
    void informationIsDeliveredWhenAllItsPartsAre() {
        parts = 2;
        UUID caseId = notified();
        writes(bob, "ok", messageSent(NOTIFICATION, 1));
        OutboundMessage information = messageSent(INFORMATION, 1);
        await().atMost(PATIENCE).until(() -> state(information).equals("SENT"));
        reported(information, 0, anna, null);
        reported(information, 0, anna, null);
        assertThat(outcome(caseId)).isEqualTo("INFORMING_CALLER");
        reported(information, 1, anna, null);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void aTextThatStillWaitsIsReplacedWhenTheCallerCallsAgain() {
        parts = 1;
        notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        await().atMost(PATIENCE).until(() -> state(notice).equals("SENT"));
        callFails(Cause.BUSY);
        OutboundMessage again = messageSent(NOTIFICATION, 2);
        assertThat(again.id()).isEqualTo(notice.id());
        assertThat(body(again)).containsEntry("replaces", "true").containsEntry("from", sender(notice));
        assertThat(text(again)).startsWith("Anna called you 2 times");
    }

    @Test
    void aTextThatHasArrivedIsNotSentAnew() {
        parts = 1;
        UUID caseId = notified();
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        await().atMost(PATIENCE).until(() -> state(notice).equals("SENT"));
        reported(notice, 0, bob, null);
        callFails(Cause.BUSY);
        assertThat(waitingToLeave()).isZero();
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
        assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");
    }

    private UUID notified() {
        return notifiedBy(anna);
    }

    private UUID notifiedBy(Person caller) {
        long before = sent(NOTIFICATION);
        preferring(caller, new Preferences(true, false, false));
        String id = UUID.randomUUID().toString();
        calls.failed(
                new FailedCall(id, address(caller), address(bob), Medium.VOICE, Cause.BUSY, Instant.now(), "test"));
        await().atMost(PATIENCE).until(() -> sent(NOTIFICATION) == before + 1);
        return messageSent(NOTIFICATION, (int) before + 1).caseId();
    }

    private void withMail(Person person) {
        directory.save(new Person(
                person.id(),
                person.name(),
                person.language(),
                person.timeZone(),
                person.preferences(),
                List.of(
                        person.devices().get(0),
                        person.devices().get(1),
                        new Device(UUID.randomUUID(), Medium.EMAIL, new Address("mailto:more@example.test"), "Mail"))));
    }

    private void writes(Person person, String text, OutboundMessage inAnswerTo) {
        writes(UUID.randomUUID().toString(), person, text, sender(inAnswerTo), null);
    }

    private void writes(String id, Person person, String text, String sender, String inReplyTo) {
        Map<String, String> body = new HashMap<>(Map.of(
                "id", id, "medium", "SMS", "from", address(person).uri(), "to", sender.substring(1), "text", text));
        if (inReplyTo != null) {
            body.put("inReplyTo", inReplyTo);
        }
        producer.sendBody("direct:reply-received", body);
    }

    private void reported(OutboundMessage message, int part, Person person, String problem) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "medium",
                "SMS",
                "providerId",
                message.id() + "/" + part,
                "recipient",
                address(person).uri(),
                "delivered",
                problem == null));
        if (problem != null) {
            body.put("problem", problem);
        }
        producer.sendBody("direct:delivery-report", body);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> body(OutboundMessage message) {
        return (Map<String, String>) BODIES.get(message.id());
    }

    private static String text(OutboundMessage message) {
        return body(message).get("text");
    }

    private static String sender(OutboundMessage message) {
        return body(message).get("from");
    }

    private String state(OutboundMessage message) {
        return jdbc.sql("select state from outbound_message where id = ?")
                .param(message.id())
                .query(String.class)
                .single();
    }

    /** How many messages are on their way once those that are due have left. */
    private long waitingToLeave() {
        await().atMost(PATIENCE).until(() -> new CaseRows(jdbc).deliveries() == 0);
        return jdbc.sql("select count(*) from outbound_message where state = 'WAITING'")
                .query(Long.class)
                .single();
    }
}
