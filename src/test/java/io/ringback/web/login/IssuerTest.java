package io.ringback.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.login.Browser.Page;
import io.ringback.web.login.Issuer.Wrong;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Operators log in at a real issuer, and nobody gets in by what the issuer did not say, or not to them. */
@TestPropertySource(
        properties = {
            "ringback.public-url=" + Issuer.PUBLIC_URL,
            "ringback.oidc.client-id=" + Issuer.CLIENT,
            "ringback.oidc.client-secret=" + Issuer.SECRET,
            "ringback.oidc.groups.operators=telephony-operators,other-operators",
            "ringback.oidc.groups.administrators=telephony-admins"
        })
class IssuerTest extends SecuredServer {

    private static final String HOST = URI.create(Issuer.PUBLIC_URL).getHost();
    private static final String COCKPIT = Issuer.PUBLIC_URL + "/camunda/app/cockpit/default/";
    private static final String OPERATIONS = Issuer.PUBLIC_URL + "/operations";
    private static final String WHO = Issuer.PUBLIC_URL + "/camunda/api/admin/auth/user/default";
    private static final int ISSUER_PORT = freePort();
    private static Issuer issuer;

    @LocalServerPort
    private int here;

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ringback starts before it, as it may when the issuer is down. */
    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("ringback.oidc.issuer", () -> "http://localhost:" + ISSUER_PORT);
    }

    private Browser browser() {
        if (issuer == null) {
            issuer = Issuer.start(ISSUER_PORT);
        }
        return new Browser(Map.of(HOST, here, "localhost:" + ISSUER_PORT, ISSUER_PORT), nextAddress());
    }

    @AfterEach
    void honest() {
        Issuer.WRONG.set(Wrong.NOTHING);
    }

    @AfterAll
    static void stop() {
        if (issuer != null) {
            issuer.close();
            issuer = null;
        }
    }

    private static Page logIn(Browser browser, String address, String name) throws IOException {
        Page login = browser.open(address);
        assertThat(login.address()).hasPort(ISSUER_PORT).hasPath("/login");
        return browser.submit(login, "username", name, "password", Issuer.PASSWORD);
    }

    private static boolean isIn(Browser browser) throws IOException {
        return browser.openOnly(OPERATIONS).answer().status() == 200
                || browser.openOnly(WHO).answer().status() == 200
                || browser.openOnly(COCKPIT).answer().status() == 200;
    }

    @Test
    void oneLoginAtTheIssuerOpensBothDoors() throws IOException {
        jdbc.sql("insert into act_ru_authorization (id_, rev_, type_, group_id_, resource_type_, resource_id_, perms_)"
                        + " values ('apps', 1, 1, 'operators', 0, '*', 32) on conflict do nothing")
                .update();
        Browser browser = browser();
        Page cockpit = logIn(browser, COCKPIT, "kim");

        assertThat(cockpit.address()).hasToString(COCKPIT);
        assertThat(cockpit.answer().status()).isEqualTo(200);
        assertThat(browser.open(OPERATIONS).body()).contains("Overview");
        assertThat(browser.open(WHO).body()).contains("\"userId\":\"kim@example.test:kim\"");
        assertThat(browser.openOnly(Issuer.PUBLIC_URL + "/operations/second-factors")
                        .answer()
                        .status())
                .as("kim is no administrator")
                .isEqualTo(403);
        assertThat(browser.open(OPERATIONS + "/acts").body())
                .containsPattern("<td[^>]*>kim@example.test:kim</td><td[^>]*>[0-9.]+</td><td[^>]*>Logged in</td>");
        assertThat(browser.open(OPERATIONS + "/second-factor").body()).contains("You log in at your organisation");
    }

    @Test
    void anAdministratorThereIsOneHere() throws IOException {
        Browser browser = browser();
        logIn(browser, OPERATIONS, "alex");

        assertThat(browser.open(Issuer.PUBLIC_URL + "/operations/second-factors")
                        .answer()
                        .status())
                .isEqualTo(200);
        assertThat(browser.open(WHO).body()).contains("\"authorizedApps\":[").contains("admin");
    }

    @Test
    void whoHasNoGroupIsToldSoAndGetsInNowhere() throws IOException {
        Browser browser = browser();
        Page page = logIn(browser, OPERATIONS, "zoe");

        assertThat(page.address()).hasToString(Issuer.PUBLIC_URL + "/login?nogroup");
        assertThat(page.body()).contains("none of your groups there may come in here");
        assertThat(isIn(browser)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Wrong.class, names = "NOTHING", mode = EnumSource.Mode.EXCLUDE)
    void anIdTokenThatIsNotForThisLoginOpensNothing(Wrong wrong) throws IOException {
        Browser browser = browser();
        Issuer.WRONG.set(wrong);
        Page page = logIn(browser, OPERATIONS, "kim");

        assertThat(page.address()).hasToString(Issuer.PUBLIC_URL + "/login?elsewhere");
        assertThat(page.body()).contains("did not succeed");
        assertThat(isIn(browser)).isFalse();
    }

    /** The way back from the issuer, not gone yet. */
    private static URI wayBack(Browser browser, String name) throws IOException {
        Page page = browser.open(OPERATIONS);
        Page back = browser.submit(page, "username", name, "password", Issuer.PASSWORD);
        return back.hops().stream()
                .filter(hop -> hop.getPath().startsWith("/login/oauth2/code/"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCodeCountsOnceAndOnlyWhereTheLoginBegan() throws IOException {
        Browser attacker = browser();
        URI back = wayBack(attacker, "kim");
        assertThat(isIn(attacker)).isTrue();

        for (Browser victim : new Browser[] {attacker, browser()}) {
            assertThat(victim.open(back.toString()).address()).hasToString(Issuer.PUBLIC_URL + "/login?elsewhere");
        }
        Browser another = browser();
        another.open(OPERATIONS);
        assertThat(another.open(back.toString()).address())
                .as("a login that another began")
                .hasToString(Issuer.PUBLIC_URL + "/login?elsewhere");
        assertThat(isIn(another)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"code=forged&state=forged", "code=forged", "state=forged", "error=access_denied&state=forged", ""
            })
    void aForgedWayBackOpensNothing(String query) throws IOException {
        Browser browser = browser();
        browser.open(OPERATIONS);
        Page page = browser.open(Issuer.PUBLIC_URL + "/login/oauth2/code/ringback?" + query);

        assertThat(page.address().getHost()).isEqualTo(HOST);
        assertThat(isIn(browser)).isFalse();
    }

    @Test
    void theWayBackIsTheOneOfTheSettingsWhateverHostIsNamed() throws IOException {
        Browser browser = browser();
        URI start = URI.create(Issuer.PUBLIC_URL + "/oauth2/authorization/ringback?redirect_uri=https://evil.example");
        String location = browser.send(
                        start, "GET", "", Map.of("Host", "evil.example", "X-Forwarded-Host", "evil.example"))
                .header("location");

        assertThat(location)
                .startsWith("http://localhost:" + ISSUER_PORT + "/oauth2/authorize?response_type=code")
                .contains("redirect_uri=" + Issuer.PUBLIC_URL + "/login/oauth2/code/ringback")
                .contains("&state=", "&nonce=", "&code_challenge=", "code_challenge_method=S256")
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example, /operations", "//evil.example, /operations", "ADMIN, /camunda/app/admin/default/"
    })
    void aLoginLeadsToADoorOfOursOnly(String kept, String door) throws IOException {
        Browser browser = browser();
        browser.cookie(HOST, "ringback-door", kept);

        assertThat(logIn(browser, OPERATIONS, "alex").address()).hasToString(Issuer.PUBLIC_URL + door);
    }

    @Test
    void aLogoutEndsTheLoginAtTheIssuerToo() throws IOException {
        Browser browser = browser();
        Page page = logIn(browser, OPERATIONS, "kim");
        assertThat(page.answer().header("content-security-policy"))
                .contains("form-action 'self' http://localhost:" + ISSUER_PORT + ";");
        Page out = browser.submit(page);

        assertThat(out.hops().get(0)).hasPort(ISSUER_PORT).hasPath("/connect/logout");
        assertThat(out.address()).hasToString(Issuer.PUBLIC_URL + "/login?out");
        assertThat(isIn(browser)).isFalse();
        assertThat(browser.open(OPERATIONS).address())
                .as("the issuer asks for the password again")
                .hasPort(ISSUER_PORT)
                .hasPath("/login");
    }

    @Test
    void anAccountWithAPasswordOpensNothingBesideTheIssuer() throws IOException {
        assertThat(get("/login").body())
                .contains("Log in with your organisation")
                .doesNotContain("name=\"password\"");
        Form form = open("/login", "none=none");
        var answer = post("/login", form.field() + "&username=ada&password=x", "Cookie", form.cookies());

        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.cookie("JSESSIONID")).isEmpty();
    }

    @Test
    void whoFailedIsCountedInTheJournal() throws IOException {
        jdbc.sql("delete from failed_logins_of_hour").update();
        logIn(browser(), OPERATIONS, "zoe");

        assertThat(jdbc.sql("select sum(failures) from failed_logins_of_hour where account = ''")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }
}
