package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain cells mean what the FEEL engine says they mean. */
class PlainCellsTest {

    private final FeelEngine feel = new ScalaFeelEngineFactory().createInstance();
    private final FeelEngine plain = new PlainCells(new CellsAskedOnce(feel));

    private static VariableContext facts(Object fact) {
        return Variables.putValue("fact", fact).putValue("other", "SMS").asVariableContext();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"EMAIL\"",
                "\"SMS\"",
                "\"EMAIL\", \"SMS\"",
                "\"EMAIL\",\"a, b\"",
                "\"\"",
                "not(\"EMAIL\")",
                "true",
                "false",
                " true ",
                "not(true)",
                "not(\"EMAIL\", \"SMS\")",
                "not(\"EMAIL\", other)",
                "not(not(\"EMAIL\"))",
                "3",
                "< 3",
                "[1..3]",
                "other",
                "null",
                "starts with(?, \"EM\")",
                "\"EM\\\"AIL\""
            })
    void aTestHoldsForTheSameFacts(String test) {
        for (Object fact : new Object[] {"EMAIL", "SMS", "a, b", "", true, false, 3, 2.5, null}) {
            assertThat(outcome(plain, test, fact)).as("%s of %s", test, fact).isEqualTo(outcome(feel, test, fact));
        }
    }

    private static Object outcome(FeelEngine engine, String test, Object fact) {
        try {
            return engine.evaluateSimpleUnaryTests(test, "fact", facts(fact));
        } catch (RuntimeException e) {
            return "not evaluated";
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "PT4H"
            fact
            other
            true
            1 + 2
            "a" + "b"
            if fact = "EMAIL" then "yes" else "no"
            unknown
            """)
    void anExpressionHasTheSameValue(String expression) {
        VariableContext facts = facts("EMAIL");
        assertThat(plain.<Object>evaluateSimpleExpression(expression, facts))
                .isEqualTo(feel.<Object>evaluateSimpleExpression(expression, facts));
    }
}
