package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.CaseRows;
import io.ringback.cases.Announcement;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.session.Purpose;
import io.ringback.wording.ContactView;
import io.ringback.wording.ContactView.DeviceChoice;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What "Connect us now" offers, what the switch is told then, and what the two notice of every ending. */
class ConnectingTest extends ProcessTestBase {

    private static final Preferences ASK_NOBODY = new Preferences(true, false, false);
    private static final Address CONFERENCE = new Address("sip:conference-4711@example.test");

    @Autowired
    private Connections connections;

    @Autowired
    private RepositoryService repository;

    @BeforeEach
    void aSwitchIsThere() throws Exception {
        camel.getRouteController().startRoute("switch");
        has(anna, ASK_NOBODY, "tel:+46701740605");
        has(bob, Preferences.UNSET, "tel:+46701740606");
    }

    /** Gives the person these phones, the best first, and a mail address. */
    private Person has(Person person, Preferences preferences, String... phones) {
        List<Device> devices = new ArrayList<>();
        for (String phone : phones) {
            devices.add(new Device(UUID.randomUUID(), Medium.VOICE, new Address(phone), phone));
        }
        devices.add(person.devices().get(person.devices().size() - 1));
        Person saved =
                new Person(person.id(), person.name(), person.language(), person.timeZone(), preferences, devices);
        directory.save(saved);
        if (person.id().equals(anna.id())) {
            anna = saved;
        } else {
            bob = saved;
        }
        return saved;
    }

    private UUID fails(String caller, Optional<Address> conference) {
        Accepted accepted = calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                new Address(caller),
                address(bob),
                Medium.VOICE,
                Cause.BUSY,
                Instant.now(),
                "test",
                conference));
        UUID caseId = ((Accepted.New) accepted).caseId();
        messageSent(NOTIFICATION, 1);
        return caseId;
    }

    private UUID fails() {
        return fails(address(anna).uri(), Optional.empty());
    }

    private ContactView page() {
        return conversation
                .notice(received(NOTIFICATION, 1, Purpose.CONTACT))
                .orElseThrow()
                .view();
    }

    private Receipt connect() {
        return conversation
                .choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.CONNECT, Optional.of(voiceOf(bob)))
                .receipt();
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> told(int nth) {
        OutboundMessage message = messageSent(CONNECTION, nth);
        return (Map<String, String>) BODIES.get(message.id());
    }

    private String subjectOfInformation(UUID caseId) throws Exception {
        awaitOutcome(caseId, "INFORMED");
        return ((MimeMessage) BODIES.get(messageSent(INFORMATION, 1).id())).getSubject();
    }

    private String stateOf(OutboundMessage message) {
        return jdbc.sql("select state from outbound_message where id = ?")
                .param(message.id())
                .query(String.class)
                .single();
    }

    private List<String> journal(UUID caseId) {
        return jdbc.sql("select step || ' ' || coalesce(result, '') || ' ' || coalesce(detail, '') from journal"
                        + " where case_id = ? order by id")
                .param(caseId)
                .query(String.class)
                .list();
    }

    // What the switch is told -----------------------------------------------------------------------------------------

    @Test
    void theSwitchIsToldWhomToCallAndWhatToSay() {
        UUID caseId = fails();
        assertThat(connect()).isEqualTo(Receipt.ACCEPTED);
        assertThat(told(1))
                .isEqualTo(Map.ofEntries(
                        entry("connectionId", messageSent(CONNECTION, 1).id().toString()),
                        entry("caseId", caseId.toString()),
                        entry("calleeId", bob.id().toString()),
                        entry("callerId", anna.id().toString()),
                        entry("callee", "tel:+46701740606"),
                        entry("caller", "tel:+46701740605"),
                        entry("callerName", "Anna"),
                        entry("calleeName", "Bob"),
                        entry("calleeLanguage", "en"),
                        entry("callerLanguage", "en"),
                        entry("calleeAccepts", "ANSWER"),
                        entry("callerAccepts", "KEY"),
                        entry("announcement", "VOICE")));
    }

    @ParameterizedTest
    @CsvSource({
        // The phone called from, in whichever spelling.
        "CALLING_PHONE, sip:anna@example.test,         sip:anna@example.test",
        "CALLING_PHONE, sips:anna@example.test,        sip:anna@example.test",
        "CALLING_PHONE, sip:+46731234567@elsewhere.example, tel:+46731234567",
        // Called from something that must not be called, so the first that may.
        "CALLING_PHONE, tel:+46900123456,              tel:+46701740605",
        "FIRST_PHONE,   sip:anna@example.test,         tel:+46701740605",
    })
    void callsAreReturnedToThePhoneThatTheCallerPrefers(ReturnCallsTo preferred, String from, String to) {
        has(
                anna,
                new Preferences(true, false, false, preferred),
                "tel:+46900123456",
                "tel:+46701740605",
                "sip:anna@example.test",
                "tel:+46731234567");
        fails(from, Optional.empty());
        connect();
        assertThat(told(1)).containsEntry("caller", to);
    }

    @Test
    void aPhoneListedForMessagesOnlyIsStillTheCallersOwn() {
        List<Device> devices = List.of(
                new Device(UUID.randomUUID(), Medium.VOICE, new Address("sip:anna@example.test"), "Desk"),
                new Device(UUID.randomUUID(), Medium.SMS, new Address("tel:+46701740605"), "Mobile"));
        directory.save(new Person(anna.id(), anna.name(), anna.language(), anna.timeZone(), ASK_NOBODY, devices));
        fails("tel:+46701740605", Optional.empty());
        connect();
        assertThat(told(1)).containsEntry("caller", "tel:+46701740605");
    }

    @Test
    void theCalleeIsCalledOnTheDeviceChosen() {
        has(bob, Preferences.UNSET, "tel:+46701740606", "sip:bob@example.test");
        fails();
        UUID desk = bob.devices().get(1).id();
        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.CONNECT, Optional.of(desk));
        assertThat(told(1)).containsEntry("callee", "sip:bob@example.test");
    }

    @ParameterizedTest
    @EnumSource
    void theDiagramChoosesTheAnnouncement(Announcement announcement) throws Exception {
        withDiagram(
                "name=\"announcement\" value=\"VOICE\"", "name=\"announcement\" value=\"" + announcement + "\"", () -> {
                    fails();
                    connect();
                    assertThat(told(1)).containsEntry("announcement", announcement.name());
                });
    }

    @Test
    void aDiagramDrawnBeforeAnnouncementsCouldBeChosenHasThemSpoken() throws Exception {
        withDiagram("<camunda:property name=\"announcement\" value=\"VOICE\" />", "", () -> {
            fails();
            connect();
            assertThat(told(1)).containsEntry("announcement", "VOICE");
        });
    }

    private void withDiagram(String text, String other, Runnable test) throws Exception {
        String diagram = Files.readString(Path.of("bpmn/unreachable-callee.bpmn"));
        assertThat(diagram).contains(text);
        Deployment changed = repository
                .createDeployment()
                .addString("unreachable-callee.bpmn", diagram.replace(text, other))
                .deploy();
        try {
            test.run();
        } finally {
            repository.deleteDeployment(changed.getId(), true);
        }
    }

    // What the page offers
    // ---------------------------------------------------------------------------------------------

    @Test
    void onlyPhonesThatMayBeCalledAreOffered() {
        has(bob, Preferences.UNSET, "tel:+46900123456", "tel:+46701740606", "tel:+18765550123", "sip:bob@example.test");
        fails();
        assertThat(page().canConnect()).isTrue();
        assertThat(page().devices().stream().filter(DeviceChoice::callable).map(DeviceChoice::label))
                .containsExactly("tel:+46701740606", "sip:bob@example.test");
        assertThat(page().devices()).hasSize(5);
        assertThatThrownBy(this::connect).isInstanceOf(IllegalArgumentException.class);
        assertThat(sent(CONNECTION)).isZero();
    }

    @Test
    void aCalleeWithoutAPhoneThatMayBeCalledIsNotOfferedToBeConnected() {
        has(bob, Preferences.UNSET, "tel:+46900123456");
        fails();
        assertThat(page().canConnect()).isFalse();
    }

    @Test
    void aCallerWithoutAPhoneThatMayBeCalledIsNotConnectedTo() {
        has(anna, ASK_NOBODY, "tel:+18765550123");
        fails();
        assertThat(page().canConnect()).isFalse();
    }

    @Test
    void connectingIsNotOfferedWhileTheSwitchIsDown() {
        fails();
        switchUp = false;
        assertThat(page().canConnect()).isFalse();
        assertThatThrownBy(this::connect).isInstanceOf(IllegalArgumentException.class);
        switchUp = true;
        assertThat(page().canConnect()).isTrue();
    }

    @Test
    void aCalleeWhoDoesNotAnswerThreeTimesIsNotCalledAFourthTime() {
        UUID caseId = fails();
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(page().canConnect()).isTrue();
            assertThat(connect()).isEqualTo(Receipt.ACCEPTED);
            messageSent(CONNECTION, attempt);
            connections.ended("try " + attempt, caseId, Ending.CALLEE_NO_ANSWER);
        }
        assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");
        assertThat(page().canConnect()).isFalse();
        assertThatThrownBy(this::connect).isInstanceOf(IllegalArgumentException.class);
        assertThat(conversation
                        .choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.INFORM, Optional.of(voiceOf(bob)))
                        .receipt())
                .isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void whoMayTryAgainMayDoSoForAsLongAsTheCaseWaits() {
        UUID caseId = fails();
        connect();
        messageSent(CONNECTION, 1);
        jdbc.sql("update session_identifier set expires_at = now() where purpose = 'CONTACT'")
                .update();
        connections.ended("try", caseId, Ending.CALLEE_NO_ANSWER);
        assertThat(page().canConnect()).isTrue();
    }

    // What the caller is told afterwards
    // --------------------------------------------------------------------------------

    @Test
    void onlyACallerWhoDidNotAnswerIsToldThatTheCallWasReturned() throws Exception {
        UUID caseId = fails();
        connect();
        messageSent(CONNECTION, 1);
        connections.ended("connection", caseId, Ending.CALLER_NO_ANSWER);
        assertThat(subjectOfInformation(caseId)).isEqualTo("Bob returned your call");
    }

    @Test
    void aConnectionThatFailedIsNoReturnedCall() throws Exception {
        UUID caseId = fails();
        connect();
        messageSent(CONNECTION, 1);
        connections.ended("connection", caseId, Ending.FAILED);
        assertThat(subjectOfInformation(caseId)).isEqualTo("Bob can be reached now");
    }

    @Test
    void aCalleeWhoDidNotAnswerAndIsReachableLaterHasReturnedNothing() throws Exception {
        UUID caseId = fails();
        connect();
        messageSent(CONNECTION, 1);
        connections.ended("connection", caseId, Ending.CALLEE_NO_ANSWER);
        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.INFORM, Optional.of(voiceOf(bob)));
        assertThat(subjectOfInformation(caseId)).isEqualTo("Bob can be reached now");
    }

    @Test
    void aConnectionWithoutAnOutcomeIsNoReturnedCall() throws Exception {
        UUID caseId = fails();
        connect();
        messageSent(CONNECTION, 1);
        timerFires(caseId);
        assertThat(subjectOfInformation(caseId)).isEqualTo("Bob can be reached now");
    }

    // Nobody is called out of the blue
    // ----------------------------------------------------------------------------------

    private OutboundMessage theConnection() {
        return jdbc.sql("select id, case_id, kind, medium, person_id, device_id from outbound_message"
                        + " where kind = 'CONNECTION'")
                .query((row, number) -> new OutboundMessage(
                        row.getObject("id", UUID.class),
                        row.getObject("case_id", UUID.class),
                        CONNECTION,
                        Medium.VOICE,
                        row.getObject("person_id", UUID.class),
                        row.getObject("device_id", UUID.class)))
                .single();
    }

    private void awaitNothingLeftToDeliver() {
        await().until(() -> new CaseRows(jdbc).deliveries() == 0);
    }

    @Test
    void aConnectionNotTakenWhenTheCaseStopsWaitingIsNeverMade() {
        AtomicInteger tries = new AtomicInteger();
        UUID caseId = fails();
        refused = message -> message.kind() == CONNECTION && tries.incrementAndGet() > 0;
        refusal = new IllegalStateException("switch down");
        connect();
        await().until(() -> tries.get() > 0);
        timerFires(caseId);
        awaitOutcome(caseId, "INFORMED");
        // Not before: a try that was under way when the timer fired would be taken.
        refusal = null;
        awaitNothingLeftToDeliver();
        assertThat(stateOf(theConnection())).isEqualTo("CANCELLED");
        assertThat(sent(CONNECTION)).isZero();
    }

    @Test
    void aConnectionThatCouldNotBeMadeInTimeIsNotMadeLater() {
        AtomicInteger tries = new AtomicInteger();
        UUID caseId = fails();
        refused = message -> {
            if (message.kind() == CONNECTION && tries.incrementAndGet() == 1) {
                jdbc.sql("update outbound_message set created_at = created_at - interval '1 hour' where id = ?")
                        .param(message.id())
                        .update();
                return true;
            }
            return false;
        };
        refusal = new IllegalStateException("switch down");
        connect();
        awaitOutcome(caseId, "INFORMED");
        awaitNothingLeftToDeliver();
        assertThat(tries).hasValue(1);
        assertThat(stateOf(theConnection())).isEqualTo("FAILED");
        assertThat(sent(CONNECTION)).isZero();
    }

    @Test
    void aConnectionForWhichNoPhoneIsLeftIsGivenUpAtOnce() {
        AtomicInteger tries = new AtomicInteger();
        UUID caseId = fails();
        refused = message -> {
            if (message.kind() == CONNECTION && tries.incrementAndGet() == 1) {
                has(anna, ASK_NOBODY, "tel:+46900123456");
                return true;
            }
            return false;
        };
        refusal = new IllegalStateException("switch down");
        connect();
        awaitOutcome(caseId, "INFORMED");
        assertThat(tries).hasValue(1);
        assertThat(jdbc.sql("select problem from outbound_message where kind = 'CONNECTION'")
                        .query(String.class)
                        .single())
                .contains("ringback.dialling.allowed")
                .doesNotContain("900");
    }

    @Test
    void anOutcomeThatComesWhileAnOperatorIsNeededForTheInformationIsLate() {
        UUID caseId = fails();
        connect();
        messageSent(CONNECTION, 1);
        refusal = noSuchUser();
        connections.ended("connection", caseId, Ending.FAILED);
        await().until(() -> journal(caseId).stream()
                .anyMatch(line -> line.startsWith("OPERATOR_NEEDED") || line.startsWith("INFORMATION FAILED")));
        connections.ended("another", caseId, Ending.CONNECTED);
        assertThat(jdbc.sql("select state from inbound_event where id = 'connection:another'")
                        .query(String.class)
                        .single())
                .isEqualTo("LATE");
    }

    // The journal
    // -------------------------------------------------------------------------------------------------------

    @Test
    void progressIsInTheJournalAlsoWhenTheCaseHasEnded() {
        UUID caseId = fails();
        connect();
        messageSent(CONNECTION, 1);
        connections.progressed(caseId, Progress.CALLEE_RINGING, null);
        connections.ended("connection", caseId, Ending.CONNECTED);
        connections.progressed(caseId, Progress.ENDED, "talked for 42 s");
        assertThat(journal(caseId))
                .contains("CONNECTION_PROGRESS CALLEE_RINGING ", "CONNECTION_PROGRESS ENDED talked for 42 s");
    }

    @Test
    void progressOfACaseThatIsForgottenHarmsNobody() {
        assertThatCode(() -> connections.progressed(UUID.randomUUID(), Progress.CONNECTED, null))
                .doesNotThrowAnyException();
    }

    // Conferences (P15)
    // -------------------------------------------------------------------------------------------------

    @Test
    void whoMissedAConferenceIsConnectedToIt() {
        UUID caseId = fails(address(anna).uri(), Optional.of(CONFERENCE));
        connect();
        assertThat(told(1)).containsEntry("caller", CONFERENCE.uri()).containsEntry("callerName", "Anna");
        connections.ended("connection", caseId, Ending.CONNECTED);
        assertThat(outcome(caseId)).isEqualTo("CONNECTED");
    }

    @Test
    void aConferenceCountsAsTheCallersPhone() {
        has(anna, ASK_NOBODY);
        fails("mailto:anna@example.test", Optional.of(CONFERENCE));
        assertThat(page().canConnect()).isTrue();
    }

    @Test
    void aConferenceThatMustNotBeCalledIsNotConnectedTo() {
        fails(address(anna).uri(), Optional.of(new Address("sip:conference@elsewhere.example")));
        assertThat(page().canConnect()).isFalse();
    }

    @Test
    void whatOnlyClaimsToBeAConferenceIsNotConnectedTo() {
        fails(address(anna).uri(), Optional.of(new Address("tel:+46731234567")));
        assertThat(page().canConnect()).isFalse();
    }

    @Test
    void aRepeatedCallToAConferenceMakesItOne() {
        fails();
        assertThat(page().conference()).isFalse();
        fails(address(anna).uri(), Optional.of(CONFERENCE));
        assertThat(page().conference()).isTrue();
        assertThat(page().attempts()).isEqualTo(2);
        connect();
        assertThat(told(1)).containsEntry("caller", CONFERENCE.uri());
    }

    @Test
    void aRepeatedCallOutsideOfTheConferenceLeavesItKnown() {
        fails(address(anna).uri(), Optional.of(CONFERENCE));
        fails();
        connect();
        assertThat(told(1)).containsEntry("caller", CONFERENCE.uri());
    }
}
