package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layout of docs/architecture.md, held. */
@AnalyzeClasses(packages = "io.ringback", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Path MAIN = Path.of("src/main/java/io/ringback");

    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);

    /** A line of SDP in a literal: who has one reads or writes descriptions. */
    private static final Pattern LINE_OF_SDP = Pattern.compile("\"(?:v=0|o=|s=|c=IN |t=0 0|m=|a=)");

    @Test
    void onlyOnePackageReadsSdp() {
        assertThat(withLinesOfSdp(HouseFiles.javaSources()))
                .isNotEmpty()
                .allMatch(file -> file.contains("/protocol/sdp/"));
    }

    @Test
    void whoeverElseReadsSdpIsFound() {
        assertThat(withLinesOfSdp(Map.of("Newcomer.java", "text.startsWith(\"m=audio\")")))
                .containsExactly("Newcomer.java");
    }

    private static List<String> withLinesOfSdp(Map<String, String> sources) {
        return sources.entrySet().stream()
                .filter(source -> LINE_OF_SDP.matcher(source.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void everyPackageSaysWhatItDoes() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            List<Path> silent = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !folder.equals(MAIN))
                    .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(silent).isEmpty();
        }
    }
}
