package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** No body is longer than it may be. */
class BodySizeTest extends SecuredServer {

    private static final int KB = 1024;

    @Test
    void aLongBodyIsRefusedByItsLength() throws IOException {
        int before = DONE.size();
        Answer answer = post(
                "/api/failed-calls",
                "x".repeat(64 * KB + 1),
                "X-API-Key",
                SWITCH_KEY,
                "Content-Type",
                "application/json");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(doneSince(before)).isEmpty();
        assertThat(post(
                                "/api/failed-calls",
                                "x".repeat(64 * KB),
                                "X-API-Key",
                                SWITCH_KEY,
                                "Content-Type",
                                "application/json")
                        .body())
                .isEqualTo("read " + 64 * KB);
    }

    @Test
    void tenMegabytesAreRefusedAndTheAnswerArrives() throws IOException {
        assertThat(post(
                                "/api/failed-calls",
                                "x".repeat(10 * KB * KB),
                                "X-API-Key",
                                SWITCH_KEY,
                                "Content-Type",
                                "application/json")
                        .status())
                .isEqualTo(413);
        assertThat(post("/q/" + TOKEN, "x".repeat(10 * KB * KB)).status()).isEqualTo(413);
    }

    @Test
    void aCalendarMayBeLongerThanOtherBodiesAndIsNotOfTenMegabytes() throws IOException {
        String path = "/api/people/3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77/calendar";
        var headers = headers("X-API-Key", CRM_KEY, "Content-Type", "text/calendar");

        assertThat(http().send("PUT", path, headers, "x".repeat(10 * KB * KB)).status())
                .isEqualTo(413);
        assertThat(http().send("PUT", path, headers, "x".repeat(100 * KB)).status())
                .isNotEqualTo(413);
    }

    @Test
    void aLongBodyInChunksIsRefusedBeforeAnyOfItIsHandled() throws IOException {
        int before = DONE.size();
        var headers = headers("X-API-Key", SWITCH_KEY, "Content-Type", "application/json");

        assertThat(http().sendChunked("POST", "/api/failed-calls", headers, "x".repeat(64 * KB + 1))
                        .status())
                .isEqualTo(413);
        assertThat(doneSince(before)).isEmpty();
        assertThat(http().sendChunked("POST", "/api/failed-calls", headers, "x".repeat(64 * KB))
                        .body())
                .contains("read " + 64 * KB);
    }

    @Test
    void aStrangersChunksAreNotKept() throws IOException {
        var headers = headers("Content-Type", "application/json");

        assertThat(http().sendChunked("POST", "/api/people/import", headers, "x".repeat(KB * KB))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aFormInChunksIsRefused() throws IOException {
        var headers = headers("Content-Type", "application/x-www-form-urlencoded");

        assertThat(http().sendChunked("POST", "/u/" + TOKEN, headers, "a=b").status())
                .isEqualTo(411);
        assertThat(http().sendChunked("POST", "/login", headers, "a=b").status())
                .isEqualTo(411);
    }

    @Test
    void anImportMayBeLonger() throws IOException {
        int fiveMegabytes = 5 * KB * KB;
        assertThat(post(
                                "/api/people/import",
                                "x".repeat(fiveMegabytes),
                                "X-API-Key",
                                CRM_KEY,
                                "Content-Type",
                                "text/csv")
                        .body())
                .isEqualTo("read " + fiveMegabytes);
        assertThat(post(
                                "/api/people/import",
                                "x".repeat(fiveMegabytes + 1),
                                "X-API-Key",
                                CRM_KEY,
                                "Content-Type",
                                "text/csv")
                        .status())
                .isEqualTo(413);
    }
}
