package io.ringback.engine;

import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.OneLine;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.MessageReports;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.Contents;
import io.ringback.wording.Letter;
import io.ringback.wording.LetterWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Cases on a diagram of {@code bpmn/samples}, copied over the shipped one as an analyst would. */
abstract class SampleDiagramTestBase extends CasePlaces {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final Preferences NOT_ASKED = new Preferences(true, false, false);

    @Autowired
    RepositoryService repository;

    @Autowired
    Connections connections;

    @Autowired
    MessageReports deliveries;

    @Autowired
    Contents contents;

    @Autowired
    LetterWriter letters;

    private final String sample;
    private String deployment;

    SampleDiagramTestBase(String sample) {
        this.sample = sample;
    }

    @BeforeEach
    void inForce() throws IOException {
        deployment = repository
                .createDeployment()
                .addString("unreachable-callee.bpmn", Files.readString(Path.of("bpmn/samples", sample)))
                .deploy()
                .getId();
    }

    @AfterEach
    void takenBack() {
        if (deployment != null) {
            repository.deleteDeployment(deployment, true);
            deployment = null;
        }
    }

    /** Bob also has such devices, after his others. */
    void bobAlsoHas(Device... more) {
        bob = new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                bob.timeZone(),
                bob.preferences(),
                Stream.concat(bob.devices().stream(), Stream.of(more)).toList());
        directory.save(bob);
    }

    Device texts() {
        return new Device(UUID.randomUUID(), Medium.SMS, address(bob), "Texts");
    }

    /** Anna's call fails and she says yes. */
    UUID agreed() {
        UUID caseId = callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        return caseId;
    }

    /** The notifications of the case by their media, in the order in which they were written. */
    List<Medium> notifiedBy(UUID caseId) {
        return jdbc
                .sql(
                        "select medium from outbound_message where case_id = ? and kind = 'NOTIFICATION' order by created_at")
                .param(caseId)
                .query(String.class)
                .list()
                .stream()
                .map(Medium::valueOf)
                .toList();
    }

    /** The {@code nth} notification of the case, once its server has taken or refused it. */
    UUID notification(UUID caseId, int nth) {
        await().atMost(PATIENCE)
                .until(() -> states(caseId).size() >= nth
                        && !states(caseId).get(nth - 1).equals("WAITING"));
        return jdbc.sql("select id from outbound_message where case_id = ? and kind = ? order by created_at")
                .params(caseId, NOTIFICATION.name())
                .query(UUID.class)
                .list()
                .get(nth - 1);
    }

    /** How it stands with each notification of the case. */
    List<String> states(UUID caseId) {
        return jdbc.sql(
                        "select state from outbound_message where case_id = ? and kind = 'NOTIFICATION' order by created_at")
                .param(caseId)
                .query(String.class)
                .list();
    }

    SessionIdentifier contactOf(UUID notification) {
        return sessions.derive(notification, Purpose.CONTACT);
    }

    Receipt says(UUID notification, Choice choice) {
        if (choice == Choice.WRITE) {
            return conversation
                    .write(contactOf(notification), OneLine.of("Yes, Friday works"))
                    .receipt();
        }
        return conversation
                .choose(contactOf(notification), choice, Optional.of(voiceOf(bob)))
                .receipt();
    }

    /** The same of somebody who wants to be connected on their telephone. */
    Receipt connects(UUID notification, Person who) {
        return conversation
                .choose(contactOf(notification), Choice.CONNECT, Optional.of(voiceOf(who)))
                .receipt();
    }

    UUID readerOf(UUID message) {
        return jdbc.sql("select person_id from outbound_message where id = ?")
                .param(message)
                .query(UUID.class)
                .single();
    }

    /** What a message that was sent by mail says. */
    Letter letter(UUID message) {
        return letters.write(contents.of(SENT.stream()
                .filter(sent -> sent.id().equals(message))
                .findFirst()
                .orElseThrow()));
    }

    /** How often the two have changed roles. */
    int turns(UUID caseId) {
        return jdbc.sql("select turns from failed_call_case where id = ?")
                .param(caseId)
                .query(Integer.class)
                .single();
    }

    boolean works(UUID notification) {
        return conversation.notice(contactOf(notification)).isPresent();
    }

    void lost(UUID notification) {
        deliveries.failed("lost:" + notification, notification, "SMTP 550 5.1.1 no such mailbox");
    }

    /** The waiting time is over: the contact means of before have just expired, and the timer fires. */
    void timeIsUp(UUID caseId) {
        jdbc.sql("update session_identifier set expires_at = now() where purpose = 'CONTACT' and used_at is null")
                .update();
        timerFires(caseId);
    }

    void assertAt(UUID caseId, String element) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(runtime.getActiveActivityIds(processOf(caseId)))
                .contains(element));
    }

    void assertIncidents(UUID caseId, int number) {
        assertThat(runtime.createIncidentQuery()
                        .processInstanceId(processOf(caseId))
                        .count())
                .isEqualTo(number);
    }

    /** What comes of it if the callee chooses so. */
    void assertHeard(UUID caseId, Choice choice) {
        switch (choice) {
            case CONNECT -> {
                messageSent(MessageKind.CONNECTION, 1);
                assertAt(caseId, "WaitForConnection");
                connections.ended("ended:" + caseId, caseId, Connections.Ending.CONNECTED);
                awaitOutcome(caseId, "CONNECTED");
            }
            case INFORM, WRITE -> awaitOutcome(caseId, "INFORMED");
            case NOT_NOW, BLOCK -> awaitOutcome(caseId, "DECLINED: callee declined");
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertOneThing(caseId));
    }
}
