package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The log is read by more people than may act. */
@ExtendWith(OutputCaptureExtension.class)
class LogHygieneTest extends SecuredServer {

    private static final String ADDRESS = "46701234567";

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
