package io.ringback.arrival;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.cells.Cell;
import io.ringback.cells.CellAway;
import io.ringback.cells.CellHandover;
import io.ringback.cells.CellHandover.Answer;
import io.ringback.cells.Cells;
import io.ringback.directory.Address;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.ToldCall;
import io.ringback.failedcall.ToldEnding;
import io.ringback.failedcall.ToldJoin;
import io.ringback.failedcall.ToldJoin.MissingCallee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Hands on what a route brought of calls whose callee belongs to another cell, by that cell's API. A route that has brought it to the
 * right cell already, as Kafka's does, says {@code here}: then nothing is handed on, and what is not this cell's is refused.
 */
@Component
class OtherCells {

    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;

    private final Cells cells;
    private final CellHandover handover;
    private final ObjectMapper json;

    OtherCells(Cells cells, CellHandover handover, ObjectMapper json) {
        this.cells = cells;
        this.handover = handover;
        this.json = json;
    }

    /** Whether a failed call was another cell's, and that cell has it. */
    boolean have(Address callee, ToldCall told, ToldEnding ending, String conference, boolean here) {
        Map<String, Object> body = call(told);
        body.put("conference", conference);
        body.put("reason", told.why().line().orElse(null));
        body.put("urgency", told.why().urgency());
        put(body, ending);
        return have(callee, "/api/failed-calls", body, here);
    }

    /** The same of one of several who were to join a conference. */
    boolean have(Address callee, ToldJoin told, MissingCallee one, boolean here) {
        Map<String, Object> missing = new LinkedHashMap<>();
        missing.put("callee", one.callee());
        put(missing, one.ending());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", told.id());
        body.put("caller", told.caller());
        body.put("conference", told.conference());
        body.put("missing", List.of(missing));
        body.put("occurredAt", told.occurredAt());
        body.put("callerVerified", told.callerVerified());
        return have(callee, "/api/failed-conferences", body, here);
    }

    private boolean have(Address callee, String path, Map<String, Object> body, boolean here) {
        return cells.elsewhere(callee)
                .map(cell -> {
                    requireOurs(cell, here);
                    hand(cell, path, body);
                    return true;
                })
                .orElse(false);
    }

    /** Whether an answered call concerns this cell: what it ends may be a case of either of the two. */
    boolean concernsUs(AnsweredCall call, boolean here) {
        boolean ours = cells.haveHere(call.callee(), call.caller());
        if (!ours) {
            requireOurs(cells.elsewhere(call.callee()).orElseThrow(), here);
        }
        return ours;
    }

    /** Tells the other cells that an answered call concerns. */
    void tell(AnsweredCall call, ToldCall told, boolean here) {
        if (!here) {
            cells.othersOf(call.callee(), call.caller()).forEach(cell -> {
                Map<String, Object> body = call(told);
                body.remove("callerVerified");
                hand(cell, "/api/answered-calls", body);
            });
        }
    }

    private static void requireOurs(Cell belongs, boolean here) {
        if (here) {
            throw Fields.refused("The callee belongs to the cell " + belongs.name()
                    + " by this cell's table: the tables of the cells differ, or this came by a wrong way.");
        }
    }

    private static Map<String, Object> call(ToldCall told) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", told.id());
        body.put("caller", told.caller());
        body.put("callee", told.callee());
        body.put("medium", told.medium());
        body.put("occurredAt", told.occurredAt());
        body.put("callerVerified", told.callerVerified());
        return body;
    }

    private static void put(Map<String, Object> body, ToldEnding ending) {
        body.put("cause", ending.cause());
        body.put("sipStatus", ending.sipStatus());
        body.put("q850", ending.q850());
        body.put("rang", ending.rang());
        body.put("ringSeconds", ending.ringSeconds());
    }

    private void hand(Cell cell, String path, Map<String, Object> body) {
        Answer answer = handover.hand(cell, path, written(body));
        if (answer.status() == CONFLICT) {
            throw Fields.wrong("id", "was used before for something else");
        }
        if (answer.status() == BAD_REQUEST) {
            throw Fields.refused("The cell " + cell.name() + " refuses it: " + answer.body());
        }
        if (!answer.taken()) {
            throw new CellAway(cell, "cannot take it now: it answered " + answer.status() + ".", null);
        }
    }

    private String written(Map<String, Object> body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A call was read and cannot be written", e);
        }
    }
}
