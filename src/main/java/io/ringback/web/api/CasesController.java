package io.ringback.web.api;

import io.ringback.cases.CaseReader;
import io.ringback.cases.CaseView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Cases for API clients. */
@RestController
@RequestMapping(path = "/api/cases", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Cases", description = "What became of a failed call")
class CasesController {

    private static final String CASE = """
            {
              "id": "7d0a2f6c-8f0e-4c5b-9a53-6a1de4b3a7f1",
              "state": "ENDED",
              "outcome": "INFORMED",
              "callerName": "Anna Andersson",
              "calleeName": "Bob Berg",
              "failedMedium": "VOICE",
              "cause": "BUSY",
              "attempts": 1,
              "openedAt": "2026-03-01T12:00:01Z",
              "endedAt": "2026-03-01T12:09:30Z",
              "journey": [
                {"at": "2026-03-01T12:00:01Z", "step": "CALL_FAILED", "medium": "VOICE", "result": "BUSY"},
                {"at": "2026-03-01T12:00:02Z", "step": "QUESTION", "medium": "EMAIL", "result": "SENT"},
                {"at": "2026-03-01T12:01:10Z", "step": "CALLER_ANSWERED", "result": "YES"},
                {"at": "2026-03-01T12:01:11Z", "step": "NOTIFICATION", "medium": "EMAIL", "result": "SENT"},
                {"at": "2026-03-01T12:09:28Z", "step": "CONTACT_MEANS_USED", "result": "INFORM"},
                {"at": "2026-03-01T12:09:29Z", "step": "INFORMATION", "medium": "EMAIL", "result": "SENT"},
                {"at": "2026-03-01T12:09:30Z", "step": "ENDED", "result": "INFORMED"}
              ]
            }
            """;

    private final CaseReader cases;

    CasesController(CaseReader cases) {
        this.cases = cases;
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "Read a case: state, outcome and journey",
            description = "Names people, never their addresses. A case is there as soon as its failed call is handled,"
                    + " which is at once unless something is wrong or more calls come than can be handled at once: 404 right"
                    + " after 202 means not yet.")
    @ApiResponse(
            responseCode = "200",
            description = "The case as it stands now",
            content = @Content(schema = @Schema(implementation = CaseView.class), examples = @ExampleObject(CASE)))
    @ApiResponse(responseCode = "404", ref = OpenApiConfiguration.NOT_FOUND)
    ResponseEntity<CaseView> read(@PathVariable UUID id) {
        CaseView view = cases.read(id).orElseThrow(() -> Refusal.notFound("case"));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view);
    }
}
