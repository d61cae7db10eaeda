package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests no honest client sends. */
class HostileRequestsTest extends SecuredServer {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/../operations",
                "/api/%2e%2e/operations",
                "/api/..;/operations",
                "/q/..%2f..%2foperations",
                "/q/%2e%2e%2foperations",
                "/q/x/..%5c..%5coperations",
                "//operations",
                "/operations;jsessionid=0123456789ABCDEF",
                "/operations/;/",
                "/operations//cases",
                "/Operations",
                "/operations%00",
                "/%6fperations",
                "/operations/cases%2f..",
                "/q/../operations",
                "/actuator/health/../prometheus",
                "/actuator/health/..;/prometheus",
                "/actuator/health/%2e%2e/prometheus",
                "/swagger-ui/../secret",
                "/swagger-ui/..%252fsecret",
                "/ringback.css/../secret",
                "/secret/.css",
                "/secret;.css",
                "/camunda/..;/secret",
                "/camunda/../secret",
                "/camunda/api/engine/engine/default/user;.css",
                "http://localhost/secret",
                "/error",
                "/static/../application.yaml",
                "/application.yaml",
                "/templates/operations/case.html",
                "/api/people/../failed-calls"
            })
    void noDetourLeadsPastTheGuard(String target) throws IOException {
        Answer answer = get(target);

        assertThat(answer.status()).isIn(302, 400, 401, 404);
        if (answer.status() == 302) {
            assertThat(answer.header("location")).endsWith("/login");
        }
        assertThat(answer.body()).doesNotContain("read").doesNotContain("jvm_").doesNotContain("Overview");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/operations",
                "/operations/cases?x=1",
                "/login",
                "/camunda",
                "/camunda/app/cockpit",
                "/swagger-ui.html",
                "/q/AAAAAAAAAAAAAAAAAAAAAA",
                "/secret"
            })
    void theHostOfARequestIsNotRepeated(String target) throws IOException {
        Answer answer = get(target, "Host", "evil.example:81");

        assertThat(answer.headers() + answer.body()).doesNotContain("evil.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void aMethodIsWhatItSays(String header) throws IOException {
        int before = DONE.size();

        get("/api/failed-calls?_method=POST", header, "POST", "X-API-Key", SWITCH_KEY);
        get("/u/" + TOKEN + "?_method=POST", header, "POST");

        assertThat(doneSince(before)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "FOO", "PROPFIND"})
    void oddMethodsAreRefused(String method) throws IOException {
        assertThat(http().send(method, "/q/" + TOKEN, headers(), "").status()).isIn(400, 403, 405, 501);
    }

    @Test
    void aHeaderThatIsTooLongIsRefused() throws IOException {
        assertThat(get("/", "X-Long", "a".repeat(20_000)).status()).isEqualTo(400);
        assertThat(get("/q/" + "a".repeat(20_000)).status()).isEqualTo(400);
    }

    @Test
    void aKeyInTheAddressIsNoKey() throws IOException {
        assertThat(post("/api/failed-calls?access_token=" + SWITCH_KEY, "{}").status())
                .isEqualTo(401);
        assertThat(post("/api/failed-calls", "access_token=" + SWITCH_KEY).status())
                .isEqualTo(401);
    }

    @Test
    void anOperatorsCookieDoesNothingWithoutAForm() throws IOException {
        String session = logIn("ada");
        int before = DONE.size();

        assertThat(post("/operations/diagrams/deploy", "", "Cookie", session).status())
                .isEqualTo(403);
        assertThat(doneSince(before)).isEmpty();
    }

    @Test
    void anErrorPageTellsNothing() throws IOException {
        assertThat(get("/q/%%%", "Accept", "application/json").body()).doesNotContain("trace");
        assertThat(get("/secret?<script>", "Accept", "text/html").body()).doesNotContain("<script>");
    }
}
