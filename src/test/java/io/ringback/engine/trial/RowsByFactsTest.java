package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looking at bits finds the rows that asking column by column finds. */
class RowsByFactsTest {

    @ParameterizedTest
    @EnumSource(TableContract.class)
    void shippedTablesAreDecidedAlikeEitherWay(TableContract contract) throws Exception {
        DmnEngine engine =
                DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
        byte[] file = Files.readAllBytes(Path.of("bpmn", contract.decision() + ".dmn"));
        Decision decision =
                Dmn.readModelFromStream(new ByteArrayInputStream(file)).getModelElementById(contract.decision());
        TriedTable table = new TriedTable(engine, (DecisionTable) decision.getExpression());

        for (Combinations asked : contract.questions()) {
            Combinations facts = asked.only(table.names()::contains);
            RowsByFacts rows = new RowsByFacts(table, facts);
            new Random(5).longs(300, 0, facts.size()).forEach(number -> {
                Map<String, Object> one = facts.at(number);
                assertThat(rows.deciding(number)).as(one.toString()).isEqualTo(table.deciding(one));
            });
        }
    }
}
