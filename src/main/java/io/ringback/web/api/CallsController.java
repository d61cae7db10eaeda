package io.ringback.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.ringback.cells.Cell;
import io.ringback.cells.CellHandover.Answer;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.CallReader;
import io.ringback.failedcall.EndedCalls;
import io.ringback.failedcall.EndedCalls.Sorted;
import io.ringback.failedcall.UnansweredCall;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where switches tell of calls. Sending the same event again is safe, and right after any answer but 4xx. */
@RestController
@RequestMapping(path = "/api", consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Calls", description = "What switches tell: calls that failed, and calls that were answered")
class CallsController {

    private static final String WITH_CAUSE = """
            {
              "id": "3848276298220188511@pbx.example.com",
              "caller": "+46701740605",
              "callee": "+46701740606",
              "medium": "VOICE",
              "cause": "BUSY",
              "occurredAt": "2026-03-01T12:00:00Z"
            }
            """;

    private static final String WITH_CODES = """
            {
              "id": "3848276298220188512@pbx.example.com",
              "caller": "sip:anna@example.com",
              "callee": "sip:bob@example.com",
              "medium": "VOICE",
              "sipStatus": 480,
              "rang": true,
              "ringSeconds": 25,
              "q850": 19,
              "occurredAt": "2026-03-01T12:00:00Z"
            }
            """;

    private static final String ANSWERED = """
            {
              "id": "a84b4c76e66710@pbx.example.com",
              "caller": "+46701740606",
              "callee": "+46701740605",
              "medium": "VOICE",
              "occurredAt": "2026-03-01T12:05:00Z"
            }
            """;

    private static final String CONFERENCE = """
            {
              "id": "conference-4711/1@pbx.example.com",
              "caller": "+46701740605",
              "conference": "sip:conference-4711@pbx.example.com",
              "missing": [
                {"callee": "+46701740606", "cause": "NO_ANSWER"},
                {"callee": "sip:carol@example.com", "sipStatus": 486}
              ],
              "occurredAt": "2026-03-01T12:00:00Z"
            }
            """;

    private static final String CASES = """
            {
              "results": [
                {"caseId": "7d0a2f6c-8f0e-4c5b-9a53-6a1de4b3a7f1"},
                {"ignored": true, "reason": "The classification table says that this is not a failed call."}
              ]
            }
            """;

    private static final String CASE = "{\"caseId\": \"7d0a2f6c-8f0e-4c5b-9a53-6a1de4b3a7f1\"}";
    private static final String IGNORED =
            "{\"ignored\": true, \"reason\": \"The classification table says that this is not a failed call.\"}";

    private final CallReader reader;
    private final EndedCalls endedCalls;
    private final CallsElsewhere elsewhere;

    CallsController(CallReader reader, EndedCalls endedCalls, CallsElsewhere elsewhere) {
        this.reader = reader;
        this.endedCalls = endedCalls;
        this.elsewhere = elsewhere;
    }

    /** What the sender of an event is told. */
    @Schema(name = "Accepted", description = "What became of the event")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AcceptedBody(
            @Schema(description = "The case it opened; read it at /api/cases/{id}")
            UUID caseId,

            @Schema(description = "True if the event is none of Ringback's business, and nothing was stored")
            Boolean ignored,

            @Schema(description = "Why it was ignored") String reason) {

        static AcceptedBody ignored(String reason) {
            return new AcceptedBody(null, true, reason);
        }
    }

    /** What the sender of a failed join is told. */
    @Schema(
            name = "AcceptedConference",
            description = "What became of each who is missing, in the order of the request")
    record ConferenceBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            List<AcceptedBody> results) {}

    @PostMapping("/failed-calls")
    @Operation(
            summary = "Tell that a call failed",
            description = "Give either its cause, or the codes it ended with: sipStatus, q850 or both, with rang and"
                    + " ringSeconds where known; a table in the configuration then tells the cause. Stored for good"
                    + " before it is answered. The same id with the same content may be sent as often as you like.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = FailedCallRequest.class),
                                            examples = {
                                                @ExampleObject(name = "with a cause", value = WITH_CAUSE),
                                                @ExampleObject(name = "with codes", value = WITH_CODES)
                                            })))
    @ApiResponse(
            responseCode = "202",
            description = "Stored; a case is open, or opens in its turn if more calls come than can be handled at once",
            headers = @Header(name = "Location", description = "The case", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = AcceptedBody.class), examples = @ExampleObject(CASE)))
    @ApiResponse(
            responseCode = "200",
            description = "Stored before, under the same id (caseId); or none of our business, and nothing was stored"
                    + " (ignored)",
            headers =
                    @Header(
                            name = "Location",
                            description = "The case, unless ignored",
                            schema = @Schema(type = "string")),
            content =
                    @Content(
                            schema = @Schema(implementation = AcceptedBody.class),
                            examples = {
                                @ExampleObject(name = "sent before", value = CASE),
                                @ExampleObject(name = "ignored", value = IGNORED)
                            }))
    @ApiResponse(responseCode = "409", ref = OpenApiConfiguration.ID_REUSED)
    @ApiResponse(responseCode = "421", ref = OpenApiConfiguration.MISDIRECTED)
    ResponseEntity<?> failed(@RequestBody FailedCallRequest request, Principal sender, HttpServletRequest http) {
        UnansweredCall call = reader.failed(request.told(), request.ending(), request.conference(), source(sender));
        Optional<ResponseEntity<?>> handedOn = elsewhere.failed(call, request, http);
        if (handedOn.isPresent()) {
            return handedOn.get();
        }
        Sorted sorted = endedCalls.sort(call);
        return sorted instanceof Sorted.Taken taken
                ? answer(taken.accepted())
                : ResponseEntity.ok(AcceptedBody.ignored(whyIgnored(sorted)));
    }

    private static String whyIgnored(Sorted sorted) {
        if (sorted instanceof Sorted.Noted) {
            return "The call was between the test accounts of ringback.switch-check: noted, no case.";
        }
        return sorted instanceof Sorted.Blocked
                ? "The callee wants no calls from this caller, and will not be notified about them."
                : "The classification table says that this is not a failed call.";
    }

    @PostMapping("/failed-conferences")
    @Operation(
            summary = "Tell that people could not be joined to a conference",
            description =
                    "Opens one case for each who is missing, as a failed call with a conference does for one. When"
                            + " they react, they are connected to the conference. The same id with the same content may be sent"
                            + " as often as you like; further people may be told under it later.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = FailedConferenceRequest.class),
                                            examples = @ExampleObject(CONFERENCE))))
    @ApiResponse(
            responseCode = "202",
            description = "Stored; what became of each, in the order of the request",
            content =
                    @Content(schema = @Schema(implementation = ConferenceBody.class), examples = @ExampleObject(CASES)))
    @ApiResponse(
            responseCode = "200",
            description = "Nothing new was stored: all was sent before, or is none of our business",
            content =
                    @Content(schema = @Schema(implementation = ConferenceBody.class), examples = @ExampleObject(CASES)))
    @ApiResponse(responseCode = "421", ref = OpenApiConfiguration.MISDIRECTED)
    ResponseEntity<?> failedConference(
            @RequestBody FailedConferenceRequest request, Principal sender, HttpServletRequest http) {
        List<UnansweredCall> calls = reader.failedJoin(request.told(), source(sender));
        List<Object> results = new ArrayList<>(calls);
        boolean anyNew = false;
        for (Map.Entry<Cell, List<Integer>> theirs :
                elsewhere.missing(calls, http).entrySet()) {
            Answer answer = elsewhere.hand(theirs.getKey(), request, theirs.getValue(), http);
            if (!answer.taken()) {
                return elsewhere.response(answer);
            }
            anyNew |= answer.status() == HttpStatus.ACCEPTED.value();
            Iterator<JsonNode> told = elsewhere.results(answer).iterator();
            theirs.getValue().forEach(place -> results.set(place, told.next()));
        }
        for (ListIterator<Object> each = results.listIterator(); each.hasNext(); ) {
            if (each.next() instanceof UnansweredCall call) {
                Sorted sorted = endedCalls.sort(call);
                anyNew |= sorted instanceof Sorted.Taken taken && taken.accepted() instanceof Accepted.New;
                each.set(resultOf(sorted));
            }
        }
        return ResponseEntity.status(anyNew ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(Map.of("results", results));
    }

    private static AcceptedBody resultOf(Sorted sorted) {
        if (!(sorted instanceof Sorted.Taken taken)) {
            return AcceptedBody.ignored(whyIgnored(sorted));
        }
        if (taken.accepted() instanceof Accepted.New opened) {
            return new AcceptedBody(opened.caseId(), null, null);
        }
        return taken.accepted() instanceof Accepted.Repeated repeated
                ? new AcceptedBody(repeated.caseId(), null, null)
                : AcceptedBody.ignored("Something else was told of this person with the same id. It stands.");
    }

    @PostMapping("/answered-calls")
    @Operation(
            summary = "Tell that a call was answered",
            description = "If a case is open between the two, either way, it ends: they have reached each other.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = AnsweredCallRequest.class),
                                            examples = @ExampleObject(ANSWERED))))
    @ApiResponse(
            responseCode = "202",
            description = "Stored; caseId names a case only where one is known already",
            content = @Content(schema = @Schema(implementation = AcceptedBody.class), examples = @ExampleObject("{}")))
    @ApiResponse(
            responseCode = "200",
            description = "Stored before, under the same id",
            content = @Content(schema = @Schema(implementation = AcceptedBody.class), examples = @ExampleObject("{}")))
    @ApiResponse(responseCode = "409", ref = OpenApiConfiguration.ID_REUSED)
    @ApiResponse(responseCode = "421", ref = OpenApiConfiguration.MISDIRECTED)
    ResponseEntity<?> answered(@RequestBody AnsweredCallRequest request, Principal sender, HttpServletRequest http) {
        AnsweredCall call = reader.answered(request.told(), source(sender));
        Optional<ResponseEntity<?>> own =
                elsewhere.isOurs(call, http) ? Optional.of(answer(endedCalls.answered(call))) : Optional.empty();
        List<ResponseEntity<?>> theirs = elsewhere.answered(call, request, http);
        return theirs.stream()
                .filter(answer -> !answer.getStatusCode().is2xxSuccessful())
                .findFirst()
                .or(() -> own)
                .orElseGet(() -> theirs.get(0));
    }

    private static String source(Principal sender) {
        return sender == null ? "api" : "api:" + sender.getName();
    }

    private static ResponseEntity<AcceptedBody> answer(Accepted accepted) {
        if (accepted instanceof Accepted.New stored) {
            return answer(HttpStatus.ACCEPTED, stored.caseId());
        }
        if (accepted instanceof Accepted.Repeated repeated) {
            return answer(HttpStatus.OK, repeated.caseId());
        }
        throw Refusal.idReused();
    }

    private static ResponseEntity<AcceptedBody> answer(HttpStatus status, UUID caseId) {
        HttpHeaders headers = new HttpHeaders();
        if (caseId != null) {
            headers.setLocation(URI.create("/api/cases/" + caseId));
        }
        return new ResponseEntity<>(new AcceptedBody(caseId, null, null), headers, status);
    }
}
