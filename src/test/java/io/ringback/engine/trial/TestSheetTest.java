package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same sheet as editors and spreadsheets here and there write it. */
class TestSheetTest {

    private static TestSheet read(String text) throws TestSheet.Illegible {
        return TestSheet.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                Arguments.of("an editor, with commas", "cause,wait,sentence\nBUSY,PT12H,Engaged: half a day.\n"),
                Arguments.of("Excel in Sweden", "cause;wait;sentence\r\nBUSY;PT12H;Engaged: half a day.\r\n"),
                Arguments.of("Excel, as CSV UTF-8", "\ufeffcause;wait;sentence\r\nBUSY;PT12H;Engaged: half a day.\r\n"),
                Arguments.of(
                        "tabs, as copied out of a spreadsheet",
                        "cause\twait\tsentence\nBUSY\tPT12H\tEngaged: half a day.\n"),
                Arguments.of(
                        "with the separator named", "sep=;\r\ncause;wait;sentence\r\nBUSY;PT12H;Engaged: half a day."),
                Arguments.of(
                        "LibreOffice, all in quotes",
                        "\"cause\",\"wait\",\"sentence\"\n\"BUSY\",\"PT12H\",\"Engaged: half a day.\"\n"),
                Arguments.of(
                        "cells as the table writes them",
                        "cause;wait;sentence\n\"\"\"BUSY\"\"\";\"PT12H\";Engaged: half a day.\n"),
                Arguments.of("as formulas", "cause;wait;sentence\nBUSY;=\"PT12H\";Engaged: half a day.\n"),
                Arguments.of(
                        "formulas, saved again", "cause;wait;sentence\nBUSY;\"=\"\"PT12H\"\"\";Engaged: half a day.\n"),
                Arguments.of(
                        "with spaces around",
                        " cause ; wait ; sentence \n BUSY ;\u00a0PT12H ; Engaged: half a day. \n"),
                Arguments.of(
                        "with empty columns and rows behind",
                        "cause;wait;sentence;;\nBUSY;PT12H;Engaged: half a day.;;\n;;;;\n\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void howeverItIsWrittenItIsTheSame(String who, String text) throws TestSheet.Illegible {
        TestSheet sheet = read(text);

        assertThat(sheet.header()).containsExactly("cause", "wait", "sentence");
        assertThat(sheet.rows())
                .containsExactly(new TestSheet.Row(2, List.of("BUSY", "PT12H", "Engaged: half a day.")));
    }

    @Test
    void rowsAreCountedAsASpreadsheetCountsThem() throws TestSheet.Illegible {
        TestSheet sheet = read("a;sentence\n1;One\n\n;\n2;\"Two,\nin two lines; with a separator\"\n3;Three");

        assertThat(sheet.rows())
                .containsExactly(
                        new TestSheet.Row(2, List.of("1", "One")),
                        new TestSheet.Row(5, List.of("2", "Two,\nin two lines; with a separator")),
                        new TestSheet.Row(6, List.of("3", "Three")));
    }

    @Test
    void cellsThatAreMissingAtTheEndAreEmpty() throws TestSheet.Illegible {
        assertThat(read("a;b;c\n1\n").rows()).containsExactly(new TestSheet.Row(2, List.of("1", "", "")));
    }

    static Stream<Arguments> illegible() {
        return Stream.of(
                Arguments.of("a;sentence\n1;One; two", "Row 2 has 3 cells, and the header has 2."),
                Arguments.of("a;sentence\n1;\"One", "Row 2 cannot be read."),
                Arguments.of("", "Its first row is empty."),
                Arguments.of("\n\na;sentence\n", "Its first row is empty."),
                Arguments.of("a;sentence\n" + "1;One\n".repeat(2001), "It has more than 2000 rows."),
                Arguments.of("a;sentence\n1;" + "x".repeat(1_000_000), "The file is larger than 1000000 bytes."));
    }

    @ParameterizedTest
    @MethodSource("illegible")
    void whatCannotBeReadIsSaidWithTheRow(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(TestSheet.Illegible.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void anotherAlphabetThanUtf8IsNamed() {
        assertThatThrownBy(() -> TestSheet.of("a;sentence\n1;Åsa".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("It is not UTF-8. Save it as \"CSV UTF-8\".");
        assertThatThrownBy(() -> TestSheet.of("\ufeffa\tsentence\n1\tOne".getBytes(StandardCharsets.UTF_16LE)))
                .hasMessage("It is not UTF-8. Save it as \"CSV UTF-8\".");
    }
}
