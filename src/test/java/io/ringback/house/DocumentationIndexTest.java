package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A page that no index names is found by nobody. */
class DocumentationIndexTest {

    private static final Path DOCS = Path.of("docs");
    private static final Path RECORDS = DOCS.resolve("decisions");
    private static final String INDEX = "README.md";

    private static final Pattern STANDING = Pattern.compile("(?m)^Status: .+ · Date: (\\d{4}-\\d{2}-\\d{2})$");

    @Test
    void eachPageIsInTheIndex() throws IOException {
        assertThat(pagesOf(DOCS))
                .allSatisfy(page -> assertThat(read(DOCS.resolve(INDEX))).contains("(" + page.getFileName() + ")"));
    }

    @Test
    void eachDecisionHasAStatusAndADateAndIsInTheIndexWithIt() throws IOException {
        assertThat(pagesOf(RECORDS)).allSatisfy(record -> {
            Matcher standing = STANDING.matcher(read(record));
            assertThat(standing.find()).as("a line \"Status: ... · Date: ...\"").isTrue();
            assertThat(read(RECORDS.resolve(INDEX)).lines()).anySatisfy(line -> assertThat(line)
                    .contains("(" + record.getFileName() + ")")
                    .contains("| " + standing.group(1) + " |"));
        });
    }

    private static List<Path> pagesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.endsWith(INDEX))
                    .toList();
        }
    }

    private static String read(Path page) throws IOException {
        return Files.readString(page);
    }
}
