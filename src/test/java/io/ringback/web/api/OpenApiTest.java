package io.ringback.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.ringback.JourneyRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.mock.web.MockHttpServletResponse;

class OpenApiTest extends ApiTest {

    private static final String ANNA = """
            {"name": "Anna", "language": "sv", "timeZone": "Europe/Stockholm",
             "devices": [{"medium": "VOICE", "address": "070-174 06 05", "label": "Mobile"}]}
            """;

    private static final String CALL = """
            {"id": "call-1", "caller": "+46701740605", "callee": "+46701740606",
             "medium": "VOICE", "cause": "BUSY", "occurredAt": "2026-03-01T12:00:00Z"}
            """;

    private record Described(String name, JsonNode operation) {}

    @Test
    void theDescriptionSaysWhatItIsAndHowToAuthenticate() throws Exception {
        JsonNode api = api();

        assertThat(api.get("openapi").asText()).startsWith("3.1");
        assertThat(api.at("/info/title").asText()).isEqualTo("Ringback");
        assertThat(api.at("/info/description").asText()).contains("failed phone call");
        assertThat(api.at("/components/securitySchemes/apiKey/scheme").asText()).isEqualTo("bearer");
        assertThat(api.at("/components/securitySchemes/oauth2/bearerFormat").asText())
                .isEqualTo("JWT");
        assertThat(api.get("security").size()).isEqualTo(2);
        assertThat(api.at("/servers/0/url").asText())
                .as("not the host that the request named")
                .isEqualTo("/");
        List<String> paths = new ArrayList<>();
        api.get("paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths)
                .containsExactlyInAnyOrder(
                        "/api/failed-calls",
                        "/api/failed-conferences",
                        "/api/answered-calls",
                        "/api/cases/{id}",
                        "/api/sent-mails",
                        "/api/test-calls",
                        "/api/people",
                        "/api/people/{id}",
                        "/api/people/{id}/calendar",
                        "/api/people/{id}/calendar/feed",
                        "/api/people/{id}/export",
                        "/api/people/{id}/moving",
                        "/api/people/import",
                        "/api/erasures");
    }

    @TestFactory
    Stream<DynamicTest> everyOperationHasASummaryExamplesAndErrors() throws Exception {
        JsonNode api = api();
        return operations(api).stream()
                .map(described -> dynamicTest(described.name(), () -> {
                    JsonNode operation = described.operation();
                    assertThat(operation.path("summary").asText()).isNotBlank();
                    assertThat(operation.path("tags").size()).isEqualTo(1);
                    JsonNode body = operation.get("requestBody");
                    if (body != null) {
                        hasExample(body);
                        assertThat(operation.get("responses").has("413")).isTrue();
                        assertThat(operation.get("responses").has("415")).isTrue();
                    }
                    assertThat(operation.get("responses").fieldNames())
                            .toIterable()
                            .contains("400", "401", "403", "429", "500", "503");
                    operation.get("responses").forEach(response -> {
                        JsonNode full = resolved(api, response);
                        assertThat(full.path("description").asText()).isNotBlank();
                        hasExample(full);
                    });
                }));
    }

    private static void hasExample(JsonNode body) {
        body.path("content").forEach(media -> assertThat(
                        media.has("example") || !media.path("examples").isEmpty())
                .as("an example in %s", media)
                .isTrue());
    }

    @TestFactory
    Stream<DynamicTest> everyExampleFitsItsSchema() throws Exception {
        JsonNode api = api();
        return operations(api).stream()
                .map(described -> dynamicTest(described.name(), () -> {
                    List<JsonNode> contents = new ArrayList<>();
                    contents.add(described.operation().path("requestBody").path("content"));
                    described
                            .operation()
                            .get("responses")
                            .forEach(r -> contents.add(resolved(api, r).path("content")));
                    for (JsonNode content : contents) {
                        content.properties().forEach(media -> {
                            if (media.getKey().contains("json")) {
                                examples(media.getValue())
                                        .forEach(example ->
                                                assertFits(api, media.getValue().get("schema"), example));
                            }
                        });
                    }
                }));
    }

    private static List<JsonNode> examples(JsonNode media) {
        List<JsonNode> examples = new ArrayList<>();
        if (media.has("example")) {
            examples.add(media.get("example"));
        }
        media.path("examples").forEach(example -> examples.add(example.get("value")));
        return examples;
    }

    @Test
    void whatIsAnsweredFitsTheDescription() throws Exception {
        assertDescribed("/api/people", "post", post("/api/people", ANNA));
        assertDescribed("/api/people", "get", get("/api/people"));
        String id = body(get("/api/people")).at("/people/0/id").asText();
        assertDescribed("/api/people/{id}", "get", get("/api/people/" + id));
        assertDescribed("/api/people/{id}", "put", put("/api/people/" + id, ANNA));
        assertDescribed("/api/people", "post", post("/api/people", ANNA));
        assertDescribed("/api/people/{id}", "get", get("/api/people/00000000-0000-0000-0000-000000000000"));
        assertDescribed("/api/people", "post", post("/api/people", "{"));
        assertDescribed("/api/failed-calls", "post", post("/api/failed-calls", CALL));
        assertDescribed("/api/failed-calls", "post", post("/api/failed-calls", CALL));
        assertDescribed("/api/failed-calls", "post", post("/api/failed-calls", CALL.replace("BUSY", "REJECTED")));
        assertDescribed(
                "/api/failed-calls",
                "post",
                post("/api/failed-calls", CALL.replace("\"cause\": \"BUSY\"", "\"sipStatus\": 410")));
        assertDescribed("/api/failed-calls", "post", post("/api/failed-calls", "{}"));
        assertDescribed(
                "/api/answered-calls",
                "post",
                post("/api/answered-calls", CALL.replace("call-1", "call-2").replace("\"cause\": \"BUSY\",", "")));
        assertDescribed("/api/cases/{id}", "get", get("/api/cases/" + openCase()));
        assertDescribed("/api/test-calls", "get", get("/api/test-calls?after=0"));
        assertDescribed(
                "/api/sent-mails",
                "post",
                post("/api/sent-mails", "{\"messageId\": \"<m@x>\", \"from\": \"a@x\", \"to\": [\"b@x\"]}"));
    }

    private String openCase() {
        String id = "7d0a2f6c-8f0e-4c5b-9a53-6a1de4b3a7f1";
        jdbc.sql("""
                        insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause,
                            first_tried_at, last_tried_at, state, opened_at)
                        values ('%1$s', '', '', 'VOICE', 'BUSY', now(), now(),
                            'ASKING_CALLER', now());
                        """.formatted(id)).update();
        JourneyRows.add(jdbc, UUID.fromString(id), Instant.now(), "CALL_FAILED", null, null, null);
        return id;
    }

    private void assertDescribed(String path, String method, MockHttpServletResponse response) throws Exception {
        JsonNode api = api();
        JsonNode described = api.get("paths").get(path).get(method).get("responses");
        assertThat(described.has(String.valueOf(response.getStatus())))
                .as("%s %s may answer %d", method, path, response.getStatus())
                .isTrue();
        JsonNode full = resolved(api, described.get(String.valueOf(response.getStatus())));
        if (response.getContentType() == null) {
            assertThat(full.has("content")).isFalse();
            return;
        }
        JsonNode media = full.get("content").get(response.getContentType());
        assertThat(media).as("%s is described", response.getContentType()).isNotNull();
        assertFits(api, media.get("schema"), body(response));
    }

    private static void assertFits(JsonNode api, JsonNode schema, JsonNode value) {
        String reference = schema.get("$ref").asText();
        com.fasterxml.jackson.databind.node.ObjectNode whole = api.deepCopy();
        whole.put("$ref", reference);
        JsonSchema compiled = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole);
        Set<ValidationMessage> problems =
                compiled.validate(value, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
        assertThat(problems).as("%s in %s", reference, value).isEmpty();
    }

    private static JsonNode resolved(JsonNode api, JsonNode node) {
        return node.has("$ref") ? api.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static List<Described> operations(JsonNode api) {
        List<Described> operations = new ArrayList<>();
        api.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation ->
                        operations.add(new Described(operation.getKey() + " " + path.getKey(), operation.getValue()))));
        return operations;
    }

    private JsonNode api() throws Exception {
        return body(get("/v3/api-docs"));
    }
}
