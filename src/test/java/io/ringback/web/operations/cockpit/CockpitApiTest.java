package io.ringback.web.operations.cockpit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.CaseRows;
import io.ringback.JourneyRows;
import io.ringback.web.operations.EngineDesk;
import io.ringback.web.operations.EngineDesk.Incident;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;

/** What Cockpit's plugins are told, and who may ask. */
class CockpitApiTest extends SecuredServer {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String API = "/operations/cockpit/";

    @Autowired
    private EngineDesk engine;

    @AfterEach
    void empty() {
        Mockito.reset(engine);
        jdbc.sql("truncate failed_call_case, person cascade").update();
    }

    /** The last ends at noon, and each before it a second earlier; as many as that, of one version. */
    private void ended(int cases, int version) {
        UUID anna = new CaseRows(jdbc).person("Anna");
        jdbc.sql("""
            insert into failed_call_case (id, caller_id, caller_sealed, callee_sealed, failed_medium, cause,
                first_tried_at, last_tried_at, state, opened_at, outcome, reason, ended_at, diagram_version)
            select gen_random_uuid(), ?, 'secret', 'secret', 'VOICE', 'BUSY', t, t, 'ENDED',
                   t - interval '1 hour', 'EXPIRED', 'callee did not react', t, ?
              from (select cast(? as timestamptz) - n * interval '1 second' as t
                      from generate_series(0, ?) n) times
            """).params(anna, version, NOON.toString(), cases - 1).update();
    }

    private UUID openCase(String instance) {
        UUID id = new CaseRows(jdbc).openCase("ASKING_CALLER");
        jdbc.sql("update failed_call_case set process_instance_id = ?, diagram_version = 1 where id = ?")
                .params(instance, id)
                .update();
        JourneyRows.addPassed(jdbc, id, NOON, "AskCaller");
        JourneyRows.addPassed(jdbc, id, NOON.plusSeconds(5), "WaitForAnswer");
        return id;
    }

    private JsonNode ask(String path) throws IOException {
        Answer answer = get(API + path, "Cookie", logIn("olga"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static String behind(JsonNode page) {
        return "&after=" + URLEncoder.encode(page.get("next").asText(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"olga, 200", "anders, 200", "ada, 200", "nils, 403"})
    void whoMayOpenTheDeskMayAsk(String account, int status) throws IOException {
        openCase("p1");
        String session = logIn(account);

        for (String path : List.of("ended", "causes", "instances/p1", "unusable")) {
            assertThat(get(API + path, "Cookie", session).status()).as(path).isEqualTo(status);
            assertThat(get(API + path).status()).as("a stranger at " + path).isEqualTo(302);
        }
    }

    @Test
    void nobodyChangesAnythingThere() throws IOException {
        assertThat(post(API + "ended", "", "Cookie", logIn("ada")).status()).isIn(403, 405);
    }

    @Test
    void anEndedCaseIsARowWithNamesAndWithoutAddresses() throws IOException {
        ended(1, 1);

        JsonNode page = ask("ended");

        JsonNode row = page.get("cases").get(0);
        assertThat(row.get("caller").asText()).isEqualTo("Anna");
        assertThat(row.get("callee").isNull()).isTrue();
        assertThat(row.get("outcome").asText()).isEqualTo("expired");
        assertThat(row.get("ended").asText()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(page.get("next").isNull()).isTrue();
        assertThat(page.toString()).doesNotContain("secret", "sealed", "tel:", "sip:", "@");
    }

    @Test
    void aPageIsBoundedAndTheNextBeginsBehindIt() throws IOException {
        ended(60, 1);

        JsonNode first = ask("ended?definition=cases:1");
        JsonNode second = ask("ended?definition=cases:1" + behind(first));

        assertThat(first.get("cases")).hasSize(50);
        assertThat(second.get("cases")).hasSize(10);
        assertThat(second.get("cases").get(0).get("ended").asText()).isEqualTo("2026-01-02T11:59:10Z");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void anOldVersionCostsNoMoreThanTheOneInForce() throws IOException {
        ended(EndedCasesOfVersion.LOOKS + 1, 2);
        jdbc.sql("update failed_call_case set diagram_version = 1"
                        + " where ended_at = (select min(ended_at) from failed_call_case)")
                .update();

        JsonNode none = ask("ended?definition=cases:1");
        JsonNode back = ask("ended?definition=cases:1" + behind(none));

        assertThat(none.get("cases")).isEmpty();
        assertThat(back.get("cases")).hasSize(1);
        assertThat(back.get("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ended?definition=other:1:2, 204",
        "instances/none, 204",
        "cases/none, 404",
        "cases/00000000-0000-4000-8000-000000000001, 404",
        "ended?after=9999_none, 200",
    })
    void whatRingbackDoesNotKnowIsNothing(String path, int status) throws IOException {
        Answer answer = get(API + path, "Cookie", logIn("olga"));

        assertThat(answer.status()).isEqualTo(status);
        if (status == 204) {
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"olga, cancel", "anders, cancel", "ada,"})
    void everybodyIsToldWhatTheyCannotUseThemselves(String account, String icon) throws IOException {
        Answer answer = get(API + "unusable", "Cookie", logIn(account));

        assertThat(answer.body())
                .isEqualTo("{\"plugins\":[%s],\"rows\":[]}".formatted(icon == null ? "" : "\"" + icon + "\""));
    }

    @Test
    void anInstanceHasTheWayOfItsCaseWithTimes() throws IOException {
        UUID id = openCase("p2");

        JsonNode found = ask("instances/p2");

        assertThat(found.get("id").asText()).isEqualTo(id.toString());
        assertThat(found.get("ended").isNull()).isTrue();
        assertThat(found.get("way")).hasSize(2);
        assertThat(found.get("way").get(1).get("name").asText()).isEqualTo("Wait for the answer");
        assertThat(found.get("way").get(1).get("at").asText()).isEqualTo("2026-01-02T12:00:05Z");
        assertThat(ask("cases/" + id)).isEqualTo(found);
    }

    @Test
    void whatHoldsCasesUpComesByItsCause() throws IOException {
        UUID one = openCase("p3");
        UUID other = openCase("p4");
        when(engine.oldestIncidents(anyInt()))
                .thenReturn(List.of(
                        new Incident(one, NOON, "SendQuestionAgain", "no such user 4711. Mend the cause"),
                        new Incident(other, NOON.plusSeconds(1), "SendQuestionAgain", "no such user 4712.")));

        JsonNode causes = ask("causes");

        assertThat(causes).hasSize(1);
        assertThat(causes.get(0).get("cases").asInt()).isEqualTo(2);
        assertThat(causes.get(0).get("problem").asText()).isEqualTo("no such user 4711.");
        assertThat(causes.get(0).get("oldest").asText()).isEqualTo(one.toString());
    }
}
