package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One login opens our pages and the engine's webapps, and ends at both. */
class OneLoginTest extends SecuredServer {

    private static final String WHO = "/camunda/api/admin/auth/user/default";
    private static final String INSTANCES = "/camunda/api/engine/engine/default/process-instance";

    @AfterEach
    void asBefore() {
        MOVED.clear();
        GONE.clear();
    }

    private int status(String path, String cookies) throws IOException {
        return get(path, "Cookie", cookies, "Accept", "application/json").status();
    }

    @ParameterizedTest
    @CsvSource({"olga, operators", "anders, analysts", "ada, camunda-admin"})
    void itOpensBothDoorsWithTheSameGroups(String account, String group) throws IOException {
        String session = logIn(account);

        assertThat(status("/operations", session)).isEqualTo(200);
        assertThat(status(INSTANCES, session)).isEqualTo(200);
        assertThat(get(WHO, "Cookie", session).body()).contains("\"userId\":\"" + account + "\"");
        assertThat(get("/camunda/api/engine/engine/default/group?id=" + group, "Cookie", session)
                        .status())
                .isEqualTo(200);
        assertThat(status("/operations", session)).as("Cockpit did not end it").isEqualTo(200);
    }

    @Test
    void theEnginesRightsAreThoseOfTheGroup() throws IOException {
        InCockpit olga = inCockpit(logIn("olga"));
        InCockpit ada = inCockpit(logIn("ada"));

        assertThat(newGroup(olga, "mine")).isEqualTo(403);
        assertThat(newGroup(ada, "mine")).isEqualTo(204);
        jdbc.sql("delete from act_id_group where id_ = 'mine'").update();
    }

    private int newGroup(InCockpit browser, String id) throws IOException {
        return post(
                        "/camunda/api/engine/engine/default/group/create",
                        "{\"id\":\"" + id + "\",\"name\":\"" + id + "\",\"type\":\"x\"}",
                        "Content-Type",
                        "application/json",
                        "Cookie",
                        browser.cookies(),
                        "X-XSRF-TOKEN",
                        browser.token())
                .status();
    }

    @Test
    void theEnginesOwnLoginIsClosedAlsoForTheRightPassword() throws IOException {
        InCockpit olga = inCockpit(logIn("olga"));

        assertThat(post(
                                "/camunda/api/admin/auth/user/default/login/cockpit",
                                "username=ada&password=" + PASSWORD.replace(' ', '+'),
                                "Cookie",
                                olga.cookies(),
                                "X-XSRF-TOKEN",
                                olga.token())
                        .status())
                .isEqualTo(403);
        assertThat(get(WHO, "Cookie", olga.cookies()).body()).contains("\"userId\":\"olga\"");
    }

    @Test
    void aLogoutHereEndsItThereToo() throws IOException {
        String session = logIn("olga");
        inCockpit(session);
        Form form = open("/operations", session);
        post("/logout", form.field(), "Cookie", form.cookies());

        assertThat(status("/operations", session)).isEqualTo(302);
        assertThat(status(INSTANCES, session)).isEqualTo(401);
    }

    @Test
    void aLogoutThereEndsItHereToo() throws IOException {
        InCockpit olga = inCockpit(logIn("olga"));
        String logout = "/camunda/api/admin/auth/user/default/logout";

        assertThat(post(logout, "", "Cookie", olga.cookies(), "X-XSRF-TOKEN", olga.token())
                        .status())
                .isEqualTo(200);
        assertThat(status("/operations", olga.cookies())).isEqualTo(302);
        assertThat(status(INSTANCES, olga.cookies())).isEqualTo(401);
    }

    /** A browser sends the cookies of a session with no request of another site's page but by a link. */
    @Test
    void anotherSitesPageLogsNobodyOut() throws IOException {
        Form form = open("/login", "none=none");
        Answer login = post(
                "/login",
                form.field() + "&username=olga&password=" + PASSWORD.replace(' ', '+'),
                "Cookie",
                form.cookies());

        assertThat(login.headers().get("set-cookie"))
                .anyMatch(cookie -> cookie.startsWith("JSESSIONID=") && cookie.contains("SameSite=Lax"));
        String session = "JSESSIONID=" + login.cookie("JSESSIONID").orElseThrow();
        assertThat(get("/logout", "Cookie", session).status()).isNotEqualTo(302);
        assertThat(get("/camunda/api/admin/auth/user/default/logout", "Cookie", session)
                        .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(status("/operations", session)).isEqualTo(200);
    }

    @Test
    void aSessionThatSomebodyElseKnowsBeforeTheLoginIsNotTheOneAfterIt() throws IOException {
        String planted = logIn("anders");
        Form form = open("/login", planted);
        Answer login = post(
                "/login",
                form.field() + "&username=ada&password=" + PASSWORD.replace(' ', '+'),
                "Cookie",
                form.cookies());

        assertThat("JSESSIONID=" + login.cookie("JSESSIONID").orElseThrow()).isNotEqualTo(planted);
        assertThat(status("/operations", planted)).isEqualTo(302);
        assertThat(status(INSTANCES, planted)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/camunda/app/cockpit/default/, /camunda/app/cockpit/default/",
        "/camunda/app/admin/, /camunda/app/admin/default/",
        "/operations/cases, /operations"
    })
    void theLoginLeadsBackToTheDoor(String asked, String door) throws IOException {
        String kept = get(asked)
                .cookie("ringback-door")
                .map(value -> "; ringback-door=" + value)
                .orElse("");
        Form form = open("/login", "none=none" + kept);
        Answer login = post(
                "/login",
                form.field() + "&username=ada&password=" + PASSWORD.replace(' ', '+'),
                "Cookie",
                form.cookies());

        assertThat(login.header("location")).isEqualTo(door);
    }

    @Test
    void whatAnAdministratorTakesAwayIsGoneAtTheNextRequest() throws IOException {
        InCockpit ada = inCockpit(logIn("ada"));
        assertThat(status("/operations/second-factors", ada.cookies())).isEqualTo(200);

        MOVED.put("ada", Set.of("analysts"));
        assertThat(status("/operations/second-factors", ada.cookies())).isEqualTo(403);
        assertThat(newGroup(ada, "mine")).isEqualTo(403);

        GONE.add("ada");
        assertThat(status("/operations", ada.cookies())).isEqualTo(302);
        assertThat(status(INSTANCES, ada.cookies())).isEqualTo(401);
    }
}
