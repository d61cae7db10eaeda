package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that ask for facts about people: those that docs/for-analysts.md offers to copy, and some that go wrong. */
@BesideOthers
@ResourceLock("the processors")
class CommonWishesTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final Pattern CELL = Pattern.compile("`(\\w+)`: `([^`]*)`");

    /** A row of the section "Common wishes". */
    private record Wish(
            String what, String table, boolean onTop, Map<String, String> row, Map<String, String> results) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Stream<Wish> wishes() throws IOException {
        String page = Files.readString(Path.of("docs/for-analysts.md"));
        String section = page.substring(page.indexOf("## Common wishes"));
        return section.substring(0, section.indexOf("## ", 3))
                .lines()
                .filter(line -> line.contains("`:"))
                .map(line -> line.split("\\s*\\|\\s*"))
                .map(cells -> new Wish(
                        cells[1],
                        cells[2].replaceAll(".*`(.*)\\.dmn`.*", "$1"),
                        cells[3].equals("on top"),
                        cells(cells[4]),
                        cells(cells[5])));
    }

    private static Map<String, String> cells(String text) {
        Map<String, String> cells = new LinkedHashMap<>();
        CELL.matcher(text).results().forEach(cell -> cells.put(cell.group(1), cell.group(2)));
        return cells;
    }

    private static String shipped(String table) throws IOException {
        return Files.readString(Path.of("bpmn", table + ".dmn"));
    }

    private static DmnModelInstance read(String text) {
        return Dmn.readModelFromStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static FileFindings tried(String text) {
        FileFindings findings = new FileFindings("table.dmn");
        new DmnRules(ENGINE).check(read(text), findings);
        return findings;
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void aRowFromThePageIsAcceptedAndDecides(Wish wish) throws IOException {
        String text = TableWithRow.of(shipped(wish.table()), wish.onTop(), wish.row(), wish.results());

        FileFindings findings = tried(text);

        assertThat(findings.refusals()).isEmpty();
        // A row that is never reached would be here.
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void thePageHasSome() throws IOException {
        assertThat(wishes()).hasSizeGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            weekday      | "MON"            | never reached
            weekday      | "SUNDAY"         |
            hour         | 24               | never reached
            hour         | 23               |
            hour         | > 23             | never reached
            hour         | [22..23], [0..5] |
            noticesToday | > 4711           |
            noticesToday | < 0              | never reached
            language     | "SV"             | never reached
            language     | "pt"             |
            openCases    | 17               |
            callerIsVip  | true             |
            """)
    void aCellThatNothingFitsIsWarnedOf(String fact, String cell, String warning) throws IOException {
        FileFindings findings =
                tried(TableWithRow.of(shipped("waiting-times"), Map.of(fact, cell), Map.of("wait", "\"P9D\"")));

        assertThat(findings.refusals()).isEmpty();
        if (warning == null) {
            assertThat(findings.warnings()).isEmpty();
        } else {
            assertThat(findings.warnings()).singleElement().satisfies(found -> {
                assertThat(found.sentence()).contains(warning);
                assertThat(found.element()).isEqualTo("NewRow");
            });
        }
    }

    @Test
    void aFactThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
        FileFindings findings = tried(TableWithRow.of(
                shipped("waiting-times"), Map.of("calleeWeekday", "\"SUNDAY\""), Map.of("wait", "\"P9D\"")));

        assertThat(findings.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.sentence()).contains("There is no fact \"calleeWeekday\" for this table");
            assertThat(refusal.element()).isEqualTo("Input_calleeWeekday");
            assertThat(refusal.mend()).contains("weekday", "noticesToday", "callerIsVip", "purpose");
        });
    }

    /** 7 weekdays, 24 hours, and counts: told apart only where the table tells them apart, they are few. */
    @Test
    void manyFactsAtOnceAreStillTriedInAllCombinations() throws IOException {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("purpose", "\"NOTIFICATION\"");
        row.put("weekday", "\"SATURDAY\", \"SUNDAY\"");
        row.put("hour", "< 8, >= 20");
        row.put("holiday", "false");
        row.put("noticesToday", "[2..5]");
        row.put("openCases", "> 7");
        row.put("language", "not(\"sv\", \"fi\")");
        row.put("callerInContacts", "false");
        assertThat(tried(TableWithRow.of(shipped("waiting-times"), row, Map.of("wait", "\"P9D\"")))
                        .warnings())
                .isEmpty();

        row.put("hour", "24");
        // Nobody would look for such rows if not all combinations were tried.
        assertThat(tried(TableWithRow.of(shipped("waiting-times"), row, Map.of("wait", "\"P9D\"")))
                        .warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.sentence()).contains("never reached"));
    }

    @Test
    void whoseCallMattersIsAlwaysAContact() {
        assertThat(TableContract.WAITING_TIMES.questions()).allSatisfy(facts -> assertThat(
                        facts.only(List.of("callerInContacts", "callerIsVip")::contains).stream())
                .noneMatch(each -> each.get("callerIsVip").equals(true)
                        && each.get("callerInContacts").equals(false)));
    }

    @Test
    void theTablesAsTheyAreAreNotTriedWithWhatTheyDoNotAsk() throws IOException {
        for (TableContract contract : TableContract.values()) {
            TriedTable table = new TriedTable(
                    ENGINE,
                    read(shipped(contract.decision()))
                            .getModelElementsByType(DecisionTable.class)
                            .iterator()
                            .next());
            List<Map<String, Object>> tried = contract.questions().stream()
                    .map(facts -> facts.only(table.names()::contains))
                    .flatMap(Combinations::stream)
                    .toList();
            assertThat(tried).hasSizeLessThan(5_000).allSatisfy(facts -> assertThat(facts)
                    .doesNotContainKeys("hour", "callerHour"));
            // Its column is there for the row that lets VIPs ring.
            if (contract != TableContract.QUIET_HOURS) {
                assertThat(tried).allSatisfy(facts -> assertThat(facts).doesNotContainKey("callerIsVip"));
            }
        }
    }
}
