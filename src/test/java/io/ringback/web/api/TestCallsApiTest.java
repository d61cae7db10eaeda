package io.ringback.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/** Calls of the two accounts of {@code bin/check-switch}. */
@TestPropertySource(
        properties = {
            "ringback.switch-check.caller=sip:check1@example.com",
            "ringback.switch-check.callee=sip:check2@example.com"
        })
class TestCallsApiTest extends ApiTest {

    private static String call(String id, String caller, String callee, String ending) {
        return """
                {"id": "%s", "caller": "%s", "callee": "%s", "medium": "VOICE", "occurredAt": "2026-03-01T11:59:00Z"%s}
                """.formatted(id, caller, callee, ending);
    }

    private List<JsonNode> notes() throws Exception {
        List<JsonNode> notes = new ArrayList<>();
        body(get("/api/test-calls")).get("notes").forEach(notes::add);
        jdbc.sql("delete from test_call_note").update();
        return notes;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "sipStatus": 486, "rang": true, "ringSeconds": 2 | BUSY
            "sipStatus": 480, "q850": 19                     | NO_ANSWER
            "sipStatus": 404                                 | NOT_FOUND
            "sipStatus": 410                                 | NOTHING
            "sipStatus": 607                                 | BLOCK
            "cause": "REJECTED"                              | REJECTED
            """)
    void aCallBetweenTheTwoIsNotedAndOpensNoCase(String ending, String verdict) throws Exception {
        JsonNode answer = body(post(
                "/api/failed-calls",
                call("call-1", "sip:check1@example.com", "sip:check2@example.com", ", " + ending)));

        assertThat(answer.get("ignored").asBoolean()).isTrue();
        assertThat(answer.get("reason").asText()).contains("test accounts");
        assertThat(events.count()).isZero();
        List<JsonNode> notes = notes();
        assertThat(notes).hasSize(1);
        assertThat(notes.get(0).get("verdict").asText()).isEqualTo(verdict);
        assertThat(notes.get(0).get("callId").asText()).isEqualTo("call-1");
        assertThat(notes.toString()).as("no address").doesNotContain("check1", "check2");
    }

    @Test
    void whatIsToldTwiceIsNotedOnce() throws Exception {
        String call = call("call-2", "sip:check1@example.com", "sip:check2@example.com", ", \"sipStatus\": 486");
        post("/api/failed-calls", call);
        post("/api/failed-calls", call);

        assertThat(notes()).hasSize(1);
    }

    @Test
    void anAnsweredCallIsNoted() throws Exception {
        post("/api/answered-calls", call("call-3", "sip:check1@example.com", "sip:check2@example.com", ""));

        assertThat(notes()).extracting(note -> note.get("verdict").asText()).containsExactly("ANSWERED");
    }

    @Test
    void aCallOfOneOfThemAndSomebodyElseIsNotedAndIsACaseAsEver() throws Exception {
        post(
                "/api/failed-calls",
                call("call-4", "sip:anna@example.com", "sip:check2@example.com", ", \"sipStatus\": 486"));

        assertThat(events.count()).isEqualTo(1);
        JsonNode note = notes().get(0);
        assertThat(note.get("callerRight").asBoolean()).isFalse();
        assertThat(note.get("calleeRight").asBoolean()).isTrue();
    }

    @Test
    void nobodyElseIsNoted() throws Exception {
        post(
                "/api/failed-calls",
                call("call-5", "sip:anna@example.com", "sip:bob@example.com", ", \"sipStatus\": 486"));

        assertThat(notes()).isEmpty();
        assertThat(events.count()).isEqualTo(1);
    }

    @Test
    void theNewest500AreKept() throws Exception {
        jdbc.sql("insert into test_call_note (told_at, call_id, caller_right, callee_right, verdict)"
                        + " select timestamptz '2026-03-01T11:59:00Z', 'old-' || n, true, true, 'BUSY' from generate_series(1, 600) n"
                        + " union all select timestamptz '2026-03-01T10:00:00Z', 'stale', true, true, 'BUSY'")
                .update();
        post("/api/answered-calls", call("call-6", "sip:check1@example.com", "sip:check2@example.com", ""));

        assertThat(notes()).hasSizeLessThanOrEqualTo(501).noneMatch(note -> note.toString()
                .contains("stale"));
    }
}
