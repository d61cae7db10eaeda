package io.ringback.web.api;

import io.ringback.privacy.PersonFile;
import io.ringback.privacy.PersonFiles;
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

/** What is kept about a person, for the program that hands it to them. */
@RestController
@RequestMapping(path = "/api/people", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "People", description = "Who is who: people, their devices and what they prefer")
class ExportsController {

    private static final String FILE = """
            {
              "madeAt": "2026-03-01T12:00:00Z",
              "id": "3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77",
              "name": "Anna Andersson",
              "language": "sv",
              "timeZone": "Europe/Stockholm",
              "wishes": {"alwaysNotifyForMe": false, "alwaysTellMe": true, "never": false,
                         "returnCallsTo": "CALLING_PHONE"},
              "devices": [{"medium": "VOICE", "address": "tel:+46701740605", "label": "Mobile", "textOnly": false}],
              "contacts": [{"name": "Carl", "vip": true}],
              "blocked": [],
              "stopped": [],
              "cases": [
                {"id": "7d0a2f6c-8f0e-4c5b-9a53-6a1de4b3a7f1", "role": "CALLER", "other": "Bob Berg",
                 "address": "tel:+46701740605", "medium": "VOICE", "cause": "BUSY", "attempts": 1,
                 "firstTriedAt": "2026-02-28T12:00:00Z", "lastTriedAt": "2026-02-28T12:00:00Z", "open": false,
                 "outcome": "INFORMED", "endedAt": "2026-02-28T12:09:30Z",
                 "acts": [{"at": "2026-02-28T12:01:10Z", "act": "CALLER_ANSWERED", "result": "YES"}],
                 "messages": [{"kind": "QUESTION", "medium": "EMAIL", "device": "Mail",
                               "writtenAt": "2026-02-28T12:00:01Z", "sentAt": "2026-02-28T12:00:02Z"}],
                 "calls": []}
              ]
            }
            """;

    private final PersonFiles files;

    ExportsController(PersonFiles files) {
        this.files = files;
    }

    @GetMapping("/{id}/export")
    @Operation(
            summary = "Export everything that is kept about a person",
            description =
                    "To be handed to the person: who they are, their devices and wishes, and their cases with the messages to"
                            + " them. Of others only the names that the person was told, and never an address.")
    @ApiResponse(
            responseCode = "200",
            description = "All of it, as it stands now",
            content = @Content(schema = @Schema(implementation = PersonFile.class), examples = @ExampleObject(FILE)))
    @ApiResponse(responseCode = "404", ref = OpenApiConfiguration.NOT_FOUND)
    ResponseEntity<PersonFile> export(@PathVariable UUID id) {
        PersonFile file = files.read(id).orElseThrow(() -> Refusal.notFound("person"));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(file);
    }
}
