package io.ringback.engine;

import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.conversation.Acceptance;
import io.ringback.conversation.AcceptancePolicy;
import io.ringback.conversation.AcceptancePolicy.Leg;
import io.ringback.conversation.Choice;
import io.ringback.directory.Address;
import io.ringback.directory.Preferences;
import io.ringback.engine.trial.TableWithRow;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

/** Who has to press a key before they are connected, as the table accepted-by-key in force says. */
@ExtendWith(OutputCaptureExtension.class)
class AcceptedByKeyTest extends ProcessTestBase {

    private static final String FILE = "accepted-by-key.dmn";
    private static final Address MOBILE = new Address("tel:+46701740606");
    private static final Address DESK = new Address("tel:+46812340601");

    @Autowired
    private ApplicationContext application;

    @Autowired
    private AcceptancePolicy policy;

    @Autowired
    private StandingAnswers inForce;

    @Autowired
    private RepositoryService repository;

    @TempDir
    private Path folder;

    private UUID caseId;

    @BeforeEach
    void bobPressesTheButton() {
        preferring(anna, new Preferences(true, false, false));
        caseId = callFails(Cause.BUSY);
        assertThat(conversation
                        .choose(
                                received(NOTIFICATION, 1, Purpose.CONTACT),
                                Choice.INFORM,
                                Optional.of(bob.devices().get(0).id()))
                        .receipt()
                        .name())
                .isEqualTo("ACCEPTED");
    }

    @ParameterizedTest
    @CsvSource({
        "CALLEE, tel:+46701740606,   0,   PAGE,  ANSWER",
        "CALLEE, tel:+46701740606,   119, REPLY, ANSWER",
        "CALLEE, tel:+46701740606,   121, PAGE,  KEY",
        "CALLEE, tel:+46812340601,   0,   PAGE,  KEY",
        "CALLEE, sip:bob@example.test, 0, PAGE,  KEY",
        // In North America a number does not tell.
        "CALLEE, tel:+12125550123,   0,   PAGE,  KEY",
        // Taken in by a node that does not note it yet.
        "CALLEE, tel:+46701740606,   0,   ,      KEY",
        "CALLER, tel:+46701740605,   0,   PAGE,  KEY",
    })
    void asItIsShipped(Leg leg, String phone, int secondsAgo, String means, Acceptance accepted) {
        jdbc.sql("update failed_call_case set contact_means = ?, contacted_at = contacted_at - ? * interval '1 second'"
                        + " where id = ?")
                .params(means, secondsAgo, caseId)
                .update();

        assertThat(policy.of(caseId, leg, new Address(phone))).isEqualTo(accepted);
    }

    @Test
    void howBobAskedForItIsNoted() {
        assertThat(jdbc.sql("select contact_means from failed_call_case where id = ? and contacted_at is not null")
                        .param(caseId)
                        .query(String.class)
                        .single())
                .isEqualTo("PAGE");
    }

    @Test
    void aRowSaysOtherwise() throws Exception {
        deploy(Map.of("leg", "\"CALLER\"", "callerIdentity", "\"NOT_TOLD\""), "\"ANSWER\"");

        assertThat(policy.of(caseId, Leg.CALLER, MOBILE)).isEqualTo(Acceptance.ANSWER);
        assertThat(policy.of(caseId, Leg.CALLEE, DESK)).isEqualTo(Acceptance.KEY);
    }

    @Test
    void anotherWordIsRefused() throws Exception {
        NodeWithFiles node = withRow(Map.of("leg", "\"CALLER\""), "\"NOTHING\"");

        assertThat(node.deploy().refused()).extracting(Refusal::sentence).anySatisfy(sentence -> assertThat(sentence)
                .contains("NOTHING"));
        assertThat(policy.of(caseId, Leg.CALLER, MOBILE)).isEqualTo(Acceptance.KEY);
    }

    @Test
    void aTableThatSaysNeitherWordConnectsNobodyWithoutAKeyAndTheLogSaysSo(CapturedOutput log) throws Exception {
        repository
                .createDeployment()
                .addString(FILE, Files.readString(Path.of("bpmn", FILE)).replace(">\"ANSWER\"<", ">\"PERHAPS\"<"))
                .deploy();
        inForce.change();

        assertThat(policy.of(caseId, Leg.CALLEE, MOBILE)).isEqualTo(Acceptance.KEY);
        assertThat(log.getOut())
                .contains("does not say what counts as an answer of the CALLEE")
                .doesNotContain("740606");
    }

    private void deploy(Map<String, String> conditions, String accepted) throws Exception {
        assertThat(withRow(conditions, accepted).deploy().refused())
                .extracting(Refusal::sentence)
                .isEmpty();
    }

    private NodeWithFiles withRow(Map<String, String> conditions, String accepted) throws Exception {
        NodeWithFiles.copyShippedFiles(folder);
        Files.writeString(
                folder.resolve(FILE),
                TableWithRow.of(Files.readString(Path.of("bpmn", FILE)), conditions, Map.of("accepted", accepted)));
        return NodeWithFiles.of(application, folder);
    }
}
