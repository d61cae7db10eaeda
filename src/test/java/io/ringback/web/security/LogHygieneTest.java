package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The log is read by more people than may act. */
@Isolated
@ExtendWith(OutputCaptureExtension.class)
class LogHygieneTest extends SecuredServer {

    private static final String ADDRESS = "46701234567";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda;x/app/cockpit",
                "/camunda/app;x/cockpit/",
                "/camunda/api/engine;x/engine",
                "/operations;x",
                "/;x",
                "//x",
                "/q/%zz",
                "/camunda/app/%00",
                "/camunda/%2e%2e/x"
            })
    void whatIsRefusedBeforeItIsReadWritesNothing(String target, CapturedOutput log) throws IOException {
        get(target);
        String before = log.getAll();

        for (int i = 0; i < 20; i++) {
            assertThat(get(target).status()).isIn(302, 400, 404);
        }

        assertThat(log.getAll().substring(before.length()).lines())
                .as("what is written by a thread that answers requests")
                .noneMatch(line -> line.contains("-exec-"));
    }

    @Test
    void noTokenKeyPasswordOrAddressIsLogged(CapturedOutput log) throws IOException {
        get("/q/" + TOKEN);
        get("/q/" + TOKEN + "/more");
        get("/q/" + TOKEN + "{}|");
        get("/q/" + TOKEN + "%2f");
        get("/q/" + TOKEN + "%zz");
        post("/q/" + TOKEN, "");
        http().send("FOO", "/q/" + TOKEN, headers(), "");
        post("/api/failed-calls", "{\"caller\":\"tel:+" + ADDRESS + "\"", "X-API-Key", SWITCH_KEY);
        post("/api/failed-calls", "{}", "X-API-Key", SWITCH_KEY + "x");
        post("/api/failed-calls?access_token=" + SWITCH_KEY, "{}");
        get("/api/people?address=" + ADDRESS, "X-API-Key", CRM_KEY);
        get("/api/people?address=" + ADDRESS + "{", "X-API-Key", CRM_KEY);
        logIn("olga");
        logIn("nobody");

        assertThat(log.getAll())
                .doesNotContain(TOKEN)
                .doesNotContain(SWITCH_KEY)
                .doesNotContain(CRM_KEY)
                .doesNotContain(PASSWORD)
                .doesNotContain(ADDRESS);
    }
}
