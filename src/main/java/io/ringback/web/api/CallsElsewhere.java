package io.ringback.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.cells.Cell;
import io.ringback.cells.CellHandover;
import io.ringback.cells.CellHandover.Answer;
import io.ringback.cells.Cells;
import io.ringback.cells.Misdirected;
import io.ringback.directory.Address;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.UnansweredCall;
import io.ringback.web.api.FailedConferenceRequest.MissingBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * What to do with calls whose callee belongs to another cell: it is handed on as it came, with the sender's key, and the sender gets that
 * cell's answer. What was handed on once is not handed on again.
 */
@Component
class CallsElsewhere {

    private final Cells cells;
    private final CellHandover handover;
    private final ObjectMapper json;

    CallsElsewhere(Cells cells, CellHandover handover, ObjectMapper json) {
        this.cells = cells;
        this.handover = handover;
        this.json = json;
    }

    /** That a failed call's own cell has answered; empty if it is this one. */
    Optional<ResponseEntity<?>> failed(UnansweredCall call, Object body, HttpServletRequest request) {
        return elsewhere(call.callee(), request).map(cell -> response(hand(cell, body, request)));
    }

    /** Which of those who are missing belong to which other cell, by their places in the request. */
    Map<Cell, List<Integer>> missing(List<UnansweredCall> calls, HttpServletRequest request) {
        Map<Cell, List<Integer>> elsewhere = new LinkedHashMap<>();
        for (int place = 0; place < calls.size(); place++) {
            Optional<Cell> cell = elsewhere(calls.get(place).callee(), request);
            if (cell.isPresent()) {
                elsewhere.computeIfAbsent(cell.get(), one -> new ArrayList<>()).add(place);
            }
        }
        return elsewhere;
    }

    /** Hands some of those who are missing on. */
    Answer hand(Cell cell, FailedConferenceRequest body, List<Integer> places, HttpServletRequest request) {
        List<MissingBody> theirs = places.stream().map(body.missing()::get).toList();
        return hand(cell, body.of(theirs), request);
    }

    /** What became of each of them, as their cell says. */
    List<JsonNode> results(Answer answer) {
        List<JsonNode> results = new ArrayList<>();
        read(answer).path("results").forEach(results::add);
        return results;
    }

    /** Whether an answered call concerns this cell: what it ends may be a case of either of the two. */
    boolean isOurs(AnsweredCall call, HttpServletRequest request) {
        boolean ours = cells.haveHere(call.callee(), call.caller());
        if (!ours) {
            refuseHandedOn(cells.elsewhere(call.callee()).orElseThrow(), request);
        }
        return ours;
    }

    /** What the other cells that an answered call concerns have answered, the callee's first. */
    List<ResponseEntity<?>> answered(AnsweredCall call, Object body, HttpServletRequest request) {
        return isHandedOn(request)
                ? List.of()
                : cells.othersOf(call.callee(), call.caller()).stream()
                        .<ResponseEntity<?>>map(cell -> response(hand(cell, body, request)))
                        .toList();
    }

    private Optional<Cell> elsewhere(Address callee, HttpServletRequest request) {
        Optional<Cell> cell = cells.elsewhere(callee);
        cell.ifPresent(other -> refuseHandedOn(other, request));
        return cell;
    }

    private void refuseHandedOn(Cell belongs, HttpServletRequest request) {
        if (isHandedOn(request)) {
            throw new Misdirected(belongs, cells.own());
        }
    }

    private static boolean isHandedOn(HttpServletRequest request) {
        return request.getHeader(CellHandover.HANDED_ON_BY) != null;
    }

    private Answer hand(Cell cell, Object body, HttpServletRequest request) {
        try {
            String key = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                    .orElse("");
            String path =
                    request.getRequestURI().substring(request.getContextPath().length());
            return handover.hand(cell, path, json.writeValueAsString(body), key);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request was read and cannot be written", e);
        }
    }

    /** The other cell's answer as ours. */
    ResponseEntity<?> response(Answer answer) {
        HttpHeaders headers = new HttpHeaders();
        answer.location().ifPresent(headers::setLocation);
        answer.retryAfter().ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, seconds));
        headers.setContentType(answer.taken() ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON);
        return ResponseEntity.status(answer.status()).headers(headers).body(read(answer));
    }

    private JsonNode read(Answer answer) {
        try {
            return json.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Another cell's answer " + answer.status() + " is not JSON", e);
        }
    }
}
