package io.ringback.engine;

import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.CaseRows;
import io.ringback.DatabaseSearch;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.MessageReports;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.engine.StoriesToErase.Two;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.failedcall.SentMails;
import io.ringback.privacy.Erasure;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Fifty stories, running and ended, of all media. Then one of the two is erased, Anna in half of them and Bob in the others, and
 * stands nowhere any more: in no column of no table, the engine's included, and in nothing that was logged.
 */
@ExtendWith(OutputCaptureExtension.class)
class ErasedStoriesTest extends ProcessTestBase {

    @Autowired
    Connections connections;

    @Autowired
    private MessageReports reports;

    @Autowired
    private SentMails sentMails;

    @Autowired
    private Erasure erasure;

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private TaskService tasks;

    @Autowired
    private SealedAddresses addresses;

    @Autowired
    private List<SealedColumn.Owner> owners;

    @LocalServerPort
    private int port;

    @BeforeEach
    void allMediaAreThere() throws Exception {
        for (String route : List.of("switch", "sms", "voice", "texts-to-phones")) {
            camel.getRouteController().startRoute(route);
        }
    }

    private List<Two> play(int from) {
        List<Two> played = new ArrayList<>();
        int number = from;
        for (StoriesToErase story : StoriesToErase.values()) {
            Two two = new Two(person("Anna", number, story), person("Bob", number + 1, story), number);
            played.add(two);
            try {
                story.play(this, two);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("The story " + story + " cannot be played", e);
            }
            number += 2;
        }
        return played;
    }

    private Person person(String first, int number, StoriesToErase story) {
        String name = StoriesToErase.localPart(first, number);
        Person person = new Person(
                UUID.randomUUID(),
                first + " Surname" + number + "x",
                Locale.ENGLISH,
                ZoneId.of("Etc/UTC"),
                story.preferences(),
                story.devices(name, "+46701" + number));
        directory.save(person);
        return person;
    }

    /** What a person may be found by, however it is spelled: no plus and no scheme, for they may be escaped. */
    private static List<String> wordsOf(Person person) {
        return Stream.concat(
                        Stream.of(person.name(), person.name().split(" ")[1]),
                        person.devices().stream().flatMap(device -> {
                            String value = device.address().value();
                            String local = value.replaceFirst("@.*", "").replaceFirst("^\\+", "");
                            return Stream.of(local, value.replace("@", "%40"));
                        }))
                .distinct()
                .toList();
    }

    private static List<String> markers(Person person) {
        return List.of(
                person.name().split(" ")[1],
                ProcessTestBase.address(person).value().substring(1));
    }

    @Test
    void whoIsErasedStandsNowhere(CapturedOutput log) throws Exception {
        List<Two> withoutAnna = play(800100);
        List<Two> withoutBob = play(800200);
        List<Person> erased = Stream.concat(
                        withoutAnna.stream().map(Two::anna), withoutBob.stream().map(Two::bob))
                .toList();
        List<Person> others = Stream.concat(
                        withoutAnna.stream().map(Two::bob), withoutBob.stream().map(Two::anna))
                .toList();
        assertThat(erased).hasSize(50);
        List<UUID> running = openCases();
        assertThat(running).hasSizeGreaterThan(20);
        SessionIdentifier question = sessions.derive(
                sentIn(caseOf(withoutAnna.get(StoriesToErase.ASKED.ordinal())), QUESTION)
                        .id(),
                Purpose.ANSWER);
        assertThat(page(question)).contains("Shall we tell");
        DatabaseSearch before = search();
        assertThat(before.tables()).isGreaterThan(60);
        for (Person person : Stream.concat(erased.stream(), others.stream()).toList()) {
            markers(person)
                    .forEach(word ->
                            assertThat(before.find(List.of(word))).as(word).isNotEmpty());
        }
        assertThat(before
                        .find(erased.stream()
                                .flatMap(person -> wordsOf(person).stream())
                                .toList())
                        .stream()
                        .map(found -> found.replaceFirst(":.*", "")))
                .as("where traces were")
                .contains(
                        "public.person",
                        "public.device",
                        "public.failed_call_case",
                        "public.connection",
                        "public.voice_call",
                        "public.inbound_event",
                        "public.sent_mail",
                        "public.sms_segment",
                        "public.act_hi_comment");

        for (Person person : erased) {
            assertThat(erasure.person(person.id(), same -> true)).isInstanceOf(Erasure.Result.Done.class);
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> new CaseRows(jdbc).inHand() == 0);
        DatabaseSearch after = search();
        assertThat(after.find(erased.stream()
                        .flatMap(person -> wordsOf(person).stream())
                        .toList()))
                .isEmpty();
        assertThat(after
                        .find(erased.stream()
                                .flatMap(person -> hashesOf(person).stream())
                                .toList())
                        .stream()
                        .map(found -> found.replaceFirst(":.*", "")))
                .as("where their hashes are")
                .isSubsetOf("public.opt_out", "public.block_of_erased", "public.inbound_event");
        assertThat(log.getAll().toLowerCase(Locale.ROOT))
                .doesNotContain(Stream.concat(erased.stream(), others.stream())
                        .flatMap(person -> wordsOf(person).stream())
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
        for (Person person : others) {
            assertThat(directory.find(person.id())).isPresent();
        }
        assertThat(openCases()).isEmpty();
        running.forEach(caseId -> assertThat(outcome(caseId)).isEqualTo("CANCELLED: erased"));
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
        assertThat(jdbc.sql("select count(*) from outbound_message where state = 'WAITING'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(page(question)).contains("This link is no longer in use");
    }

    @Test
    void theOtherOfTheTwoCanStillEndAllMessages() {
        Two two = new Two(
                person("Anna", 800400, StoriesToErase.NOTIFIED), person("Bob", 800401, StoriesToErase.NOTIFIED), 0);
        UUID caseId = notified(two);
        SessionIdentifier unsubscribing =
                sessions.derive(sentIn(caseId, NOTIFICATION).id(), Purpose.UNSUBSCRIBE);

        erasure.person(two.anna().id(), same -> true);

        assertThat(conversation.unsubscribable(unsubscribing)).isPresent();
        assertThat(conversation.unsubscribe(unsubscribing)).isEqualTo(Receipt.ACCEPTED);
        assertThat(directory.find(two.bob().id()).orElseThrow().preferences().never())
                .isTrue();
    }

    @Test
    void aStrangerIsErasedByAddressAndAPersonIsNot() {
        Two two = new Two(person("Anna", 800500, StoriesToErase.ASKED), person("Bob", 800501, StoriesToErase.ASKED), 0);
        Address stranger = new Address("sip:+46701800599@switch.example");
        calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                stranger,
                address(two.bob()),
                Medium.VOICE,
                Cause.BUSY,
                Instant.now(),
                "test"));
        reports.reported(
                "report:" + UUID.randomUUID(), Medium.SMS, "x", new Address("tel:+46701800599"), Optional.empty());
        assertThat(search().find(List.of("46701800599"))).hasSize(1);

        assertThat(erasure.address(address(two.bob())))
                .isEqualTo(new Erasure.Result.OfPerson(two.bob().id()));
        assertThat(erasure.address(new Address("tel:+46701800599"))).isEqualTo(new Erasure.Result.Done(0, 1));

        assertThat(search().find(List.of("46701800599"))).isEmpty();
        assertThat(directory.find(two.bob().id())).isPresent();
    }

    @Test
    void aSecondTimeOfTheSameEventIsKnownAlthoughWhatItSaidIsKeptNoMore() {
        String id = UUID.randomUUID().toString();
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        FailedCall call = new FailedCall(id, address(anna), address(bob), Medium.VOICE, Cause.BUSY, at, "test");
        Accepted first = calls.failed(call);
        erasure.person(anna.id(), same -> true);

        assertThat(calls.failed(call)).isEqualTo(new Accepted.Repeated(((Accepted.New) first).caseId()));
        assertThat(calls.failed(new FailedCall(id, address(bob), address(anna), Medium.VOICE, Cause.BUSY, at, "test")))
                .isEqualTo(new Accepted.Conflicting());
    }

    private DatabaseSearch search() {
        return new DatabaseSearch(
                jdbc,
                addresses,
                Stream.concat(
                                owners.stream().flatMap(SealedColumn.Owner::sealedColumns),
                                // Their owner is there only with a switch.
                                Stream.of(
                                        dialogs("connection", "callee_dialog"),
                                        dialogs("connection", "caller_dialog"),
                                        dialogs("voice_call", "phone_dialog")))
                        .toList());
    }

    private static SealedColumn dialogs(String table, String column) {
        return new SealedColumn(
                table + '.' + column,
                "select id::text as row, " + column + " as sealed from " + table + " where ?::text is null limit ?",
                "");
    }

    private List<String> hashesOf(Person person) {
        return person.devices().stream()
                .map(device ->
                        HexFormat.of().formatHex(addresses.hash(device.address().uri())))
                .toList();
    }

    private List<UUID> openCases() {
        return jdbc.sql("select id from failed_call_case where outcome is null")
                .query(UUID.class)
                .list();
    }

    private UUID caseOf(Two two) {
        return jdbc.sql("select id from failed_call_case where caller_id = ? order by opened_at limit 1")
                .param(two.anna().id())
                .query(UUID.class)
                .single();
    }

    private String page(SessionIdentifier session) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/" + session.token()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    // What the stories are made of
    // -----------------------------------------------------------------------------------------------

    UUID fails(Two two) {
        Accepted accepted = calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                address(two.anna()),
                address(two.bob()),
                Medium.VOICE,
                Cause.BUSY,
                Instant.now(),
                "test"));
        return ((Accepted.New) accepted).caseId();
    }

    void talk(Two two) {
        calls.answered(new AnsweredCall(
                UUID.randomUUID().toString(),
                address(two.bob()),
                address(two.anna()),
                Medium.VOICE,
                Instant.now(),
                "test"));
    }

    OutboundMessage sentIn(UUID caseId, MessageKind kind) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> SENT.stream().anyMatch(one -> one.caseId().equals(caseId) && one.kind() == kind));
        return SENT.stream()
                .filter(one -> one.caseId().equals(caseId) && one.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    void answer(UUID caseId, Answer answer) {
        conversation.answer(sessions.derive(sentIn(caseId, QUESTION).id(), Purpose.ANSWER), answer);
    }

    UUID notified(Two two) {
        UUID caseId = fails(two);
        answer(caseId, Answer.YES);
        sentIn(caseId, NOTIFICATION);
        return caseId;
    }

    void choose(UUID caseId, Choice choice) {
        UUID bob = new CaseRows(jdbc).calleesPhone(caseId);
        conversation.choose(
                sessions.derive(sentIn(caseId, NOTIFICATION).id(), Purpose.CONTACT), choice, Optional.of(bob));
    }

    /** As far as the phones, whose addresses stand in the connection's row. */
    UUID connecting(Two two) {
        UUID caseId = notified(two);
        choose(caseId, Choice.CONNECT);
        OutboundMessage connection = sentIn(caseId, MessageKind.CONNECTION);
        jdbc.sql("""
                        insert into connection (id, case_id, callee_id, caller_id, node, state, callee_dialog, caller_dialog, started_at)
                        values (?, ?, ?, ?, 'node', 'TALKING', ?, ?, now())
                        """)
                .params(
                        connection.id(),
                        caseId,
                        two.bob().id(),
                        two.anna().id(),
                        dialog("connection.callee_dialog", connection.id(), two.bob()),
                        dialog("connection.caller_dialog", connection.id(), two.anna()))
                .update();
        return caseId;
    }

    /** A call that speaks to Anna has reached her phone. */
    void ringing(UUID caseId, Two two) {
        OutboundMessage question = sentIn(caseId, QUESTION);
        UUID call = UUID.randomUUID();
        jdbc.sql("""
                        insert into voice_call (id, message_id, attempt, case_id, person_id, node, state, phone_dialog, started_at)
                        values (?, ?, 1, ?, ?, 'node', 'SPEAKING', ?, now())
                        """)
                .params(
                        call,
                        question.id(),
                        caseId,
                        two.anna().id(),
                        dialog("voice_call.phone_dialog", call, two.anna()))
                .update();
    }

    private byte[] dialog(String column, UUID call, Person person) {
        return addresses.seal(
                new SealedColumn(column, "", ""),
                call,
                "<sip:" + address(person).value() + "@switch.example>");
    }

    void awaitRefusal(UUID caseId) {
        await().until(() -> outcome(caseId).startsWith("NOT_NOTIFIED"));
    }

    void awaitFailure(UUID caseId) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> jdbc.sql("select count(*) from outbound_message where case_id = ? and state = 'FAILED'")
                                .param(caseId)
                                .query(Long.class)
                                .single()
                        > 0);
    }

    void awaitWaiting(UUID caseId) {
        await().until(() -> jdbc.sql("select count(*) from outbound_message where case_id = ? and held_until > now()")
                        .param(caseId)
                        .query(Long.class)
                        .single()
                > 0);
    }

    void writes(Person person, String text, OutboundMessage inAnswerTo) {
        String sender = (String) ((Map<?, ?>) BODIES.get(inAnswerTo.id())).get("from");
        producer.sendBody(
                "direct:reply-received",
                Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "medium",
                        "SMS",
                        "from",
                        address(person).uri(),
                        "to",
                        sender,
                        "text",
                        text));
    }

    void reportOfNothingKnown(Person person) {
        reports.reported(
                "report:" + UUID.randomUUID(),
                Medium.SMS,
                UUID.randomUUID().toString(),
                address(person),
                Optional.empty());
    }

    void segmentFrom(Person person) {
        jdbc.sql(
                        "insert into sms_segment (sender_hash, recipient, reference, total, number, data_coding, octets, arrived_at)"
                                + " values (?, '+46701000001', 1, 2, 1, 0, ?, now())")
                .params(
                        addresses.hash("sms_segment.sender", address(person).value()),
                        ("Hello, " + person.name()).getBytes(StandardCharsets.US_ASCII))
                .update();
    }

    void cancelInCockpit(UUID caseId, String reason) {
        tasks.createComment(null, processOf(caseId), reason);
        runtime.deleteProcessInstance(processOf(caseId), reason);
    }

    void mailBounces(Two two) {
        Map<String, Address> mails = new HashMap<>();
        Stream.of(two.anna(), two.bob())
                .forEach(person ->
                        mails.put(person.name(), person.devices().get(1).address()));
        sentMails.tell(
                "<" + UUID.randomUUID() + "@mail.example>",
                mails.get(two.anna().name()),
                List.of(mails.get(two.bob().name())));
        calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                mails.get(two.anna().name()),
                mails.get(two.bob().name()),
                Medium.EMAIL,
                Cause.UNDELIVERABLE,
                Instant.now(),
                "test"));
    }
}
