package io.ringback.engine;

import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.conversation.Choice;
import io.ringback.directory.Device;
import io.ringback.directory.Particulars;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.engine.trial.TableWithRow;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ContactView;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Who stands in for the callee is told in their stead when a row of the table who-is-told says so, and as they wish themselves. */
class WhoIsToldTest extends ProcessTestBase {

    private static final String FILE = "who-is-told.dmn";
    private static final String ALL_DAYS =
            "\"MONDAY\", \"TUESDAY\", \"WEDNESDAY\", \"THURSDAY\", \"FRIDAY\", \"SATURDAY\", \"SUNDAY\"";

    @Autowired
    private ApplicationContext application;

    @TempDir
    private Path folder;

    private NodeWithFiles node;
    private Person carol;

    @BeforeEach
    void bobHasADeputy() throws Exception {
        NodeWithFiles.copyShippedFiles(folder);
        node = NodeWithFiles.of(application, folder);
        preferring(anna, new Preferences(true, false, false));
        carol = person("Carol", "tel:+46701740607", "mailto:carol@example.test", Preferences.UNSET);
        directory.save(new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                bob.timeZone(),
                bob.preferences(),
                bob.devices(),
                new Particulars(Optional.empty(), Optional.empty(), Optional.of(carol.id())),
                Optional.empty()));
    }

    private void tellTheDeputy(Map<String, String> conditions) throws Exception {
        Files.writeString(
                folder.resolve(FILE),
                TableWithRow.of(Files.readString(Path.of("bpmn", FILE)), conditions, Map.of("told", "\"DEPUTY\"")));
        assertThat(node.deploy().refused()).extracting(Refusal::sentence).isEmpty();
    }

    private void theDeputyIsTold() throws Exception {
        tellTheDeputy(Map.of("calleeWeekday", ALL_DAYS));
    }

    private UUID told() {
        callFails(Cause.BUSY);
        return messageSent(NOTIFICATION, 1).personId();
    }

    private static String letter(UUID message) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ((MimeMessage) BODIES.get(message)).writeTo(written);
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void asItIsShippedTheCalleeIsTold() {
        assertThat(told()).isEqualTo(bob.id());
    }

    @Test
    void aRowHasTheDeputyToldWhoReadsWhoWasCalledAndNoAddress() throws Exception {
        theDeputyIsTold();

        assertThat(told()).isEqualTo(carol.id());
        MimeMessage letter =
                (MimeMessage) BODIES.get(messageSent(NOTIFICATION, 1).id());
        assertThat(letter.getSubject()).isEqualTo("Anna tried to reach Bob");
        assertThat(letter(messageSent(NOTIFICATION, 1).id()))
                .contains("you stand in for Bob")
                .doesNotContain("740605", "anna@", "740606", "bob@");
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
    }

    @Test
    void atOtherTimesTheCalleeIsTold() throws Exception {
        tellTheDeputy(Map.of("calleeHour", "> 23"));

        assertThat(told()).isEqualTo(bob.id());
    }

    @Test
    void whoStandsInLetsTheCallerKnowAndIsConnectedWithNobody() throws Exception {
        theDeputyIsTold();
        camel.getRouteController().startRoute("switch");
        camel.getRouteController().startRoute("voice");
        UUID caseId = callFails(Cause.BUSY);
        SessionIdentifier session = received(NOTIFICATION, 1, Purpose.CONTACT);

        ContactView shown = conversation.notice(session).orElseThrow();
        assertThat(shown.calleeName()).isEqualTo("Carol");
        assertThat(shown.standsInFor()).contains("Bob");
        assertThat(shown.canConnect()).isFalse();
        assertThat(shown.devices()).extracting(ContactView.DeviceChoice::label).contains("Mobile", "Mail");
        assertThat(shown.devices())
                .extracting(ContactView.DeviceChoice::id)
                .containsExactlyInAnyOrderElementsOf(
                        carol.devices().stream().map(Device::id).toList());

        conversation.choose(session, Choice.INFORM, Optional.of(voiceOf(carol)));
        MimeMessage letter =
                (MimeMessage) BODIES.get(messageSent(INFORMATION, 1).id());
        assertThat(messageSent(INFORMATION, 1).personId()).isEqualTo(anna.id());
        assertThat(letter.getSubject()).contains("Bob (deputy)");
        assertThat(letter(messageSent(INFORMATION, 1).id())).doesNotContain("Carol", "carol", "740607", "Mobile");
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void whoStandsInBlocksForThemselvesAlone() throws Exception {
        theDeputyIsTold();
        callFails(Cause.BUSY);
        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.BLOCK, Optional.empty());

        assertThat(directory.lookUp(anna.id(), carol.id()).blocked()).isTrue();
        assertThat(directory.lookUp(anna.id(), bob.id()).blocked()).isFalse();
        callFails(Cause.BUSY);
        assertThat(messageSent(NOTIFICATION, 2).personId()).isEqualTo(bob.id());
    }

    @Test
    void aDeputyWhoWantsNothingDoesNotStandIn() throws Exception {
        theDeputyIsTold();
        preferring(carol, new Preferences(false, false, true));

        assertThat(told()).isEqualTo(bob.id());
    }

    @Test
    void whoStandsInAndHasCalledIsNotToldOfIt() throws Exception {
        theDeputyIsTold();
        directory.save(new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                bob.timeZone(),
                bob.preferences(),
                bob.devices(),
                new Particulars(Optional.empty(), Optional.empty(), Optional.of(anna.id())),
                Optional.empty()));

        assertThat(told()).isEqualTo(bob.id());
    }

    @Test
    void nobodyRingsWhoStandsIn() throws Exception {
        theDeputyIsTold();
        camel.getRouteController().startRoute("voice");
        directory.save(new Person(
                carol.id(),
                carol.name(),
                carol.language(),
                carol.timeZone(),
                Preferences.UNSET,
                carol.devices().subList(0, 1)));

        UUID caseId = callFails(Cause.BUSY);

        assertThat(sent(NOTIFICATION)).isZero();
        assertThat(jdbc.sql("select count(*) from outbound_message where case_id = ? and kind = 'NOTIFICATION'")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
