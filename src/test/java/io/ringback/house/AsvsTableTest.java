package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of {@code docs/security-asvs.md}: each requirement of the levels 1 and 2 stands in it once, what it says is held is
 * held by a test that exists or said on a page that exists, and nothing else is without a reason.
 */
class AsvsTableTest {

    private static final Path PAGE = Path.of("docs/security-asvs.md");
    private static final Path TESTS = Path.of("src/test/java");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([0-9.]+) \\|(.*)\\|$");
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

    private record Row(String number, List<String> cells) {
        String standing() {
            return cells.get(1);
        }

        String how() {
            return cells.get(2);
        }

        String proof() {
            return cells.get(3);
        }
    }

    private final List<Row> rows = rows();
    private final Map<String, Path> tests = testClasses();

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(read(PAGE));
        while (row.find()) {
            rows.add(new Row(
                    row.group(1),
                    CELLS.splitAsStream(row.group(2)).map(String::strip).toList()));
        }
        return rows;
    }

    private static Map<String, Path> testClasses() {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachRequirementStandsInItOnceInItsOrder() {
        assertThat(rows.stream().map(Row::number))
                .containsExactlyElementsOf(read(Path.of("src/test/resources/asvs-5.0-levels-1-2.txt"))
                        .lines()
                        .toList());
    }

    @Test
    void whatIsHeldNamesWhatShowsItAndAllElseAReason() {
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.cells()).as(row.number()).hasSize(4);
            switch (row.standing()) {
                case "yes" -> assertThat(row.proof()).as(row.number()).isNotBlank();
                case "open", "not here" ->
                    assertThat(row.how()).as(row.number()).isNotBlank();
                default ->
                    throw new AssertionError(
                            row.number() + " is \"" + row.standing() + "\": write yes, open or not here");
            }
        });
    }

    @Test
    void everyTestAndPageThatItNamesIsThere() {
        assertThat(rows).allSatisfy(row -> {
            String said = row.how() + row.proof();
            Matcher named = NAMED.matcher(said);
            while (named.find()) {
                assertThat(tests).as(row.number()).containsKey(named.group(1));
                if (named.group(2) != null) {
                    assertThat(read(tests.get(named.group(1))))
                            .as("%s: %s", row.number(), named.group())
                            .containsPattern("(?m)^ +[\\w<>]+ " + named.group(2) + "\\(");
                }
            }
            Matcher link = LINK.matcher(said);
            while (link.find()) {
                assertThat(PAGE.resolveSibling(link.group(1))).as(row.number()).exists();
            }
            if (row.standing().equals("yes")) {
                assertThat(said).as(row.number()).matches("(?s).*(`\\w+Test#\\w+`|\\]\\().*");
            }
        });
    }
}
