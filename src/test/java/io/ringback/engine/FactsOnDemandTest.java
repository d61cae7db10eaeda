package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.engine.trial.TableWithRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Which facts a table has looked up: those it asks for, and no others. */
class FactsOnDemandTest {

    private final List<String> lookedUp = new ArrayList<>();
    private final DmnEngine tables = new FactsOnDemand(
                    new StaticListableBeanFactory().getBeanProvider(CaseInHand.class))
            .before(PlainCellsPlugin.engineForTrials());

    private DmnDecisionResult asked(String id, String table, Map<String, Object> known) {
        Map<String, Supplier<Object>> offered = new HashMap<>();
        Map.<String, Object>of("hour", 23, "weekday", "SUNDAY", "noticesToday", 3, "callerIsVip", true)
                .forEach((name, fact) -> offered.put(name, () -> {
                    lookedUp.add(name);
                    return fact;
                }));
        DmnDecision decision =
                tables.parseDecision(id, new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)));
        return tables.evaluateDecision(
                decision,
                Variables.fromMap(known)
                        .putValue(FactsOnDemand.OFFER, new OfferedFacts(offered))
                        .asVariableContext());
    }

    private static String shipped(String id) throws IOException {
        return Files.readString(Path.of("bpmn", id + ".dmn"));
    }

    private static Map<String, Object> known() {
        Map<String, Object> known = new HashMap<>();
        for (String name : List.of(
                "callerKnown",
                "calleeKnown",
                "smsLeft",
                "emailLeft",
                "voiceLeft",
                "switchAvailable",
                "callerOnTheLine",
                "callerHasPhone",
                "calleeHasPhone")) {
            known.put(name, true);
        }
        for (String name : List.of(
                "samePerson",
                "callerNever",
                "calleeNever",
                "calleeBlocksCaller",
                "callerAlwaysNotifies",
                "textOnly",
                "calleeAlwaysWantsToKnow",
                "conference",
                "quietHours",
                "mmsLeft",
                "instantMessageLeft")) {
            known.put(name, false);
        }
        known.putAll(Map.of(
                "cause",
                "BUSY",
                "purpose",
                "NOTIFICATION",
                "failedMedium",
                "VOICE",
                "preferred",
                "SMS",
                "preferredWritten",
                "SMS",
                "medium",
                "SMS",
                "choice",
                "CONNECT",
                "connectionAttempts",
                0));
        return known;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"consent-policy", "consent-on-the-spot", "choice-of-medium", "waiting-times", "connect-or-inform"
            })
    void theTablesAsTheyAreHaveNothingLookedUp(String id) throws IOException {
        assertThat(asked(id, shipped(id), known())).hasSize(1);

        assertThat(lookedUp).isEmpty();
    }

    @Test
    void whatATableAsksForIsLookedUpOnceHoweverManyRowsItHas() throws IOException {
        String table = TableWithRow.of(
                shipped("choice-of-medium"), Map.of("hour", "< 6", "smsLeft", "true"), Map.of("medium", "\"SMS\""));
        table = TableWithRow.of(
                table.replace("NewRow", "Other"),
                Map.of("hour", ">= 22", "callerIsVip", "true", "emailLeft", "true"),
                Map.of("medium", "\"EMAIL\""));

        assertThat(asked("choice-of-medium", table, known()).getSingleResult().<String>getEntry("medium"))
                .isEqualTo("EMAIL");

        assertThat(lookedUp).containsExactlyInAnyOrder("hour", "callerIsVip");
    }

    @Test
    void aFactCountsForMoreThanAVariableOfThatName() throws IOException {
        String table =
                TableWithRow.of(shipped("waiting-times"), Map.of("weekday", "\"SUNDAY\""), Map.of("wait", "\"P3D\""));
        Map<String, Object> known = known();
        known.put("weekday", "MONDAY");

        assertThat(asked("waiting-times", table, known).getSingleResult().<String>getSingleEntry())
                .isEqualTo("P3D");
    }
}
