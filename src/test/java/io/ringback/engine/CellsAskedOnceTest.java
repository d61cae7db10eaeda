package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsAskedOnceTest {

    private final List<String> asked = new ArrayList<>();
    private final FeelEngine feel = new ScalaFeelEngineFactory().createInstance();
    private final FeelEngine once = new CellsAskedOnce(new FeelEngine() {
        @Override
        public boolean evaluateSimpleUnaryTests(String test, String inputName, VariableContext facts) {
            asked.add(test);
            return feel.evaluateSimpleUnaryTests(test, inputName, facts);
        }

        @Override
        public <T> T evaluateSimpleExpression(String expression, VariableContext facts) {
            asked.add(expression);
            return feel.evaluateSimpleExpression(expression, facts);
        }
    });

    private boolean test(String cell, Object fact, Object other) {
        return once.evaluateSimpleUnaryTests(cell, "fact", facts(fact, other));
    }

    private static VariableContext facts(Object fact, Object other) {
        return Variables.putValue("fact", fact).putValue("other", other).asVariableContext();
    }

    @Test
    void whatACellSaysOfTheSameFactsIsAskedOnce() {
        assertThat(test("not(\"NONE\", other)", "SMS", "EMAIL")).isTrue();
        assertThat(test("not(\"NONE\", other)", "SMS", "EMAIL")).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void otherFactsAreAskedAbout() {
        assertThat(test("not(\"NONE\", other)", "SMS", "EMAIL")).isTrue();
        assertThat(test("not(\"NONE\", other)", "SMS", "SMS")).isFalse();
        assertThat(test("not(\"NONE\", other)", "NONE", "SMS")).isFalse();
        assertThat(test("< 3", 2, "SMS")).isTrue();
        assertThat(test("< 3", 3, "SMS")).isFalse();
        assertThat(asked).hasSize(5);
    }

    @Test
    void theAnswerThatThereIsNoneIsKeptToo() {
        for (int i = 0; i < 2; i++) {
            assertThat(once.<Object>evaluateSimpleExpression("fact", facts(null, "SMS")))
                    .isNull();
        }
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"today() > date(\"2020-01-01\")", "now() > other", "random number() > 0.5"})
    void whatChangesByItselfIsAskedEachTime(String expression) {
        for (int i = 0; i < 2; i++) {
            once.<Object>evaluateSimpleExpression(expression, facts("SMS", "SMS"));
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void factsOfMoreThanOnePartAreAskedAboutEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThat(once.<Boolean>evaluateSimpleExpression(
                            "list contains(fact, \"SMS\")", facts(List.of("SMS"), "SMS")))
                    .isTrue();
        }
        assertThat(asked).hasSize(2);
    }
}
