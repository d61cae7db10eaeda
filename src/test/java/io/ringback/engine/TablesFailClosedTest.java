package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.InForce;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A table that somebody deployed by the engine's API, where nobody tried it, lets no message out when it cannot decide. */
class TablesFailClosedTest extends ProcessTestBase {

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ApplicationContext application;

    private NodeWithFiles.Before before;

    @BeforeEach
    void asItIs() {
        before = new NodeWithFiles.Before(repository, jdbc);
    }

    @AfterEach
    void asItWas() {
        before.forgetWhatCameSince();
    }

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
            """)
    void aTableThatCannotDecideIsNamedWithItsInputsAndTheCallIsTakenOnceItIsMended(
            String file, String right, String wrong, String problem, String input) throws IOException {
        preferring(anna, new Preferences(problem.contains("more than one"), false, false));
        deployAroundTheChecks(file, right, wrong);

        callFails(Cause.NO_ANSWER);

        await().untilAsserted(() ->
                assertThat(problems()).singleElement().asString().contains(problem, input, "Correct the table"));
        assertThat(problems().get(0)).doesNotContain("tel:", "+46", "@");
        assertThat(SENT).isEmpty();

        Deployment mended = NodeWithFiles.of(application, Path.of("bpmn")).deploy();

        assertThat(mended.refused()).isEmpty();
        assertThat(mended.renewed()).extracting(InForce::file).containsExactly(file);
        // It is tried again by itself, ever later the longer that has failed.
        await().atMost(Duration.ofMinutes(2))
                .until(() -> sent(MessageKind.QUESTION) + sent(MessageKind.NOTIFICATION) == 1);
    }

    private List<String> problems() {
        return jdbc.sql("select problem from inbound_event where state = 'WAITING' and problem is not null")
                .query(String.class)
                .list();
    }
}
