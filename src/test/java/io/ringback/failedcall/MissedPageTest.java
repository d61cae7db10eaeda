package io.ringback.failedcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The page says what the tables say. */
class MissedPageTest {

    @Test
    void thePageIsOfTheseTables() throws IOException {
        assertThat(Files.readString(MissedPage.PAGE))
                .as("The page is stale: run bin/write-missed and commit what it writes.")
                .isEqualTo(MissedPage.shipped().text());
    }

    @Test
    void everyEndingIsSaidInWords() {
        assertThat(MissedPage.shipped().text())
                .doesNotContain("The call ended in this way")
                .contains("- The telephone was busy (486)\n")
                .contains("- The caller hung up before anybody answered, after it rang for 5 seconds or more (487)\n")
                .contains("- The caller hung up before anybody answered, sooner than that (487)\n")
                .contains("- Nobody was there to take it, and the telephone did not ring (480)\n");
    }

    @Test
    void whatHappensThenIsWhatTheRulesOfTheTablesSay() {
        assertThat(MissedPage.shipped().text())
                .contains("- Who is out of reach may be so for some days: 3 days.\n")
                .contains("- Whoever rejects a call has decided, unless they always want to know.\n");
    }
}
