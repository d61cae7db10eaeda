package io.ringback.web.api;

import io.ringback.calendar.CalendarFeeds;
import io.ringback.calendar.CalendarRefused;
import io.ringback.calendar.Calendars;
import io.ringback.calendar.KeptCalendar;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The calendars of people, by which a time is found that suits two. */
@RestController
@RequestMapping(path = "/api/people/{id}/calendar", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "People", description = "Who is who: people, their devices and what they prefer")
class CalendarsController {

    private static final String GIVEN = """
            {"readAt": "2026-12-03T09:00:00Z", "until": "2026-12-17T09:00:00Z", "busyTimes": 17, "feed": false}
            """;

    private static final String FEED = """
            {"url": "https://calendar.example.com/private-8c2f/basic.ics"}
            """;

    private static final String FED = """
            {"readAt": "2026-12-03T09:00:00Z", "until": "2026-12-17T09:00:00Z", "busyTimes": 17, "feed": true}
            """;

    private static final String ICS = """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Example//Calendar//EN
            BEGIN:VEVENT
            UID:1@example.com
            DTSTAMP:20261203T080000Z
            DTSTART:20261204T080000Z
            DTEND:20261204T093000Z
            END:VEVENT
            END:VCALENDAR
            """;

    private final Directory directory;
    private final Calendars calendars;
    private final CalendarFeeds feeds;

    CalendarsController(Directory directory, Calendars calendars, CalendarFeeds feeds) {
        this.directory = directory;
        this.calendars = calendars;
        this.feeds = feeds;
    }

    @Schema(
            name = "Calendar",
            description = "That a calendar was given. When the person is busy is in their own file alone")
    record CalendarBody(
            @Schema(description = "When it was read", requiredMode = Schema.RequiredMode.REQUIRED)
            Instant readAt,

            @Schema(description = "Until when it counts", requiredMode = Schema.RequiredMode.REQUIRED)
            Instant until,

            @Schema(
                    description = "How many stretches of time the person is busy until then",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "17")
            int busyTimes,

            @Schema(
                    description = "Whether it is read again where it is. The address is in the person's own file alone",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            boolean feed) {

        static CalendarBody of(KeptCalendar calendar) {
            return new CalendarBody(
                    calendar.readAt(),
                    calendar.times().until(),
                    calendar.times().busy().size(),
                    calendar.feed().isPresent());
        }
    }

    @GetMapping
    @Operation(summary = "Read whether a person has given a calendar")
    @ApiResponse(
            responseCode = "200",
            description = "They have",
            content = @Content(schema = @Schema(implementation = CalendarBody.class), examples = @ExampleObject(GIVEN)))
    @ApiResponse(responseCode = "404", ref = OpenApiConfiguration.NOT_FOUND)
    CalendarBody read(@PathVariable UUID id) {
        return calendars.of(id).map(CalendarBody::of).orElseThrow(() -> Refusal.notFound("person with a calendar"));
    }

    @PutMapping(consumes = "text/calendar")
    @Operation(
            summary = "Give a person's calendar, in the place of the one before",
            description =
                    "iCalendar (RFC 5545). Kept is only when the person is busy in the two weeks that follow: no title,"
                            + " name or place. Times that are free, tentative or cancelled count as the standard has it. At most 1 MB unless"
                            + " configured otherwise.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "text/calendar",
                                            schema = @Schema(type = "string"),
                                            examples = @ExampleObject(ICS))))
    @ApiResponse(
            responseCode = "200",
            description = "Read",
            content = @Content(schema = @Schema(implementation = CalendarBody.class), examples = @ExampleObject(GIVEN)))
    @ApiResponse(responseCode = "404", ref = OpenApiConfiguration.NOT_FOUND)
    @ApiResponse(responseCode = "409", ref = OpenApiConfiguration.NO_CALENDARS)
    CalendarBody give(@PathVariable UUID id, HttpServletRequest request) throws IOException {
        Person person = personWithCalendar(id);
        byte[] calendar = request.getInputStream().readAllBytes();
        return given("calendar", () -> calendars.give(person, calendar));
    }

    @Schema(name = "CalendarFeed", description = "Where a calendar is")
    record FeedBody(
            @Schema(
                    description =
                            "Of iCalendar, at a public https: address, without a login; webcal: is taken for https:",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "https://calendar.example.com/private-8c2f/basic.ics")
            String url) {}

    @PutMapping(path = "/feed", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Have a person's calendar read where it is, in the place of the one before",
            description =
                    "It is read at once, and again every hour unless configured otherwise, until it is taken back or another one is given."
                            + " Kept is what is kept of one that is handed over, and the address, encrypted.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = FeedBody.class),
                                            examples = @ExampleObject(FEED))))
    @ApiResponse(
            responseCode = "200",
            description = "Read",
            content = @Content(schema = @Schema(implementation = CalendarBody.class), examples = @ExampleObject(FED)))
    @ApiResponse(responseCode = "404", ref = OpenApiConfiguration.NOT_FOUND)
    @ApiResponse(responseCode = "409", ref = OpenApiConfiguration.NO_CALENDARS)
    CalendarBody feed(@PathVariable UUID id, @RequestBody FeedBody feed) {
        Person person = personWithCalendar(id);
        return given("url", () -> feeds.give(person, feed.url() == null ? "" : feed.url()));
    }

    private static CalendarBody given(String field, Supplier<Optional<KeptCalendar>> giving) {
        try {
            return giving.get().map(CalendarBody::of).orElseThrow(() -> Refusal.notFound("person"));
        } catch (CalendarRefused refused) {
            Findings findings = new Findings();
            findings.add(field, refused.getMessage());
            findings.throwIfAny();
            throw refused;
        }
    }

    private Person personWithCalendar(UUID id) {
        if (!calendars.areKept()) {
            throw Refusal.noCalendars();
        }
        return directory.find(id).orElseThrow(() -> Refusal.notFound("person"));
    }

    @DeleteMapping
    @Operation(summary = "Take a person's calendar back", description = "Nothing of it is kept after this.")
    @ApiResponse(responseCode = "204", description = "Taken back", content = @Content)
    @ApiResponse(responseCode = "404", ref = OpenApiConfiguration.NOT_FOUND)
    ResponseEntity<Void> takeBack(@PathVariable UUID id) {
        if (!calendars.takeBack(id)) {
            throw Refusal.notFound("person with a calendar");
        }
        return ResponseEntity.noContent().build();
    }
}
