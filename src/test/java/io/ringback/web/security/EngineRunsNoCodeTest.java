package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.RawHttp.Answer;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator's account opens the engine's webapps, and not the machine that they run on. */
class EngineRunsNoCodeTest extends SecuredServer {

    private static final String PLANTED = "ringback.test.planted";
    private static final String ENGINE = "/camunda/api/engine/engine/default";

    /** Sets a property of this Java, which stands for any program on the server. */
    private static final String PROGRAM = "${''.getClass().forName('java.lang.System')"
            + ".getMethod('setProperty', ''.getClass(), ''.getClass()).invoke(null, '" + PLANTED + "', 'yes')}";

    @AfterEach
    void forget() {
        System.clearProperty(PLANTED);
    }

    private record Door(String cookies, String token) {}

    private Door cockpit() throws IOException {
        String session = logIn("ada");
        String token = get("/camunda/app/cockpit/default/", "Cookie", session)
                .cookie("XSRF-TOKEN")
                .orElseThrow();
        Door door = new Door(session + "; XSRF-TOKEN=" + token, token);
        assertThat(send(door, ENGINE + "/task/count", "application/json", "{}").status())
                .as("what the engine's own guards let pass")
                .isEqualTo(200);
        return door;
    }

    private Answer send(Door door, String target, String type, String body) throws IOException {
        return post(
                target,
                body,
                "Cookie",
                door.cookies(),
                "X-XSRF-TOKEN",
                door.token(),
                "Content-Type",
                type,
                "Accept",
                "application/json");
    }

    @Test
    void aSearchThatIsKeptIsNoProgram() throws IOException {
        Door door = cockpit();
        Answer kept = send(
                door,
                ENGINE + "/filter/create",
                "application/json",
                "{\"resourceType\":\"Task\",\"name\":\"x\",\"owner\":\"ada\",\"query\":{\"assigneeExpression\":\""
                        + PROGRAM + "\"},\"properties\":{}}");
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(kept.body());
        if (id.find()) {
            get(ENGINE + "/filter/" + id.group(1) + "/count", "Cookie", door.cookies());
            get(ENGINE + "/filter/" + id.group(1) + "/list", "Cookie", door.cookies());
        }

        assertThat(System.getProperty(PLANTED)).isNull();
    }

    /** CVE-2026-109432: the alternatives of a search are not looked at by the engine's own guard. */
    @ParameterizedTest
    @ValueSource(strings = {"/task", "/task/count"})
    void aSearchWithAlternativesIsNoProgram(String search) throws IOException {
        Answer answer = send(
                cockpit(),
                ENGINE + search,
                "application/json",
                "{\"orQueries\":[{\"assigneeExpression\":\"" + PROGRAM + "\"}]}");

        assertThat(System.getProperty(PLANTED)).isNull();
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/deployment/create", "/deployment/1/redeploy", "/deployment/create/"})
    void nothingIsDeployedPastTheChecks(String door) throws IOException {
        String form = "--b\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nx\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"x.bpmn\"\r\n\r\n"
                + "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""
                + " xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" targetNamespace=\"x\">"
                + "<process id=\"x\" isExecutable=\"true\" camunda:historyTimeToLive=\"1\"><startEvent id=\"s\"/>"
                + "</process></definitions>\r\n--b--\r\n";

        Answer answer = send(cockpit(), ENGINE + door, "multipart/form-data; boundary=b", form);

        assertThat(answer.status()).isIn(403, 404);
        assertThat(jdbc.sql("select count(*) from act_re_procdef where key_ = 'x'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void noJavaObjectComesInAsAVariable() throws IOException {
        Door door = cockpit();
        assertThat(send(door, ENGINE + "/task/create", "application/json", "{\"id\":\"planted\",\"name\":\"x\"}")
                        .status())
                .isEqualTo(204);
        try {
            Answer answer = send(
                    door,
                    ENGINE + "/task/planted/variables",
                    "application/json",
                    "{\"modifications\":{\"x\":{\"value\":\"rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAAAdwQAAAAAeA==\","
                            + "\"type\":\"Object\",\"valueInfo\":{\"objectTypeName\":\"java.util.ArrayList\","
                            + "\"serializationDataFormat\":\"application/x-java-serialized-object\"}}}}");

            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
            assertThat(jdbc.sql("select count(*) from act_ru_variable where name_ = 'x'")
                            .query(Long.class)
                            .single())
                    .isZero();
        } finally {
            jdbc.sql("delete from act_ru_task where id_ = 'planted'").update();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"authenticatedUserPassword\": \"wrong\""})
    void whoFindsALoggedInBrowserChangesNoPassword(String shown) throws IOException {
        Door door = cockpit();

        Answer answer = http().send(
                        "PUT",
                        ENGINE + "/user/ada/credentials",
                        headers(
                                "Cookie",
                                door.cookies(),
                                "X-XSRF-TOKEN",
                                door.token(),
                                "Content-Type",
                                "application/json",
                                "Accept",
                                "application/json"),
                        "{\"password\": \"kuvert-91-stallet-glas\"" + shown + "}");

        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(get("/operations", "Cookie", logIn("ada")).status()).isEqualTo(200);
    }
}
