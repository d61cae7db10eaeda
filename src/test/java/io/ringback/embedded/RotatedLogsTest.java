package io.ringback.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However much the programs beside Ringback say, their logs stay small, and say nothing of people. */
class RotatedLogsTest {

    private static final int FULL = 1_000;

    @TempDir
    private Path folder;

    @Test
    void aProgramThatWritesForEverFillsNoDisk() throws Exception {
        Path file = folder.resolve("switch.log");
        try (RotatedLogs logs = new RotatedLogs(List.of(file, folder.resolve("not-there.log")), FULL);
                OutputStream program =
                        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int line = 0; line < 500; line++) {
                program.write(("line " + line + " of a program that has its log open all the time\n")
                        .getBytes(StandardCharsets.UTF_8));
                logs.look();
            }
        }

        assertThat(Files.readString(folder.resolve("switch.log.1"))).contains("line ");
        assertThat(Files.readString(folder.resolve("switch.log.1")) + Files.readString(file))
                .contains("line 499 ")
                .doesNotContain("\0");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(5).allSatisfy(each -> assertThat(Files.size(each))
                    .isLessThan(FULL + 200));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERROR: bad uri <sip:+46701740605@ringback.example:5060>|ERROR: bad uri <sip:...@ringback.example:5060>",
                "WARNING: no contact for tel:+46-70-174-06-05 now|WARNING: no contact for tel:... now",
                "To: \"0701740605\" <SIP:anna.andersson@127.0.0.7>;tag=1|To: \"...\" <SIP:...@127.0.0.7>;tag=1",
                "ERROR: bind(5, 127.0.0.1:5060): Address already in use|ERROR: bind(5, 127.0.0.1:5060): Address already in use"
            })
    void theSwitchsLogNamesNobody(String said, String written) throws Exception {
        Path file = folder.resolve("switch.log");

        new SwitchLog(new ByteArrayInputStream((said + "\n").getBytes(StandardCharsets.UTF_8)), file).run();

        assertThat(file).hasContent(written);
    }
}
