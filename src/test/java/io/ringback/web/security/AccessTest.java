package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what. */
class AccessTest extends SecuredServer {

    @ParameterizedTest(name = "{0} {1} with {2}: {3}")
    @CsvSource({
        "POST, /api/failed-calls, nothing, 401",
        "POST, /api/failed-calls, wrong key, 401",
        "POST, /api/failed-calls, two keys, 401",
        "POST, /api/failed-calls, switch, 200",
        "POST, /api/failed-calls, switch as bearer, 200",
        "POST, /api/answered-calls, switch, 200",
        "POST, /api/sent-mails, switch, 200",
        "POST, /api/failed-conferences, switch, 200",
        "POST, /api/failed-conferences, crm, 403",
        "POST, /api/failed-calls, crm, 403",
        "POST, /api/failed-calls, olga, 401",
        "POST, /api/failed-calls, ada, 401",
        "GET, /api/cases/1, nothing, 401",
        "GET, /api/cases/1, switch, 403",
        "GET, /api/cases/1, crm, 200",
        "HEAD, /api/cases/1, switch, 403",
        "HEAD, /api/cases/1, crm, 200",
        "GET, /api/people, crm, 200",
        "GET, /api/people, switch, 403",
        "POST, /api/people, crm, 200",
        "POST, /api/people, switch, 403",
        "POST, /api/people/import, crm, 200",
        "POST, /api/people/import, prometheus, 403",
        "GET, /api/other, crm, 403",
        "DELETE, /api/cases/1, crm, 403",
        "OPTIONS, /api/people, nothing, 401",
        "GET, /q/AAAAAAAAAAAAAAAAAAAAAA, nothing, 200",
        "GET, /q/AAAAAAAAAAAAAAAAAAAAAA/more, nothing, 404",
        "GET, /q, nothing, 404",
        "GET, /, nothing, 200",
        "HEAD, /, nothing, 200",
        "HEAD, /ringback.css, nothing, 200",
        "HEAD, /secret, nothing, 404",
        "HEAD, /actuator/health, nothing, 200",
        "POST, /, nothing, 404",
        "GET, /secret, nothing, 404",
        "GET, /secret, ada, 404",
        "POST, /mm7, nothing, 404",
        "POST, /mm7, switch, 404",
        "GET, /engine-rest/engine, nothing, 404",
        "GET, /engine-rest/engine, ada, 404",
        "GET, /v3/api-docs, nothing, 200",
        "GET, /swagger-ui/index.html, nothing, 200",
        "GET, /actuator/health, nothing, 200",
        "GET, /actuator/health/liveness, nothing, 200",
        "GET, /actuator/health/readiness, nothing, 200",
        "GET, /actuator/prometheus, nothing, 401",
        "GET, /actuator/prometheus, switch, 403",
        "GET, /actuator/prometheus, prometheus, 200",
        "GET, /actuator/prometheus, olga, 200",
        "GET, /actuator/prometheus, nils, 403",
        "GET, /actuator/env, prometheus, 404",
        "GET, /actuator/sbom, nothing, 401",
        "GET, /actuator/sbom/application, prometheus, 404",
        "GET, /META-INF/sbom/application.cdx.json, nothing, 404",
        "POST, /actuator/health, prometheus, 403",
        "GET, /operations, nothing, 302",
        "GET, /operations, olga, 200",
        "GET, /operations, anders, 200",
        "GET, /operations, ada, 200",
        "GET, /operations, nils, 403",
        "GET, /operations, prometheus, 302",
        "GET, /login, nothing, 200"
    })
    void eachMayDoWhatIsTheirs(String method, String path, String who, int status) throws IOException {
        String[] credential =
                switch (who) {
                    case "nothing" -> new String[0];
                    case "wrong key" -> new String[] {"X-API-Key", SWITCH_KEY.replace('0', '1')};
                    case "two keys" -> new String[] {"X-API-Key", SWITCH_KEY, "Authorization", "Bearer " + SWITCH_KEY};
                    case "switch" -> new String[] {"X-API-Key", SWITCH_KEY};
                    case "switch as bearer" -> new String[] {"Authorization", "Bearer " + SWITCH_KEY};
                    case "crm" -> new String[] {"X-API-Key", CRM_KEY};
                    case "prometheus" -> new String[] {"X-API-Key", METRICS_KEY};
                    default -> new String[] {"Cookie", logIn(who)};
                };

        Answer answer = http().send(method, path, headers(credential), method.equals("POST") ? "{}" : "");

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void aProgramIsToldWhyItWasRefused() throws IOException {
        Answer nothing = post("/api/failed-calls", "{}");
        assertThat(nothing.header("www-authenticate")).isEqualTo("Bearer realm=\"ringback\"");
        assertThat(nothing.header("content-type")).startsWith("application/problem+json");
        assertThat(nothing.body()).contains("\"status\":401").contains("Give an API key");

        Answer wrong = post("/api/failed-calls", "{}", "Authorization", "Bearer nonsense");
        assertThat(wrong.header("www-authenticate")).contains("error=\"invalid_token\"");
        assertThat(wrong.body()).doesNotContain("nonsense");

        Answer otherScope = post("/api/failed-calls", "{}", "X-API-Key", CRM_KEY);
        assertThat(otherScope.header("www-authenticate")).contains("error=\"insufficient_scope\"");
        assertThat(otherScope.body()).contains("\"status\":403");
    }

    @Test
    void aStrangerSeesThatAllIsWellButNotWhy() throws IOException {
        assertThat(get("/actuator/health").body()).contains("\"status\"").doesNotContain("components");
        assertThat(get("/actuator/health", "X-API-Key", METRICS_KEY).body())
                .contains("components")
                .contains("undelivered");
        assertThat(get("/actuator/health", "X-API-Key", SWITCH_KEY).body()).doesNotContain("components");
    }

    @Test
    void aLoadBalancerMayAskForHealthAsOftenAsItLikes() throws IOException {
        for (int i = 0; i < 400; i++) {
            assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
        }
    }

    @Test
    void aFormActsOnlyWithItsToken() throws IOException {
        String page = "/q/" + TOKEN;
        Form form = open(page, "none=none");
        int before = DONE.size();

        assertThat(post(page, "").status()).isEqualTo(403);
        assertThat(post(page, "", "Cookie", form.cookies()).status()).isEqualTo(403);
        assertThat(post(page, form.field()).status()).isEqualTo(403);
        assertThat(doneSince(before)).isEmpty();

        assertThat(post(page, form.field(), "Cookie", form.cookies()).status()).isEqualTo(200);
        assertThat(doneSince(before)).containsExactly("act");
    }

    @Test
    void twoTabsOpenedOneAfterTheOtherBothAct() throws IOException {
        Form first = open("/q/" + TOKEN, "none=none");
        Form second = open("/c/" + TOKEN, first.cookies());

        assertThat(post("/c/" + TOKEN, second.field(), "Cookie", first.cookies())
                        .status())
                .isEqualTo(200);
        assertThat(post("/q/" + TOKEN, first.field(), "Cookie", first.cookies()).status())
                .isEqualTo(200);
    }

    @Test
    void aMailProgramUnsubscribesWithOneClick() throws IOException {
        assertThat(post("/u/" + TOKEN, "List-Unsubscribe=One-Click").status()).isEqualTo(200);
        assertThat(post("/w/" + TOKEN, "List-Unsubscribe=One-Click").status()).isEqualTo(403);
    }

    @Test
    void peoplesPagesKeepNoSession() throws IOException {
        Answer page = get("/q/" + TOKEN);

        assertThat(page.cookie("JSESSIONID")).isEmpty();
        assertThat(page.header("set-cookie"))
                .startsWith("ringback-csrf=")
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(get("/q/" + TOKEN, "X-Forwarded-Proto", "https").header("set-cookie"))
                .contains("Secure");
    }

    @Test
    void peoplesPagesRunNothingAndTellNobodyWhereTheyAre() throws IOException {
        Answer page = get("/q/" + TOKEN, "X-Forwarded-Proto", "https");

        assertThat(page.header("content-security-policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .contains("form-action 'self'")
                .contains("base-uri 'none'")
                .doesNotContain("script-src")
                .doesNotContain("unsafe");
        assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("cache-control")).contains("no-store");
        assertThat(page.header("strict-transport-security")).contains("max-age=");
        assertThat(get("/q/" + TOKEN).headers()).doesNotContainKey("strict-transport-security");
    }

    @Test
    void loggingInGivesANewSessionAndLoggingOutEndsIt() throws IOException {
        Form form = open("/login", "JSESSIONID=0123456789ABCDEF0123456789ABCDEF");
        Answer login = post(
                "/login",
                form.field() + "&username=olga&password=" + PASSWORD.replace(' ', '+'),
                "Cookie",
                form.cookies());
        assertThat(login.header("location")).endsWith("/operations");
        assertThat(login.headers().get("set-cookie")).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("JSESSIONID=")
                .doesNotContain("0123456789ABCDEF0123456789ABCDEF")
                .contains("HttpOnly")
                .contains("SameSite=Lax"));
        String session = "JSESSIONID=" + login.cookie("JSESSIONID").orElseThrow();
        Form page = open("/operations", session);

        assertThat(post("/logout", "", "Cookie", session).status()).isEqualTo(403);
        assertThat(get("/operations", "Cookie", session).status()).isEqualTo(200);
        assertThat(post("/logout", page.field(), "Cookie", page.cookies()).status())
                .isEqualTo(302);
        assertThat(get("/operations", "Cookie", session).status()).isEqualTo(302);
    }

    @Test
    void aStrangerGetsNoSession() throws IOException {
        assertThat(get("/operations").cookie("JSESSIONID")).isEmpty();
        assertThat(get("/login").cookie("JSESSIONID")).isEmpty();
        assertThat(get("/operations").header("location")).endsWith("/login");
    }

    @Test
    void aWrongPasswordDoesNotLogIn() throws IOException {
        Form form = open("/login", "none=none");

        Answer answer = post("/login", form.field() + "&username=olga&password=guess", "Cookie", form.cookies());

        assertThat(answer.header("location")).endsWith("/login?error");
        assertThat(answer.cookie("JSESSIONID").map(id -> "JSESSIONID=" + id))
                .satisfiesAnyOf(none -> assertThat(none).isEmpty(), some -> assertThat(
                                get("/operations", "Cookie", some.orElseThrow()).status())
                        .isEqualTo(302));
    }

    @Test
    void mailboxesAreOpenOnThisMachineOnly() throws IOException {
        RawHttp local = http();
        assertThat(local.send("GET", "/mailbox", java.util.Map.of(), "").status())
                .isEqualTo(200);
        assertThat(local.send("POST", "/mailbox", java.util.Map.of(), "").status())
                .isEqualTo(403);
        assertThat(local.send("GET", "/mailbox", java.util.Map.of("Host", "rebound.example"), "")
                        .status())
                .isEqualTo(404);
        assertThat(get("/mailbox").status()).isEqualTo(404);
        assertThat(get("/mailbox", "X-Forwarded-For", "127.0.0.1, 203.0.113.9").status())
                .isEqualTo(404);
    }

    @Test
    void theEnginesWebappsKeepTheirOwnGuards() throws IOException {
        Answer page = get("/camunda/app/welcome/default/", "Cookie", logIn("olga"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().get("content-security-policy")).hasSize(1);
        assertThat(page.header("content-security-policy")).contains("strict-dynamic");
        assertThat(page.header("x-frame-options")).isEqualTo("DENY");

        assertThat(post(
                                "/camunda/api/engine/engine/default/process-instance",
                                "{}",
                                "Content-Type",
                                "application/json",
                                "Cookie",
                                logIn("ada"))
                        .status())
                .as("Camunda's CSRF filter")
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /camunda, 302",
        "GET, /camunda/app/cockpit/default/, 302",
        "GET, /camunda/app/cockpit/, 302",
        "GET, /camunda/app/cockpit/scripts/config.js, 401",
        "GET, /camunda/lib/globalize.js, 401",
        "GET, /camunda/api/engine/engine/, 401",
        "GET, /camunda/api/engine/engine/default/process-instance, 401",
        "POST, /camunda/api/engine/engine/default/process-instance, 401",
        "POST, /camunda/api/admin/auth/user/default/login/cockpit, 401",
        "POST, /camunda/api/admin/setup/default/user/create, 404"
    })
    void aStrangerSeesNothingOfTheEnginesWebappsAndGetsNoSession(String method, String path, int status)
            throws IOException {
        Answer answer = method.equals("GET") ? get(path) : post(path, "username=ada&password=x");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.cookie("JSESSIONID")).isEmpty();
        if (status == 302) {
            assertThat(answer.header("location")).isEqualTo("/login");
        }
    }

    @Test
    void nobodyMakesThemselvesAdministrator() throws IOException {
        InCockpit olga = inCockpit(logIn("olga"));

        Answer setup = post(
                "/camunda/api/admin/setup/default/user/create",
                "{}",
                "Cookie",
                olga.cookies(),
                "X-XSRF-TOKEN",
                olga.token(),
                "Content-Type",
                "application/json");

        assertThat(setup.status()).isEqualTo(403);
    }
}
