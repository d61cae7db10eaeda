package io.ringback.engine;

import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.Diagrams.Deployment;
import io.ringback.delivery.Cap;
import io.ringback.delivery.CapsPolicy;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.TableWithRow;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Rows of message-caps that an analyst writes and an administrator deploys, with the settings as they are shipped. */
class MessageCapsTableTest extends ProcessTestBase {

    private static final String FILE = "message-caps.dmn";

    @Autowired
    private ApplicationContext application;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private DataSource dataSource;

    @TempDir
    private Path folder;

    private NodeWithFiles node;

    @BeforeEach
    void copyOfTheDiagrams() throws IOException {
        NodeWithFiles.copyShippedFiles(folder);
        node = NodeWithFiles.of(application, folder);
    }

    private Deployment deployed(Map<String, String> conditions, Map<String, String> caps) throws IOException {
        Map<String, String> all = new HashMap<>();
        List.of("perReceiver", "perPair", "perCaller", "perTrunk", "perTrunkUnverified", "perRange")
                .forEach(column -> all.put(column, "\"ceiling\""));
        all.putAll(caps);
        Files.writeString(
                folder.resolve(FILE), TableWithRow.of(Files.readString(Path.of("bpmn", FILE)), conditions, all));
        return node.deploy();
    }

    private void annaCallsSomebody(int number) {
        Person callee = person(
                "Carol " + number,
                "tel:+4670174" + (1000 + number),
                "mailto:carol" + number + "@example.test",
                Preferences.UNSET);
        calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                address(anna),
                address(callee),
                Medium.VOICE,
                Cause.BUSY,
                Instant.now(),
                "test"));
    }

    private List<String> heldBy() {
        return jdbc.sql("select held_by from outbound_message where state = 'WAITING' and held_by is not null")
                .query(String.class)
                .list();
    }

    @Test
    void aRowThatAnAnalystPutsInHoldsTheSecondBackAndTellsOfAllAtTheEndOfTheWindow() throws Exception {
        assertThat(deployed(Map.of("purpose", "\"QUESTION\""), Map.of("perReceiver", "\"1 in PT10M\""))
                        .refused())
                .isEmpty();

        annaCallsSomebody(1);
        messageSent(QUESTION, 1);
        annaCallsSomebody(2);
        annaCallsSomebody(3);
        assertThat(heldBy()).containsOnly("message-caps (perReceiver)").hasSize(2);
        assertThat(jdbc.sql("select count(*) from failed_call_case where outcome is null")
                        .query(Long.class)
                        .single())
                .as("the cases open all the same")
                .isEqualTo(3);

        passes(Duration.ofMinutes(10));

        OutboundMessage summary = messageSent(QUESTION, 2);
        await().until(() -> heldBy().isEmpty());
        assertThat(PesteringTest.plainText((MimeMessage) BODIES.get(summary.id())))
                .contains("One more was held back", "Carol 2", "Carol 3");
        assertThat(sent(QUESTION)).isEqualTo(2);
    }

    @Test
    void thePreviewSaysThatEarlierCasesTellNothingOfIt() throws IOException {
        node.change(FILE, "\"ceiling\"", "\"2/6\"");

        assertThat(node.diagrams().preview().earlier().notTried())
                .singleElement()
                .asString()
                .startsWith("message-caps holds back by what was written just before");
    }

    @Test
    void theSettingsAreTheCeilingOfTheTable() throws IOException {
        deployed(Map.of("purpose", "\"QUESTION\""), Map.of("perReceiver", "\"1000/1000\""));

        for (int call = 0; call < 8; call++) {
            annaCallsSomebody(call);
        }

        await().until(() -> sent(QUESTION) == 6);
        assertThat(heldBy()).containsOnly("per-receiver").hasSize(2);
    }

    @Test
    void aRowForOthersHoldsNothingBack() throws IOException {
        deployed(
                Map.of("purpose", "\"QUESTION\"", "callerIdentity", "\"UNVERIFIED\""),
                Map.of("perReceiver", "\"1/1\""));

        annaCallsSomebody(1);
        annaCallsSomebody(2);

        assertThat(heldBy()).isEmpty();
    }

    @Test
    void aTableThatCannotBeIsRefusedWithTheReasonAndWhatIsInForceStays() throws IOException {
        deployed(Map.of("purpose", "\"QUESTION\""), Map.of("perReceiver", "\"1/1\""));
        int version = node.versionOf(FILE);

        Deployment refused = deployed(Map.of("medium", "\"E-MAIL\""), Map.of("perReceiver", "\"-1/6\""));

        assertThat(refused.refused()).extracting(refusal -> refusal.sentence()).anySatisfy(sentence -> assertThat(
                        sentence)
                .contains(FILE, "NewRow", "The output \"perReceiver\" is \"-1/6\"", "such as 6/20"));
        assertThat(node.versionOf(FILE)).isEqualTo(version);
        annaCallsSomebody(1);
        annaCallsSomebody(2);
        assertThat(heldBy()).containsExactly("message-caps (perReceiver)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"whatever\"", "\"6/20", "6 in (", "date(\"yesterday\")"})
    void ofATableThatWasDeployedAroundTheChecksAndCannotDecideTheCeilingIsLeft(String cell) throws IOException {
        repository
                .createDeployment()
                .addString(FILE, Files.readString(Path.of("bpmn", FILE)).replace("\"ceiling\"", cell))
                .deploy();

        for (int call = 0; call < 7; call++) {
            annaCallsSomebody(call);
        }

        assertThat(heldBy()).containsExactly("per-receiver");
        assertThat(node.diagrams().warnings())
                .anySatisfy(warning -> assertThat(warning.sentence()).contains(FILE, "not checked"));
    }

    @Test
    void howeverManyMessagesAreAskedAboutTheDatabaseIsAskedForTheTableOnceASecond() throws IOException {
        deployed(Map.of("purpose", "\"QUESTION\""), Map.of("perReceiver", "\"1/1\""));
        AtomicInteger questions = new AtomicInteger();
        DataSource counting = new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                questions.incrementAndGet();
                return super.getConnection();
            }
        };
        CapsPolicy policy = new TableCapsPolicy(
                JdbcClient.create(counting), new StandingAnswers(), application.getBean(FileTrial.class));
        Instant began = Instant.now();

        for (int message = 0; message < 10_000; message++) {
            policy.ranges();
            assertThat(policy.of(new CapsPolicy.About(QUESTION, Medium.SMS, CallerIdentity.NOT_TOLD, "NONE", "SE"))
                            .perReceiver())
                    .isEqualTo(Cap.valueOf("1/1"));
        }

        assertThat(questions.get())
                .isLessThanOrEqualTo(
                        3 + (int) Duration.between(began, Instant.now()).toSeconds());
    }

    @Test
    void withoutATableTheCeilingIsLeftAndAnAdministratorIsTold() {
        List<String> there =
                repository.createDecisionDefinitionQuery().decisionDefinitionKey("message-caps").list().stream()
                        .map(definition -> definition.getDeploymentId())
                        .toList();
        there.forEach(repository::deleteDeployment);
        try {
            assertThat(node.diagrams().preview().files())
                    .anySatisfy(file -> assertThat(file.file()).isEqualTo(FILE));
            assertThat(node.diagrams().warnings()).anySatisfy(warning -> assertThat(warning.sentence())
                    .contains("only the settings ringback.caps say how often people are written to"));
            for (int call = 0; call < 7; call++) {
                annaCallsSomebody(call);
            }
            assertThat(heldBy()).containsExactly("per-receiver");
        } finally {
            node.deploy();
            before = new NodeWithFiles.Before(repository, jdbc);
        }
    }
}
