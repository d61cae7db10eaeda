package io.ringback.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cells.CellAway;
import io.ringback.cells.RememberingCell;
import io.ringback.wording.ConnectPolicy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route brings of another cell's callee is handed on to that cell, unless the route says that it brought it to its cell. */
class OtherCellsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final RememberingCell SOUTH = new RememberingCell();
    private static final String NORTHERNER = RememberingCell.northerner(0);
    private static final String SOUTHERNER = RememberingCell.southerner(0);
    private static final String OTHER_SOUTHERNER = RememberingCell.southerner(1);

    private final ProcessOnPaper process = new ProcessOnPaper();
    private Spine spine;

    @BeforeEach
    void open() {
        DATABASE.clear();
        SOUTH.forget();
        spine = Spine.from(
                "arrival",
                DATABASE,
                process,
                (ConnectPolicy) caseId -> true,
                new Spine.Setting("ringback.cells.table", SOUTH.table().toString()),
                new Spine.Setting("ringback.cells.own", "north"),
                new Spine.Setting("ringback.conferences", "example.com"),
                new Spine.Setting("ringback.cells.api-key", "the-cells'-key"));
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @AfterAll
    static void stop() {
        SOUTH.close();
    }

    private static Map<String, Object> call(String caller, String callee) {
        return new HashMap<>(Map.of(
                "id",
                "call-1",
                "caller",
                caller,
                "callee",
                callee,
                "medium",
                "VOICE",
                "occurredAt",
                Instant.now().toString()));
    }

    private static Map<String, Object> failed(String callee) {
        Map<String, Object> call = call(RememberingCell.northerner(1), callee);
        call.putAll(Map.of("sipStatus", "480", "rang", "true", "ringSeconds", "20", "callerVerified", "true"));
        return call;
    }

    private void handIn(String endpoint, Map<String, Object> call) {
        spine.the(ProducerTemplate.class).sendBody("direct:" + endpoint, call);
    }

    private void handInHere(String endpoint, Map<String, Object> call) {
        spine.the(ProducerTemplate.class).sendBodyAndHeader("direct:" + endpoint, call, "ringbackCellIsHere", true);
    }

    private int stored() {
        return DATABASE.jdbc()
                .sql("select count(*) from inbound_event")
                .query(Integer.class)
                .single();
    }

    private static List<JsonNode> handedOn(String path) {
        return SOUTH.handedOn().stream()
                .filter(one -> one.path().equals(path))
                .map(OtherCellsTest::read)
                .toList();
    }

    private static JsonNode read(RememberingCell.HandedOn one) {
        assertThat(one.authorization()).isEqualTo("Bearer the-cells'-key");
        assertThat(one.by()).isEqualTo("north");
        try {
            return new ObjectMapper().readTree(one.body());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFailedCallIsStoredWhereItsCalleeBelongs() {
        handIn("failed-call", failed(NORTHERNER));
        assertThat(stored()).isEqualTo(1);
        assertThat(SOUTH.handedOn()).isEmpty();

        handIn("failed-call", failed(SOUTHERNER));
        assertThat(stored()).isEqualTo(1);
        assertThat(handedOn("/api/failed-calls")).singleElement().satisfies(call -> {
            assertThat(call.get("callee").asText()).isEqualTo(SOUTHERNER);
            assertThat(call.get("sipStatus").isInt()).isTrue();
            assertThat(call.get("ringSeconds").asInt()).isEqualTo(20);
            assertThat(call.get("rang").asBoolean()).isTrue();
            assertThat(call.get("callerVerified").asBoolean()).isTrue();
        });
    }

    @Test
    void ofAConferenceEachIsStoredWhereTheyBelong() {
        Map<String, Object> join = new HashMap<>(Map.of(
                "id", "join-1",
                "caller", RememberingCell.northerner(1),
                "conference", "sip:conference@example.com",
                "missing",
                        List.of(
                                Map.of("callee", SOUTHERNER, "cause", "BUSY"),
                                Map.of("callee", NORTHERNER, "sipStatus", "486"),
                                Map.of("callee", OTHER_SOUTHERNER, "sipStatus", "480")),
                "occurredAt", Instant.now().toString()));

        handIn("failed-call", join);

        assertThat(stored()).isEqualTo(1);
        assertThat(handedOn("/api/failed-conferences"))
                .extracting(one -> one.at("/missing/0/callee").asText())
                .containsExactly(SOUTHERNER, OTHER_SOUTHERNER);
    }

    @Test
    void anAnsweredCallIsToldToTheCellsOfBoth() {
        SOUTH.answers(202, "{}");
        handIn("answered-call", call(SOUTHERNER, NORTHERNER));

        assertThat(stored()).isEqualTo(1);
        assertThat(handedOn("/api/answered-calls")).hasSize(1);
        SOUTH.forget();
        Map<String, Object> theirs = call(SOUTHERNER, OTHER_SOUTHERNER);
        theirs.put("id", "call-2");
        handIn("answered-call", theirs);
        assertThat(stored()).isEqualTo(1);
        assertThat(handedOn("/api/answered-calls")).hasSize(1);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            400 | The cell south refuses it
            409 | The field id was used before
            """)
    void whatTheOtherCellWillNeverTakeIsRefused(int status, String problem) {
        SOUTH.answers(status, "{\"detail\": \"no\"}");

        assertThatThrownBy(() -> handIn("failed-call", failed(SOUTHERNER)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
        assertThat(stored()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"401", "421", "429", "500", "503"})
    void whatTheOtherCellCannotTakeNowIsToldAgain(int status) {
        SOUTH.answers(status, "{}");

        assertThatThrownBy(() -> handIn("failed-call", failed(SOUTHERNER)))
                .rootCause()
                .isInstanceOf(CellAway.class);
        assertThat(stored()).isZero();
    }

    @Test
    void whatARouteBroughtToItsCellIsStoredOrRefusedAndNeverHandedOn() {
        handInHere("failed-call", failed(NORTHERNER));
        handInHere("answered-call", call(SOUTHERNER, NORTHERNER));
        assertThat(stored()).isEqualTo(2);

        assertThatThrownBy(() -> handInHere("failed-call", failed(SOUTHERNER)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belongs to the cell south");
        assertThatThrownBy(() -> handInHere("answered-call", call(SOUTHERNER, OTHER_SOUTHERNER)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(stored()).isEqualTo(2);
        assertThat(SOUTH.handedOn()).isEmpty();
    }
}
