package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer tells a browser: to run nothing, to embed nowhere, to keep nothing, to tell nobody. */
class HeadersTest extends SecuredServer {

    private static List<String> cookies(Answer answer) {
        return answer.headers().getOrDefault("set-cookie", List.of());
    }

    private Answer overTls(String target, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "X-Forwarded-Proto";
        all[headers.length + 1] = "https";
        return get(target, all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/operations",
                "/q/" + TOKEN,
                "/u/" + TOKEN,
                "/nothing",
                "/api/people",
                "/actuator/health",
                "/v3/api-docs",
                "/gateway/sms/x"
            })
    void everyAnswerOfOursKeepsToItself(String target) throws IOException {
        Answer answer = overTls(target);

        assertThat(answer.header("content-security-policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe-eval");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.header("strict-transport-security")).startsWith("max-age=31536000");
        assertThat(answer.header("cross-origin-opener-policy")).isEqualTo("same-origin");
        assertThat(answer.header("cross-origin-resource-policy")).isEqualTo("same-origin");
        assertThat(answer.header("permissions-policy")).contains("microphone=()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/q/" + TOKEN, "/operations", "/api/people", "/actuator/prometheus"})
    void whatIsAboutPeopleIsKeptInNoCache(String target) throws IOException {
        assertThat(get(target).header("cache-control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/api/people", "/q/" + TOKEN, "/camunda/app/cockpit/default/", "/nothing"})
    void noAnswerNamesWhatRunsHereOrLetsAnotherSiteRead(String target) throws IOException {
        Answer answer = get(target, "Origin", "https://evil.example");

        assertThat(answer.headers().keySet())
                .doesNotContain("server", "x-powered-by")
                .noneMatch(name -> name.startsWith("access-control-allow"));
    }

    @Test
    void cookiesAreForThisHostAndForTlsAndForNoScript() throws IOException {
        for (String target : new String[] {"/login", "/q/" + TOKEN}) {
            assertThat(cookies(overTls(target)))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.contains("; Secure") && cookie.contains("; HttpOnly"))
                    .allMatch(cookie -> cookie.contains("; SameSite=Lax") && !cookie.contains("Domain="));
        }
    }

    @Test
    void theEnginesPagesAreEmbeddedNowhereEither() throws IOException {
        Answer answer = overTls("/camunda/app/cockpit/default/", "Cookie", logIn("ada"));

        assertThat(answer.header("content-security-policy")).contains("frame-ancestors 'none'");
        assertThat(answer.header("strict-transport-security")).startsWith("max-age=31536000");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(cookies(answer).stream().filter(cookie -> cookie.startsWith("JSESSIONID=")))
                .allMatch(cookie -> cookie.contains("; Secure") && cookie.contains("; HttpOnly"));
    }
}
