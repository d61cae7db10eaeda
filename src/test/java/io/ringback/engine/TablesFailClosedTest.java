package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.Cause;
import io.ringback.inbox.StuckEvents;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.context.ApplicationContext;

/** A table that somebody deployed by the engine's API, where nobody tried it, lets no message out when it cannot decide. */
class TablesFailClosedTest extends ProcessTestBase {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private HealthEndpoint health;

    @Autowired
    private StuckEvents stuck;

    private void deployAroundTheChecks(String file, String right, String wrong) throws IOException {
        String text = Files.readString(Path.of("bpmn", file));
        assertThat(text).contains(right);
        repository
                .createDeployment()
                .name("by hand")
                .addString(file, text.replace(right, wrong))
                .deploy();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            waiting-times.dmn  | <text>"QUESTION"</text>   | <text>"QUESTIONS"</text> | waiting-times says nothing if    | QUESTION
            waiting-times.dmn  | <text>"PT4H"</text>       | <text>PT4H</text>        | says wait = null                 | QUESTION
            consent-policy.dmn | <text>"ASK"</text>        | <text>"Ask"</text>       | says consent = Ask               | NO_ANSWER
            consent-policy.dmn | hitPolicy="FIRST"         | hitPolicy="COLLECT"      | says more than one thing         | true
            consent-policy.dmn | hitPolicy="FIRST"         | hitPolicy="UNIQUE"       | says more than one thing         | true
            consent-policy.dmn | hitPolicy="FIRST"         | hitPolicy="ANY"          | says more than one thing         | true
            """)
    void aTableThatCannotDecideIsNamedWithItsInputsAndTheCallIsTakenOnceItIsMended(
            String file, String right, String wrong, String problem, String input) throws IOException {
        preferring(anna, new Preferences(problem.contains("more than one"), false, false));
        deployAroundTheChecks(file, right, wrong);

        callFails(Cause.NO_ANSWER);

        await().untilAsserted(() ->
                assertThat(problems()).singleElement().asString().contains(problem, input, "Correct the table"));
        assertThat(problems().get(0)).contains(file.replace(".dmn", "")).doesNotContain("tel:", "+46", "@");
        assertThat(inbox().getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(SENT).isEmpty();

        Deployment mended = NodeWithFiles.of(application, Path.of("bpmn")).deploy();

        assertThat(mended.refused()).isEmpty();
        assertThat(mended.renewed()).extracting(InForce::file).containsExactly(file);
        pressTryAgain();
        await().until(() -> sent(MessageKind.QUESTION) + sent(MessageKind.NOTIFICATION) == 1);
    }

    @Test
    void whatTheCalleeChoosesIsShownToOperatorsAndTakesEffectOnceTheTableIsMended() throws IOException {
        UUID caseId = callFails(Cause.NO_ANSWER);
        conversation.answer(received(MessageKind.QUESTION, 1, Purpose.ANSWER), Answer.YES);
        SessionIdentifier contact = received(MessageKind.NOTIFICATION, 1, Purpose.CONTACT);
        deployAroundTheChecks("connect-or-inform.dmn", "<text>\"INFORM\"</text>", "<text>\"Inform\"</text>");

        assertThat(conversation
                        .choose(contact, Choice.INFORM, Optional.of(voiceOf(bob)))
                        .receipt())
                .isEqualTo(Receipt.ACCEPTED);

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("connect-or-inform says nothing if", "INFORM", "Correct the table");
        assertThat(inbox().getDetails()).containsEntry("stuck", 1L);
        assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");

        NodeWithFiles.of(application, Path.of("bpmn")).deploy();
        pressTryAgain();
        awaitOutcome(caseId, "INFORMED");
    }

    /** As an operator does who does not wait until it is tried again by itself. */
    private void pressTryAgain() {
        jdbc.sql("select id from inbound_event where state = 'STUCK'")
                .query(String.class)
                .list()
                .forEach(stuck::tryAgain);
    }

    private Health inbox() {
        return (Health) health.healthForPath("inbox");
    }

    private List<String> problems() {
        return jdbc.sql("select problem from inbound_event where state = 'STUCK'")
                .query(String.class)
                .list();
    }
}
