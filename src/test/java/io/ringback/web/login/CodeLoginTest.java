package io.ringback.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second half of a login, as an operator's browser meets it. */
class CodeLoginTest extends SecuredServer {

    private final TimeCodes codes = new TimeCodes();

    @AfterEach
    void noDevices() {
        jdbc.sql("delete from second_factor").update();
        jdbc.sql("delete from failed_login").update();
    }

    private Answer send(String path, String fields, String session, String page) throws IOException {
        Form form = open(page, session);
        return post(path, form.field() + fields, "Cookie", form.cookies());
    }

    /** As a person does it, on the page. */
    private byte[] setUp(String session) throws IOException {
        String own = "/operations/second-factor";
        assertThat(send(own + "/begin", "", session, own).status()).isEqualTo(302);
        Answer page = get(own, "Cookie", session);
        assertThat(page.body()).contains("<svg", "<path fill=\"#000\" d=\"M").doesNotContain("<script");
        assertThat(page.header("cache-control")).contains("no-store");
        byte[] secret = new Base32()
                .decode(Jsoup.parse(page.body()).selectFirst("code.key").text().replace(" ", ""));
        assertThat(send(own + "/confirm", "&code=000000", session, own).status())
                .isEqualTo(400);
        assertThat(send(own + "/confirm", "&code=" + next(secret), session, own).status())
                .isEqualTo(302);
        return secret;
    }

    /** What the device shows, as if it were the first code for long: the test does not wait half a minute for the next. */
    private String next(byte[] secret) {
        jdbc.sql("update second_factor set last_step = 0").update();
        return codes.code(secret, Instant.now());
    }

    private static String session(Answer answer) {
        return "JSESSIONID=" + answer.cookie("JSESSIONID").orElseThrow();
    }

    private List<String> acts(String account) {
        return jdbc.sql("select act from operator_act where operator = ? order by id")
                .param(account)
                .query(String.class)
                .list();
    }

    @Test
    void theSecondHalfOpensBothDoorsAndTheFirstOpensNone() throws IOException {
        byte[] secret = setUp(logIn("stina"));
        jdbc.sql("delete from operator_act").update();
        String half = logIn("stina");

        for (String path : List.of("/operations", "/operations/second-factor", "/camunda/app/cockpit/default/")) {
            Answer answer = get(path, "Cookie", half);
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("location")).isEqualTo("/login/code");
        }
        assertThat(get("/camunda/api/engine/engine/default/process-instance", "Cookie", half)
                        .status())
                .isNotEqualTo(200);
        assertThat(get("/actuator/prometheus", "Cookie", half).status()).isEqualTo(403);
        assertThat(acts("stina")).as("half a login is none").isEmpty();

        Answer whole = send("/login/code", "&code=" + next(secret), half, "/login/code");
        assertThat(whole.header("location")).isEqualTo("/operations");
        assertThat(session(whole)).isNotEqualTo(half);
        assertThat(get("/operations", "Cookie", session(whole)).status()).isEqualTo(200);
        assertThat(get("/camunda/api/engine/engine/default/process-instance", "Cookie", session(whole))
                        .status())
                .isEqualTo(200);
        assertThat(get("/operations", "Cookie", half).status()).isEqualTo(302);
        assertThat(acts("stina")).containsExactly("Logged in");
    }

    @Test
    void aCodeThatWasUsedOpensNothingAndTheOwnerHearsOfIt() throws IOException {
        byte[] secret = setUp(logIn("sven"));
        String code = next(secret);
        send("/login/code", "&code=" + code, logIn("sven"), "/login/code");

        String thief = logIn("sven");
        Answer again = send("/login/code", "&code=" + code, thief, "/login/code");
        assertThat(again.header("location")).isEqualTo("/login/code?error");
        assertThat(get("/operations", "Cookie", thief).status()).isEqualTo(302);

        String owner = session(send("/login/code", "&code=" + next(secret), logIn("sven"), "/login/code"));
        assertThat(get("/operations", "Cookie", owner).body()).contains("1 of them had your password right");
        assertThat(get("/operations/acts", "Cookie", owner).body())
                .containsPattern("<td[^>]*>sven</td><td[^>]*>[0-9.]+</td>\\s*<td[^>]*>0</td><td[^>]*>1</td>");
    }

    @Test
    void whoKnowsThePasswordCannotGuessCodesByLoggingInAnew() throws IOException {
        setUp(logIn("olga"));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String half = logIn("olga");
            if (half.endsWith("none")) {
                statuses.add(429);
            } else {
                statuses.add(send("/login/code", "&code=00000" + i, half, "/login/code")
                        .status());
            }
        }

        assertThat(statuses).startsWith(302, 302, 302).endsWith(429);
    }

    @Test
    void aRecoveryCodeStandsInOnceForALostDevice() throws IOException {
        String session = logIn("anders");
        setUp(session);
        String own = "/operations/second-factor";
        Answer shown = send(own + "/recovery-codes", "", session, own);
        List<String> recovery =
                Jsoup.parse(shown.body()).select("ol.codes code").eachText();
        assertThat(recovery).hasSize(10);
        assertThat(get(own, "Cookie", session).body()).doesNotContain(recovery.get(0));

        Answer first = send("/login/code", "&code=" + recovery.get(0), logIn("anders"), "/login/code");
        assertThat(get(own, "Cookie", session(first)).body()).contains("<span>9</span> left");
        assertThat(acts("anders")).contains("Used up a recovery code", "Made recovery codes", "Set up a second factor");
        assertThat(send("/login/code", "&code=" + recovery.get(0), logIn("anders"), "/login/code")
                        .header("location"))
                .isEqualTo("/login/code?error");
    }

    @Test
    void anAdministratorResetsItAndTheJournalSaysSo() throws IOException {
        setUp(logIn("stina"));
        String reset = "/operations/second-factors";
        String olga = logIn("olga");
        assertThat(send(reset + "/reset", "&account=stina", olga, "/operations").status())
                .isEqualTo(403);
        assertThat(logInLeadsTo("stina")).isEqualTo("/login/code");

        assertThat(send(reset + "/reset", "&account=stina", logIn("ada"), reset).status())
                .isEqualTo(302);
        assertThat(logInLeadsTo("stina")).isEqualTo("/operations");
        assertThat(acts("ada")).contains("Reset the second factor of stina");
    }

    private String logInLeadsTo(String account) throws IOException {
        return send("/login", "&username=" + account + "&password=" + PASSWORD.replace(' ', '+'), "none=none", "/login")
                .header("location");
    }

    @Test
    void theOwnerTurnsItOffWithACodeOnly() throws IOException {
        String session = logIn("ada");
        byte[] secret = setUp(session);
        String own = "/operations/second-factor";

        assertThat(send(own + "/turn-off", "&code=123", session, own).status()).isEqualTo(400);
        assertThat(logInLeadsTo("ada")).isEqualTo("/login/code");
        assertThat(send(own + "/turn-off", "&code=" + next(secret), session, own)
                        .status())
                .isEqualTo(302);
        assertThat(logInLeadsTo("ada")).isEqualTo("/operations");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/operations/second-factor/begin", "/operations/second-factor/turn-off", "/login/code"})
    void anotherSitesPageChangesNothing(String path) throws IOException {
        assertThat(post(path, "code=000000", "Cookie", logIn("nils")).status()).isEqualTo(403);
    }

    @Test
    void aCodeWithoutAPasswordIsNoLogin() throws IOException {
        Answer answer = send("/login/code", "&code=000000", "none=none", "/login");

        assertThat(answer.header("location")).isEqualTo("/login/code?error");
        assertThat(get("/login/code").header("location")).isEqualTo("/login");
        assertThat(http().send("GET", "/operations", Map.of(), "").status()).isEqualTo(302);
    }
}
