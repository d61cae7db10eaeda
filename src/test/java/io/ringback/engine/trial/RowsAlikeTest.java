package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Diagrams.Warning;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Duplicate, conflicting and shadowed rows of an analyst's own table, by its hit policy. */
class RowsAlikeTest {

    private static final String A_B = "\"a\", \"b\" -> \"x\"";
    private static final String B_A = "\"b\",\"a\" -> \"x\"";
    private static final String A = "\"a\" -> \"y\"";
    private static final String NOT_C = "not(\"c\") -> \"x\"";
    private static final String ALL = " -> \"z\"";

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("FIRST", List.of(A_B, A), "Row 2 is never reached: row 1 takes all that it would."),
                Arguments.of(
                        "FIRST",
                        List.of(A_B, B_A),
                        "Row 2 is never reached: row 1 asks for the same and says the same."),
                Arguments.of(
                        "FIRST",
                        List.of("\"a\" -> \"x\"", A),
                        "Row 2 is never reached: row 1 asks for the same and says something else."),
                Arguments.of("FIRST", List.of(NOT_C, A), "Row 2 is never reached: row 1 takes all that it would."),
                Arguments.of(
                        "FIRST",
                        List.of(ALL, "- -> \"q\""),
                        "Row 2 is never reached: row 1 asks for the same and says something else."),
                Arguments.of("FIRST", List.of(A, A_B, ALL), ""),
                Arguments.of("FIRST", List.of(NOT_C, "\"c\", \"a\" -> \"y\""), ""),
                Arguments.of("FIRST", List.of("< 5 -> \"x\"", "< 3 -> \"y\""), ""),
                Arguments.of(
                        "UNIQUE",
                        List.of(A, A_B),
                        "Rows 1 and 2 fit together, and with the hit policy \"Unique\" the table then does not say one thing."),
                Arguments.of("UNIQUE", List.of(A, "\"b\" -> \"x\""), ""),
                Arguments.of(
                        "ANY",
                        List.of(A, A_B),
                        "Rows 1 and 2 fit together, and with the hit policy \"Any\" they must say the same."),
                Arguments.of("ANY", List.of(A_B, "\"a\" -> \"x\""), ""),
                Arguments.of("ANY", List.of(A_B, B_A), "Row 2 says the same as row 1."),
                Arguments.of("COLLECT", List.of(A_B, B_A), "Row 2 says the same as row 1."),
                Arguments.of("COLLECT", List.of(A_B, A, ALL), ""),
                Arguments.of("RULE ORDER", List.of(A_B, B_A), "Row 2 says the same as row 1."));
    }

    private static List<String> warnings(String table) {
        FileFindings findings = new FileFindings("own.dmn");
        RowsAlike.warn(
                Dmn.readModelFromStream(new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)))
                        .getModelElementsByType(DecisionTable.class)
                        .iterator()
                        .next(),
                findings);
        return findings.warnings().stream().map(Warning::problem).toList();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void whatTheCellsAloneSayIsTold(String hitPolicy, List<String> rules, String warning) {
        assertThat(warnings(OwnTable.of(hitPolicy, "string", "word", rules)))
                .isEqualTo(warning.isEmpty() ? List.of() : List.of(warning));
    }

    @Test
    void whereATableCountsTheSameRowTwiceMayBeMeant() {
        assertThat(warnings(OwnTable.of("COLLECT\" aggregation=\"COUNT", "string", "word", List.of(A_B, B_A))))
                .isEmpty();
    }

    @Test
    void ofATableThatTheDiagramReliesOnTheRowAboveIsNamed() {
        ShippedFiles files = ShippedFiles.copy();
        String rule = files.element("waiting-times.dmn", "<rule id=\"VoiceMessage\"");
        files.replacing(
                "waiting-times.dmn",
                rule,
                rule + rule.replace("VoiceMessage", "Twice").replace("PT24H", "PT23H"));

        assertThat(files.tried().warned())
                .extracting(Warning::problem)
                .containsExactly("Row 4 is never reached: row 3 asks for the same and says something else.");
    }
}
