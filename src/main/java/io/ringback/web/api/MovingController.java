package io.ringback.web.api;

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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves people from one cell to another (docs/cells.md). */
@RestController
@RequestMapping(path = "/api/people", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "People", description = "Who is who: people, their devices and what they prefer")
class MovingController {

    private static final String MOVING = """
            {
              "person": {"id": "3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77", "name": "Anna Andersson", "language": "sv",
                         "timeZone": "Europe/Stockholm", "preferences": {"alwaysTellMe": true},
                         "devices": [{"medium": "VOICE", "address": "tel:+46701740605", "label": "Mobile"}]},
              "contacts": [{"devices": [{"medium": "VOICE", "address": "tel:+46701740607"}], "vip": true}],
              "blocked": [{"addresses": ["tel:+46701740608"], "since": "2026-03-01T12:00:00Z"}],
              "blockedErased": 0,
              "stopped": [{"address": "tel:+46701740605", "medium": "SMS", "complaint": false,
                           "since": "2026-03-01T12:00:00Z"}]
            }
            """;

    private final MovingPeople people;

    MovingController(MovingPeople people) {
        this.people = people;
    }

    @GetMapping("/{id}/moving")
    @Operation(
            summary = "Read a person with all that another cell has to know of them",
            description = "PUT it to the same path of the other cell. Cases stay where they are.")
    @ApiResponse(
            responseCode = "200",
            description = "All of it, as it stands now",
            content = @Content(schema = @Schema(implementation = MovingBody.class), examples = @ExampleObject(MOVING)))
    @ApiResponse(responseCode = "404", ref = OpenApiConfiguration.NOT_FOUND)
    ResponseEntity<MovingBody> read(@PathVariable UUID id) {
        MovingBody body = people.read(id).orElseThrow(() -> Refusal.notFound("person"));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    @PutMapping(path = "/{id}/moving", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Take a person in who comes from another cell, with what they have said no to",
            description =
                    "Adds the person, or replaces who has the id. What is blocked or stopped here already stays so.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = MovingBody.class),
                                            examples = @ExampleObject(MOVING))))
    @ApiResponse(
            responseCode = "200",
            description =
                    "Taken in; how many of those whom they know are in this cell's directory, and how many are not",
            content =
                    @Content(
                            schema = @Schema(implementation = MovingPeople.Arrived.class),
                            examples = @ExampleObject("{\"contacts\": 1, \"unknown\": 0}")))
    @ApiResponse(responseCode = "409", ref = OpenApiConfiguration.ADDRESS_TAKEN)
    MovingPeople.Arrived save(@PathVariable UUID id, @RequestBody MovingBody body) {
        return people.save(id, body);
    }
}
