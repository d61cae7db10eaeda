package io.ringback.engine;

import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.directory.Preferences;
import io.ringback.web.security.Operator;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An operator mends what a mail server held up, by the pages alone, with all of Ringback behind them. */
class SentAgainInPagesTest extends CasePlaces {

    private static final String PASSWORD = "wide rivers carry slow boats";

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identities;

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @BeforeEach
    void olgaLogsIn() throws Exception {
        User olga = identities.newUser("olga");
        olga.setPassword(PASSWORD);
        identities.saveUser(olga);
        identities.createMembership("olga", Operator.OPERATORS);
        submit("/login", "/login", "username=olga&password=" + encoded(PASSWORD));
    }

    @AfterEach
    void olgaLeaves() {
        identities.deleteUser("olga");
        jdbc.sql("truncate batch cascade").update();
    }

    @Test
    void whatOneServerHeldUpIsSentAgainWithThreeClicks() throws Exception {
        List<UUID> cases = new ArrayList<>();
        for (int nr = 1; nr <= 3; nr++) {
            anna = person("Anna" + nr, "tel:+4670174060" + nr, "mailto:anna" + nr + "@example.test", Preferences.UNSET);
            cases.add(caseAt(Place.QUESTION_TO_MEND));
        }
        refusal = null;

        String incidents = see("/operations/incidents");
        String cause = find(incidents, "SMTP 550 5.1.1.*?name=\"cause\" value=\"([^\"]+)\"");
        HttpResponse<String> said =
                submit("/operations/incidents", "/operations/incidents/send-again", "cause=" + cause);
        assertThat(said.body()).contains("Send again", "It will be done to 3 cases.", "Confirm: send again");
        assertThat(sent(QUESTION)).isZero();

        String batch = said.uri().getPath();
        submit(batch, batch + "/confirm", "");

        await().atMost(Duration.ofSeconds(20)).until(() -> see(batch).contains("3 of 3"));
        messageSent(QUESTION, 3);
        cases.forEach(this::assertOneThing);
        assertThat(jdbc.sql("select act || ' ' || cardinality(case_ids) from operator_act where act like 'Send again%'")
                        .query(String.class)
                        .list())
                .hasSize(1)
                .allMatch(act -> act.startsWith("Send again, 3 cases (EMAIL: ") && act.endsWith(" 3"));
        assertThat(see("/operations/cases/" + cases.get(0))).contains("Send again, 3 cases");
    }

    @Test
    void oneCaseIsEndedAndItsLinksAreClosed() throws Exception {
        UUID caseId = caseAt(Place.NOTIFIED);
        String page = "/operations/cases/" + caseId;
        HttpResponse<String> said =
                submit(page, "/operations/batches?case=" + caseId, "act=END&words=" + encoded("Bob has left us"));
        assertThat(said.body()).contains("It will be done to 1 case.");

        HttpResponse<String> done = submit(said.uri().getPath(), said.uri().getPath() + "/confirm", "");

        assertThat(done.body()).contains("1 of 1", "over");
        assertThat(outcome(caseId)).isEqualTo("CANCELLED: by olga");
        assertOneThing(caseId);
        submit(page, "/operations/batches?case=" + caseId, "act=NOTE&words=" + encoded("Tell Anna <i>"));
        String note = jdbc.sql("select id from batch where act = 'NOTE'")
                .query(String.class)
                .single();
        submit("/operations/batches/" + note, "/operations/batches/" + note + "/confirm", "");
        assertThat(see(page)).contains("Notes of colleagues", "Tell Anna &lt;i&gt;", "by olga: Bob has left us");
    }

    @Test
    void anotherNodeGoesOnWithABatchWhoseNodeDied() throws Exception {
        UUID caseId = caseAt(Place.NOTIFIED);
        UUID batch = UUID.randomUUID();
        jdbc.sql("insert into batch (id, name, act, detail, state, operator, prepared_at, confirmed_at)"
                        + " values (?, '', 'NOTE', 'Bob is on holiday', 'RUNNING', 'olga', now(), now())")
                .param(batch)
                .update();
        jdbc.sql("insert into batch_case (batch_id, position, case_id) values (?, 1, ?)")
                .params(batch, caseId)
                .update();
        jdbc.sql("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by,"
                        + " last_heartbeat, version) values ('operators-batch', ?, now() - interval '1 hour', true,"
                        + " 'a node that died', now() - interval '1 hour', 1)")
                .param(batch.toString())
                .update();

        await().atMost(Duration.ofSeconds(40)).until(() -> jdbc.sql("select state from batch")
                .query(String.class)
                .single()
                .equals("OVER"));
        assertThat(see("/operations/cases/" + caseId)).contains("Bob is on holiday");
    }

    private String see(String path) throws Exception {
        HttpResponse<String> page =
                browser.send(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return page.body();
    }

    private HttpResponse<String> submit(String page, String action, String fields) throws Exception {
        String csrf = find(see(page), "name=\"_csrf\" value=\"([^\"]+)\"");
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(at(action))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + encoded(csrf) + "&" + fields))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(action).isEqualTo(200);
        return answer;
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String find(String page, String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
