package io.ringback.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.directory.AddressBooks;
import io.ringback.directory.Contact;
import io.ringback.directory.Directory;
import io.ringback.directory.PeoplePage;
import io.ringback.directory.Person;
import io.ringback.privacy.Erasure;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The directory for API clients. */
@RestController
@RequestMapping(path = "/api/people", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "People", description = "Who is who: people, their devices and what they prefer")
class PeopleController {

    private static final int LARGEST_PAGE = 200;

    private static final String PERSON = """
            {
              "id": "3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77",
              "name": "Anna Andersson",
              "language": "sv",
              "timeZone": "Europe/Stockholm",
              "preferences": {"alwaysNotifyForMe": false, "alwaysTellMe": true, "never": false,
                              "returnCallsTo": "CALLING_PHONE", "quietHours": "22:00-07:00"},
              "devices": [
                {"id": "b5a1c8c0-51d7-4a3c-9a37-2f43ce6a1d10", "medium": "EMAIL",
                 "address": "mailto:anna@example.com", "label": "Mail"},
                {"id": "0f6bb1c4-7b52-4f4f-8f35-1d3f1f2a9f2e", "medium": "VOICE",
                 "address": "tel:+46701740605", "label": "Mobile"}
              ],
              "organisation": "Example AB",
              "country": "SE",
              "deputy": null,
              "contacts": [{"person": "8d0f3b52-7b0e-4f0a-9d4b-2f1f7d0c9b11", "vip": true}]
            }
            """;

    private static final String NEW_PERSON = """
            {
              "name": "Anna Andersson",
              "language": "sv",
              "timeZone": "Europe/Stockholm",
              "preferences": {"alwaysTellMe": true},
              "devices": [
                {"medium": "EMAIL", "address": "anna@example.com", "label": "Mail"},
                {"medium": "VOICE", "address": "070-174 06 05", "label": "Mobile"}
              ]
            }
            """;

    private static final String PEOPLE = """
            {
              "people": [
                {"id": "3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77", "name": "Anna Andersson", "language": "sv",
                 "timeZone": "Europe/Stockholm",
                 "preferences": {"alwaysNotifyForMe": false, "alwaysTellMe": true, "never": false,
                              "returnCallsTo": "CALLING_PHONE", "quietHours": "22:00-07:00"}, "devices": []}
              ],
              "page": 0, "size": 50, "total": 1
            }
            """;

    private static final String CSV = """
            person,name,language,timeZone,alwaysNotifyForMe,alwaysTellMe,never,returnCallsTo,quietHours,medium,address,label
            anna,Anna Andersson,sv,Europe/Stockholm,,true,,,21:30-08:00,EMAIL,anna@example.com,Mail
            anna,,,,,,,,,VOICE,+46701740605,Mobile
            """;

    private static final String ETAG = "Version of what was answered; send it back as If-Match";

    private final Directory directory;
    private final AddressBooks contacts;
    private final People people;
    private final PeopleImport peopleImport;
    private final Erasure erasure;
    private final ObjectMapper json;

    PeopleController(
            Directory directory,
            AddressBooks contacts,
            People people,
            PeopleImport peopleImport,
            Erasure erasure,
            ObjectMapper json) {
        this.directory = directory;
        this.contacts = contacts;
        this.people = people;
        this.peopleImport = peopleImport;
        this.erasure = erasure;
        this.json = json;
    }

    @GetMapping
    @Operation(summary = "List people by name, a page at a time")
    @ApiResponse(
            responseCode = "200",
            description = "The page; empty beyond the last one",
            content = @Content(schema = @Schema(implementation = PeopleBody.class), examples = @ExampleObject(PEOPLE)))
    PeopleBody list(
            @Parameter(description = "Part of the name, in capitals or not", example = "anna")
                    @RequestParam(defaultValue = "")
                    String q,
            @Parameter(description = "Counted from 0", example = "0") @RequestParam(defaultValue = "0") int page,
            @Parameter(description = "Most people on a page, 1 to 200", example = "50")
                    @RequestParam(defaultValue = "50")
                    int size) {
        Findings findings = new Findings();
        if (q.length() > 100 || q.indexOf('\u0000') >= 0) {
            findings.add("q", "must have at most 100 printable characters");
        }
        if (page < 0) {
            findings.add("page", "must be 0 or more");
        }
        if (size < 1 || size > LARGEST_PAGE) {
            findings.add("size", "must be from 1 to " + LARGEST_PAGE);
        }
        findings.throwIfAny();
        PeoplePage found = directory.list(q, page, size);
        return PeopleBody.of(
                found, contacts.of(found.people().stream().map(Person::id).toList()));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Transactional
    @Operation(
            summary = "Add a person",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = PersonBody.class),
                                            examples = @ExampleObject(NEW_PERSON))))
    @ApiResponse(
            responseCode = "201",
            description = "Added; devices have ids now, and addresses are URIs",
            headers = {
                @Header(name = "Location", description = "Where the person is", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = PersonBody.class), examples = @ExampleObject(PERSON)))
    @ApiResponse(responseCode = "409", ref = OpenApiConfiguration.ADDRESS_TAKEN)
    ResponseEntity<PersonBody> add(@RequestBody PersonBody body) {
        Findings findings = new Findings();
        if (body.id() != null) {
            findings.add("id", "is given by Ringback: leave it out, or PUT to /api/people/{id}");
        }
        UUID id = UUID.randomUUID();
        Optional<Person> person = people.read(findings, id, body, Optional.empty());
        List<Contact> known = people.contacts(findings, id, body);
        findings.throwIfAny();
        directory.save(person.orElseThrow());
        contacts.replace(Map.of(id, known));
        return created(saved(person.get()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a person")
    @ApiResponse(
            responseCode = "200",
            description = "The person",
            headers = @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = PersonBody.class), examples = @ExampleObject(PERSON)))
    @ApiResponse(responseCode = "404", ref = OpenApiConfiguration.NOT_FOUND)
    ResponseEntity<PersonBody> read(@PathVariable UUID id) {
        Person person = directory.find(id).orElseThrow(() -> Refusal.notFound("person"));
        PersonBody body = saved(person);
        return ResponseEntity.ok().eTag(version(body)).body(body);
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Transactional
    @Operation(
            summary = "Replace all that is known of a person, or add one with an id of yours",
            description = "A device with an id that this person has is changed, one without is added or, if its address"
                    + " was there before, kept; the rest are removed. Contacts and deputies must be in the directory.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = PersonBody.class),
                                            examples = @ExampleObject(NEW_PERSON))))
    @ApiResponse(
            responseCode = "200",
            description = "Replaced",
            headers = @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = PersonBody.class), examples = @ExampleObject(PERSON)))
    @ApiResponse(
            responseCode = "201",
            description = "Added",
            headers = @Header(name = "ETag", description = ETAG, schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = PersonBody.class), examples = @ExampleObject(PERSON)))
    @ApiResponse(responseCode = "409", ref = OpenApiConfiguration.ADDRESS_TAKEN)
    @ApiResponse(responseCode = "412", ref = OpenApiConfiguration.CHANGED_MEANWHILE)
    ResponseEntity<PersonBody> replace(
            @PathVariable UUID id,
            @Parameter(description = "Only if the person still has this version")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    String ifMatch,
            @Parameter(description = "\"*\": only if there is no such person yet")
                    @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    String ifNoneMatch,
            @RequestBody PersonBody body) {
        Optional<Person> known = directory.findForUpdate(id);
        requireMatch(ifMatch, known);
        if ("*".equals(ifNoneMatch) && known.isPresent()) {
            throw Refusal.exists();
        }
        Findings findings = new Findings();
        Optional<Person> person = people.read(findings, id, body, known);
        List<Contact> theirs = people.contacts(findings, id, body);
        findings.throwIfAny();
        boolean added = directory.save(person.orElseThrow());
        contacts.replace(Map.of(id, theirs));
        PersonBody saved = saved(person.get());
        return added ? created(saved) : ResponseEntity.ok().eTag(version(saved)).body(saved);
    }

    @DeleteMapping("/{id}")
    @Operation(
            summary = "Erase a person from all that is kept",
            description =
                    "Their cases end at once as CANCELLED, and links in their messages open nothing any more. No name, number"
                            + " or address of theirs is kept after this. What they and others had forbidden holds on as keyed hashes.")
    @ApiResponse(responseCode = "204", description = "Erased", content = @Content)
    @ApiResponse(responseCode = "404", ref = OpenApiConfiguration.NOT_FOUND)
    @ApiResponse(responseCode = "412", ref = OpenApiConfiguration.CHANGED_MEANWHILE)
    ResponseEntity<Void> delete(
            @PathVariable UUID id,
            @Parameter(description = "Only if the person still has this version")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    String ifMatch) {
        Erasure.Result result = erasure.person(id, known -> matches(ifMatch, Optional.of(known)));
        if (result instanceof Erasure.Result.Unknown) {
            throw Refusal.notFound("person");
        }
        if (result instanceof Erasure.Result.Changed) {
            throw Refusal.changedMeanwhile();
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping(path = "/import", consumes = "text/csv")
    @Operation(
            summary = "Add or replace many people from a CSV file, all or nothing",
            description =
                    "One row per device, in the person's order of preference; rows with the same \"person\" are one"
                            + " person, who is the same one whenever it is imported again: your own key, or an id of"
                            + " Ringback's. A person's other columns may be left empty after the first row. Deputy, contacts and"
                            + " vips name people by their keys, several with | between them. Commas or semicolons,"
                            + " UTF-8, at most 5 MB unless configured otherwise.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "text/csv",
                                            schema = @Schema(type = "string"),
                                            examples = @ExampleObject(CSV))))
    @ApiResponse(
            responseCode = "200",
            description = "All imported",
            content =
                    @Content(
                            schema = @Schema(implementation = PeopleImport.Imported.class),
                            examples = @ExampleObject("{\"added\": 1, \"replaced\": 0, \"devices\": 2}")))
    PeopleImport.Imported importPeople(HttpServletRequest request) throws IOException {
        return peopleImport.read(request.getInputStream());
    }

    private PersonBody saved(Person person) {
        return PersonBody.of(person, contacts.of(person.id()));
    }

    private ResponseEntity<PersonBody> created(PersonBody person) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(URI.create("/api/people/" + person.id()))
                .eTag(version(person))
                .body(person);
    }

    private void requireMatch(String ifMatch, Optional<Person> known) {
        if (!matches(ifMatch, known)) {
            throw Refusal.changedMeanwhile();
        }
    }

    private boolean matches(String ifMatch, Optional<Person> known) {
        if (ifMatch == null) {
            return true;
        }
        List<String> versions = List.of(ifMatch.split("\\s*,\\s*"));
        return known.isPresent() && (versions.contains("*") || versions.contains(version(saved(known.get()))));
    }

    private String version(PersonBody person) {
        try {
            byte[] content = json.writeValueAsString(person).getBytes(StandardCharsets.UTF_8);
            return "\"" + DigestUtils.md5DigestAsHex(content) + "\"";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A person is always JSON", e);
        }
    }
}
