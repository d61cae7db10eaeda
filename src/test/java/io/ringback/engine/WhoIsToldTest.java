package io.ringback.engine;

import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.conversation.Choice;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Particulars;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.engine.trial.TableWithRow;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.privacy.Erasure;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ContactView;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

/** Who stands in for the callee is told in their stead when a row of the table who-is-told says so, and as they wish themselves. */
@ExtendWith(OutputCaptureExtension.class)
class WhoIsToldTest extends ProcessTestBase {

    private static final String FILE = "who-is-told.dmn";
    private static final String ALL_DAYS =
            "\"MONDAY\", \"TUESDAY\", \"WEDNESDAY\", \"THURSDAY\", \"FRIDAY\", \"SATURDAY\", \"SUNDAY\"";

    @Autowired
    private ApplicationContext application;

    @Autowired
    private StandingAnswers inForce;

    @Autowired
    private Erasure erasure;

    @Autowired
    private RepositoryService repository;

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
        deputyOf(bob, carol.id());
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

        ContactView shown = conversation.notice(session).orElseThrow().view();
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

    /** What would trouble somebody whom the call does not concern, or reaches nobody, is for the callee. */
    @ParameterizedTest
    @EnumSource
    void inDoubtTheCalleeIsTold(Doubt doubt) throws Exception {
        theDeputyIsTold();
        switch (doubt) {
            case WANTS_NOTHING -> preferring(carol, new Preferences(false, false, true));
            case HAS_STOPPED -> carol.devices().forEach(device -> saysStop(device.address()));
            case HAS_A_TELEPHONE_ALONE -> havingOnly(carol, carol.devices().subList(0, 1));
            case HAS_BLOCKED_THE_CALLER -> directory.block(carol.id(), anna.id());
            case HAS_CALLED -> deputyOf(bob, anna.id());
            case IS_DELETED -> directory.delete(carol.id());
            case HAS_NO_DEPUTY -> deputyOf(bob, null);
        }

        assertThat(told()).isEqualTo(bob.id());
        assertThat(steps()).doesNotContain("DEPUTY_TOLD");
    }

    private enum Doubt {
        WANTS_NOTHING,
        HAS_STOPPED,
        HAS_A_TELEPHONE_ALONE,
        HAS_BLOCKED_THE_CALLER,
        HAS_CALLED,
        IS_DELETED,
        HAS_NO_DEPUTY
    }

    private void saysStop(Address address) {
        jdbc.sql("insert into opt_out (address_hash, sender, since) values (?, 'test', now())")
                .param(hash(address))
                .update();
    }

    private List<String> steps() {
        return jdbc.sql("select step from journal").query(String.class).list();
    }

    private void deputyOf(Person person, UUID deputy) {
        directory.save(new Person(
                person.id(),
                person.name(),
                person.language(),
                person.timeZone(),
                person.preferences(),
                person.devices(),
                new Particulars(Optional.empty(), Optional.empty(), Optional.ofNullable(deputy)),
                Optional.empty()));
    }

    private void havingOnly(Person person, List<Device> devices) {
        directory.save(new Person(
                person.id(), person.name(), person.language(), person.timeZone(), Preferences.UNSET, devices));
    }

    @Test
    void aDeputyWhoReadsTextsAloneIsTold() throws Exception {
        theDeputyIsTold();
        camel.getRouteController().startRoute("sms");
        havingOnly(carol, List.of(new Device(UUID.randomUUID(), Medium.SMS, new Address("tel:+46701740607"), "Texts")));
        callFails(Cause.BUSY);

        assertThat(steps()).contains("DEPUTY_TOLD");
    }

    /** A caller whose number may be somebody else's has nobody written to but whom they called. */
    @Test
    void anUnverifiedCallerHasNoThirdPersonWrittenTo() throws Exception {
        theDeputyIsTold();
        callFailsByCarrier(CallerIdentity.UNVERIFIED);

        assertThat(jdbc.sql("select count(*) from failed_call_case where deputy_id is not null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Bob stands in for Carol and Carol for Bob. */
    @Test
    void aRingOfDeputiesIsOneStepLong() throws Exception {
        deputyOf(carol, bob.id());
        theDeputyIsTold();

        assertThat(told()).isEqualTo(carol.id());
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
        assertThat(steps()).contains("DEPUTY_TOLD");
    }

    /** Something that nobody checks may have been deployed beside Ringback. */
    @Test
    void aTableThatSaysNeitherWordHasTheCalleeToldAndTheLogSaysSo(CapturedOutput log) throws Exception {
        repository
                .createDeployment()
                .addString(FILE, Files.readString(Path.of("bpmn", FILE)).replace(">\"CALLEE\"<", ">\"NOBODY\"<"))
                .deploy();
        inForce.change();

        assertThat(told()).isEqualTo(bob.id());
        assertThat(log).contains("does not say who is told");
    }

    @Test
    void whoIsErasedWhileToldIsNamedNowhere() throws Exception {
        theDeputyIsTold();
        UUID caseId = callFails(Cause.BUSY);
        messageSent(NOTIFICATION, 1);

        assertThat(erasure.person(carol.id(), anybody -> true)).isEqualTo(new Erasure.Result.Done(1, 1));
        assertThat(outcome(caseId)).isEqualTo("CANCELLED: erased");
        assertThat(jdbc.sql("select count(*) from failed_call_case where deputy_id is not null")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
