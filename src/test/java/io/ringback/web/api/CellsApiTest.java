package io.ringback.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cells.RememberingCell;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** What a node of the cell north does with calls of the cell south, which is a server that remembers what it is handed. */
class CellsApiTest extends ApiTest {

    private static final String KEY = "Bearer the-switch's-key";
    private static final String NORTHERNER = RememberingCell.northerner(0);
    private static final String OTHER_NORTHERNER = RememberingCell.northerner(1);
    private static final String SOUTHERNER = RememberingCell.southerner(0);
    private static final String OTHER_SOUTHERNER = RememberingCell.southerner(1);

    private static RememberingCell south;

    @DynamicPropertySource
    static void cells(DynamicPropertyRegistry registry) {
        south = new RememberingCell();
        registry.add("ringback.cells.table", () -> south.table().toString());
        registry.add("ringback.cells.own", () -> "north");
    }

    @AfterAll
    static void stop() {
        south.close();
    }

    @BeforeEach
    void forget() {
        south.forget();
    }

    private static String failed(String callee) {
        return """
                {"id": "call-1", "caller": "%s", "callee": "%s", "medium": "VOICE", "sipStatus": 480, "rang": true,
                 "callerVerified": true, "occurredAt": "2026-03-01T12:59:00+01:00"}
                """.formatted(OTHER_NORTHERNER, callee);
    }

    private static String answered(String caller, String callee) {
        return """
                {"id": "call-2", "caller": "%s", "callee": "%s", "medium": "VOICE",
                 "occurredAt": "2026-03-01T12:59:00+01:00"}
                """.formatted(caller, callee);
    }

    private MockHttpServletResponse told(String path, String body) throws Exception {
        return send(MockMvcRequestBuilders.post(path)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Authorization", KEY)
                .content(body));
    }

    private MockHttpServletResponse handedOn(String path, String body) throws Exception {
        return send(MockMvcRequestBuilders.post(path)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Authorization", KEY)
                .header("Ringback-Cell", "south")
                .content(body));
    }

    @Test
    void itsOwnCalleesCallIsStoredAndNobodyElseIsTold() throws Exception {
        assertThat(told("/api/failed-calls", failed(NORTHERNER)).getStatus()).isEqualTo(202);

        assertThat(events.count()).isEqualTo(1);
        assertThat(south.handedOn()).isEmpty();
    }

    @Test
    void anotherCellsCalleesCallIsHandedOnAsItCameAndAnsweredAsItIsThere() throws Exception {
        MockHttpServletResponse response = told("/api/failed-calls", failed(SOUTHERNER));

        assertThat(response.getStatus()).isEqualTo(202);
        assertThat(body(response).get("caseId").asText()).isEqualTo(RememberingCell.CASE);
        assertThat(response.getHeader("Location")).isEqualTo(south.url() + "/api/cases/" + RememberingCell.CASE);
        assertThat(events.count()).isZero();
        assertThat(south.handedOn()).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo("/api/failed-calls");
            assertThat(one.authorization()).isEqualTo(KEY);
            assertThat(one.by()).isEqualTo("north");
            assertThat(json.readTree(one.body()).get("callee").asText()).isEqualTo(SOUTHERNER);
            assertThat(json.readTree(one.body()).get("callerVerified").asBoolean())
                    .isTrue();
            assertThat(json.readTree(one.body()).get("sipStatus").asInt()).isEqualTo(480);
        });
        // The other cell takes it: it is read there as strictly as here.
        assertThat(told("/api/failed-calls", south.handedOn().get(0).body().replace(SOUTHERNER, NORTHERNER))
                        .getStatus())
                .isEqualTo(202);
    }

    @Test
    void aProblemOfTheOtherCellIsTheSenders() throws Exception {
        south.answers(409, "{\"type\": \"urn:ringback:problem:id-reused\"}");

        MockHttpServletResponse response = told("/api/failed-calls", failed(SOUTHERNER));

        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(body(response).get("type").asText()).endsWith("id-reused");
    }

    @Test
    void whatWasHandedOnIsStoredOrRefusedAndNeverHandedOnAgain() throws Exception {
        assertThat(handedOn("/api/failed-calls", failed(NORTHERNER)).getStatus())
                .isEqualTo(202);
        events.forget();

        for (String[] wrong : new String[][] {
            {"/api/failed-calls", failed(SOUTHERNER)},
            {"/api/answered-calls", answered(SOUTHERNER, OTHER_SOUTHERNER)},
            {"/api/failed-conferences", conference()}
        }) {
            MockHttpServletResponse response = handedOn(wrong[0], wrong[1]);

            assertThat(response.getStatus()).as(wrong[0]).isEqualTo(421);
            assertThat(body(response).get("type").asText()).isEqualTo("urn:ringback:problem:misdirected");
            assertThat(body(response).get("detail").asText())
                    .contains("cell north", "cell south", "tables of the cells differ");
        }
        assertThat(events.count()).isZero();
        assertThat(south.handedOn()).isEmpty();
    }

    @Test
    void aCellThatIsAwayIsToldLaterAndNothingIsStoredHere() throws Exception {
        for (int status : new int[] {401, 403, 302}) {
            south.answers(status, "{}");

            MockHttpServletResponse response = told("/api/failed-calls", failed(SOUTHERNER));

            assertThat(response.getStatus()).as("after " + status).isEqualTo(503);
            assertThat(response.getHeader("Retry-After")).isEqualTo("5");
            assertThat(body(response).get("detail").asText()).contains("The cell south", "Send the same request again");
        }
        assertThat(events.count()).isZero();
    }

    @Test
    void anAnsweredCallIsToldToTheCellsOfBoth() throws Exception {
        south.answers(202, "{}");

        assertThat(told("/api/answered-calls", answered(NORTHERNER, OTHER_NORTHERNER))
                        .getStatus())
                .isEqualTo(202);
        assertThat(south.handedOn()).isEmpty();
        events.forget();
        assertThat(told("/api/answered-calls", answered(SOUTHERNER, OTHER_SOUTHERNER))
                        .getStatus())
                .isEqualTo(202);
        assertThat(events.count()).isZero();
        assertThat(south.handedOn()).hasSize(1);
        for (String told : List.of(answered(NORTHERNER, SOUTHERNER), answered(SOUTHERNER, NORTHERNER))) {
            south.forget();
            south.answers(202, "{}");
            events.forget();
            assertThat(told("/api/answered-calls", told).getStatus()).isEqualTo(202);
            assertThat(events.count()).isEqualTo(1);
            assertThat(south.handedOn()).hasSize(1);
            south.forget();
            assertThat(handedOn("/api/answered-calls", told).getStatus()).isEqualTo(200);
            assertThat(south.handedOn()).isEmpty();
        }
    }

    @Test
    void whileOneOfTheTwoCellsIsAwayTheSenderTellsItAgain() throws Exception {
        south.answers(503, "{\"status\": 503}");

        assertThat(told("/api/answered-calls", answered(SOUTHERNER, NORTHERNER)).getStatus())
                .isEqualTo(503);
        assertThat(events.count()).isEqualTo(1);
        south.answers(202, "{}");
        assertThat(told("/api/answered-calls", answered(SOUTHERNER, NORTHERNER)).getStatus())
                .isEqualTo(200);
    }

    private static String conference() {
        return """
                {"id": "join-1", "caller": "%s", "conference": "sip:conference@example.com",
                 "missing": [{"callee": "%s", "cause": "BUSY"}, {"callee": "%s", "sipStatus": 486},
                             {"callee": "%s", "cause": "BUSY"}],
                 "occurredAt": "2026-03-01T12:59:00+01:00"}
                """.formatted(OTHER_NORTHERNER, SOUTHERNER, NORTHERNER, OTHER_SOUTHERNER);
    }

    @Test
    void ofAConferenceEachWhoIsMissingIsToldToTheirCell() throws Exception {
        south.answers(
                202,
                "{\"results\": [{\"caseId\": \"" + RememberingCell.CASE
                        + "\"}, {\"ignored\": true, \"reason\": \"no\"}]}");

        MockHttpServletResponse response = told("/api/failed-conferences", conference());

        assertThat(response.getStatus()).isEqualTo(202);
        assertThat(body(response).get("results").get(0).get("caseId").asText()).isEqualTo(RememberingCell.CASE);
        assertThat(body(response).get("results").get(1).has("caseId")).isTrue();
        assertThat(body(response).get("results").get(2).get("ignored").asBoolean())
                .isTrue();
        assertThat(events.count()).isEqualTo(1);
        assertThat(south.handedOn()).hasSize(1);
        assertThat(json.readTree(south.handedOn().get(0).body()).findValuesAsText("callee"))
                .containsExactly(SOUTHERNER, OTHER_SOUTHERNER);
    }

    @Test
    void whileAnotherCellIsAwayNothingOfAConferenceIsStored() throws Exception {
        south.answers(503, "{\"status\": 503}");

        assertThat(told("/api/failed-conferences", conference()).getStatus()).isEqualTo(503);
        assertThat(events.count()).isZero();
    }
}
