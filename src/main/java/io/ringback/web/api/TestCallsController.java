package io.ringback.web.api;

import io.ringback.failedcall.TestCallNote;
import io.ringback.failedcall.TestCalls;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was told of calls of the test accounts, for {@code bin/check-switch}. */
@RestController
@RequestMapping(path = "/api/test-calls", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Calls", description = "What switches tell: calls that failed, and calls that were answered")
class TestCallsController {

    private static final String NOTES = """
            {
              "notes": [
                {
                  "number": 17,
                  "at": "2026-03-01T12:00:01Z",
                  "callId": "5a0c1f0e4e5bb0a4c7c0d4a2c1b0f9e8",
                  "callerRight": true,
                  "calleeRight": true,
                  "verdict": "BUSY",
                  "sipStatus": 486,
                  "rang": true,
                  "ringSeconds": 1
                }
              ]
            }
            """;

    private final TestCalls calls;

    TestCallsController(TestCalls calls) {
        this.calls = calls;
    }

    /** What was told of them. */
    @Schema(name = "TestCalls")
    record NotesBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            List<TestCallNote> notes) {}

    @GetMapping
    @Operation(
            summary = "Read what was told of calls of the test accounts",
            description =
                    "Of the last hour, oldest first. The test accounts are those of ringback.switch-check; of other"
                            + " calls nothing is here.")
    @ApiResponse(
            responseCode = "200",
            description = "The notes after that number",
            content = @Content(schema = @Schema(implementation = NotesBody.class), examples = @ExampleObject(NOTES)))
    @ApiResponse(responseCode = "404", ref = OpenApiConfiguration.NOT_FOUND)
    ResponseEntity<NotesBody> read(@RequestParam(defaultValue = "0") long after) {
        if (!calls.on()) {
            throw Refusal.noTestAccounts();
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new NotesBody(calls.after(after)));
    }
}
