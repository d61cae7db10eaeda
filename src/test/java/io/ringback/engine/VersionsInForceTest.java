package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which version of a table answers, when another has just been deployed. */
class VersionsInForceTest extends ProcessTestBase {

    private static final String TABLE = "one-cell";

    @Autowired
    private RepositoryService repository;

    @Autowired
    private DecisionService decisions;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private DataSource database;

    @BeforeEach
    void one() {
        deploy(repository, "one");
        assertThat(answer()).isEqualTo("one");
    }

    @AfterEach
    void removeAll() {
        repository
                .createDeploymentQuery()
                .deploymentName(TABLE)
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    private static Deployment deploy(RepositoryService to, String answer) {
        return to.createDeployment()
                .name(TABLE)
                .addString(TABLE + ".dmn", """
                        <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
                          <decision id="%s" name="One cell">
                            <decisionTable id="t"><output id="o" name="o" typeRef="string"/>
                              <rule id="r"><outputEntry id="e"><text>"%s"</text></outputEntry></rule>
                            </decisionTable>
                          </decision>
                        </definitions>
                        """.formatted(TABLE, answer))
                .deploy();
    }

    private String answer() {
        return decisions.evaluateDecisionTableByKey(TABLE, Map.of()).getSingleEntry();
    }

    @Test
    void countsAtOnceOnThisNode() {
        deploy(repository, "two");

        assertThat(answer()).isEqualTo("two");
    }

    @Test
    void isTheOneBeforeAgainWhenTheLastIsRemoved() {
        Deployment two = deploy(repository, "two");
        assertThat(answer()).isEqualTo("two");

        repository.deleteDeployment(two.getId(), true);

        assertThat(answer()).isEqualTo("one");
    }

    @Test
    void countsForItsOwnTransactionOnlyUntilThatCommits() {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            deploy(repository, "two");
            assertThat(answer()).isEqualTo("two");
            transaction.setRollbackOnly();
        });

        assertThat(answer()).isEqualTo("one");
    }

    @Test
    void countsSoonWhenAnotherNodeDeployedIt() {
        ProcessEngine other = otherNode();
        try {
            deploy(other.getRepositoryService(), "two");

            await().untilAsserted(() -> assertThat(answer()).isEqualTo("two"));
        } finally {
            other.close();
        }
    }

    private ProcessEngine otherNode() {
        return new StandaloneProcessEngineConfiguration()
                .setProcessEngineName("other")
                .setDataSource(database)
                .setDatabaseSchemaUpdate("false")
                .setHistory("activity")
                .setEnforceHistoryTimeToLive(false)
                .setJobExecutorActivate(false)
                .buildProcessEngine();
    }
}
