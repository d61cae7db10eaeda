package io.ringback.engine;

import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.Answer;
import io.ringback.directory.AddressBooks;
import io.ringback.directory.Contact;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Particulars;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.engine.trial.TableWithRow;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people notice of a row that asks for a fact about them. */
class FactsInTablesTest extends ProcessTestBase {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private AddressBooks contacts;

    private String deployment;

    @AfterEach
    void takeItBack() {
        if (deployment != null) {
            repository.deleteDeployment(deployment, true);
        }
    }

    private static String shipped(String file) throws IOException {
        return Files.readString(Path.of("bpmn", file));
    }

    private void inForce(String file, String text) {
        deployment = repository
                .createDeployment()
                .name("with a fact")
                .addString(file, text)
                .deploy()
                .getId();
    }

    private void row(String table, Map<String, String> conditions, Map<String, String> results) throws IOException {
        inForce(table + ".dmn", TableWithRow.of(shipped(table + ".dmn"), conditions, results));
    }

    /** Bob prefers short messages. */
    private void bobHas(Particulars particulars) throws Exception {
        camel.getRouteController().startRoute("sms");
        Device phone = bob.devices().get(0);
        bob = new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                bob.timeZone(),
                Preferences.UNSET,
                List.of(
                        phone,
                        new Device(UUID.randomUUID(), Medium.SMS, phone.address(), "Texts"),
                        bob.devices().get(1)),
                particulars,
                bob.brand());
        directory.save(bob);
    }

    private void annaIsBobsVip() {
        contacts.replace(Map.of(bob.id(), List.of(new Contact(anna.id(), true))));
    }

    private UUID notifiedWithConsent() {
        UUID caseId = callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, Math.toIntExact(sent(NOTIFICATION)) + 1, Purpose.ANSWER), Answer.YES);
        return caseId;
    }

    @Test
    void theThirdNoticeTodayGoesByMailOnly() throws Exception {
        row(
                "choice-of-medium",
                Map.of(
                        "purpose",
                        "\"NOTIFICATION\"",
                        "failedMedium",
                        "not(\"EMAIL\")",
                        "noticesToday",
                        ">= 2",
                        "emailLeft",
                        "true"),
                Map.of("medium", "\"EMAIL\""));
        bobHas(Particulars.NONE);
        for (int nth = 1; nth <= 3; nth++) {
            notifiedWithConsent();
            assertThat(messageSent(NOTIFICATION, nth).medium()).isEqualTo(nth < 3 ? Medium.SMS : Medium.EMAIL);
            long left = nth;
            await().until(() ->
                    jdbc.sql("select count(*) from outbound_message where kind = 'NOTIFICATION' and state = 'SENT'")
                                    .query(Long.class)
                                    .single()
                            == left);
            callAnswered();
        }
    }

    @Test
    void whoHasNoHolidayIsWaitedForAsTheRowSays() throws Exception {
        row("waiting-times", Map.of("purpose", "\"NOTIFICATION\"", "holiday", "false"), Map.of("wait", "\"P9D\""));
        // Nobody keeps a calendar of holidays in Antarctica, so the day of the test does not matter.
        bobHas(new Particulars(Optional.empty(), Optional.of("AQ"), Optional.empty()));

        UUID caseId = notifiedWithConsent();
        messageSent(NOTIFICATION, 1);

        assertThat(management
                        .createJobQuery()
                        .processInstanceId(processOf(caseId))
                        .timers()
                        .singleResult()
                        .getDuedate()
                        .toInstant())
                .isCloseTo(Instant.now().plus(9, ChronoUnit.DAYS), within(5, ChronoUnit.MINUTES));
    }

    @Test
    void aVipIsNotAskedWhereTheConsentPolicySaysSo() throws Exception {
        row(
                "consent-policy",
                Map.of("callerIsVip", "true", "calleeNever", "false"),
                Map.of("consent", "\"NOT_NEEDED\""));
        bobHas(Particulars.NONE);
        annaIsBobsVip();

        callFails(Cause.BUSY);

        messageSent(NOTIFICATION, 1);
        assertThat(sent(QUESTION)).isZero();
    }

    @Test
    void aWayOfTheDiagramMayAskToo() throws Exception {
        String file = "unreachable-callee.bpmn";
        String condition = "${consent == 'NOT_NEEDED'}";
        assertThat(shipped(file)).contains(condition);
        inForce(file, shipped(file).replace(condition, "${consent == 'NOT_NEEDED' and not callerIsVip}"));
        preferring(anna, new Preferences(true, false, false));
        bobHas(Particulars.NONE);
        callFails(Cause.BUSY);
        messageSent(NOTIFICATION, 1);
        callAnswered();

        annaIsBobsVip();
        callFails(Cause.BUSY);

        messageSent(QUESTION, 1);
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
    }
}
