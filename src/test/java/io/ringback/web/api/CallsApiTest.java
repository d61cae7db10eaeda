package io.ringback.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.inbox.TooManyEvents;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

class CallsApiTest extends ApiTest {

    private static final String CALL = """
            {"id": "call-1", "caller": "070-174 06 05", "callee": "sip:Bob@EXAMPLE.com;transport=tcp",
             "medium": "VOICE", "cause": "BUSY", "occurredAt": "2026-03-01T12:59:00+01:00"}
            """;

    private static final Address ANNA = new Address("tel:+46701740605");
    private static final Address BOB = new Address("sip:Bob@example.com");

    @Test
    void aFailedCallOpensACase() throws Exception {
        MockHttpServletResponse response = post("/api/failed-calls", CALL);

        assertThat(response.getStatus()).isEqualTo(202);
        String caseId = body(response).get("caseId").asText();
        assertThat(response.getHeader("Location")).isEqualTo("/api/cases/" + caseId);
        assertThat(body(response).size()).isEqualTo(1);
        assertThat(events.get("call-1"))
                .isEqualTo(new FailedCall("call-1", ANNA, BOB, Medium.VOICE, Cause.BUSY, NOW.minusSeconds(60), "api"));
    }

    @Test
    void theSameCallAgainIsTheSameCase() throws Exception {
        String first = body(post("/api/failed-calls", CALL)).get("caseId").asText();

        MockHttpServletResponse again = post(
                "/api/failed-calls",
                CALL.replace("070-174 06 05", "+46701740605").replace("12:59:00+01:00", "11:59:00Z"));

        assertThat(again.getStatus()).isEqualTo(200);
        assertThat(body(again).get("caseId").asText()).isEqualTo(first);
        assertThat(again.getHeader("Location")).isEqualTo("/api/cases/" + first);
    }

    @Test
    void anIdReusedForAnotherCallIsRefused() throws Exception {
        post("/api/failed-calls", CALL);

        MockHttpServletResponse other = post("/api/failed-calls", CALL.replace("BUSY", "REJECTED"));

        assertThat(other.getStatus()).isEqualTo(409);
        assertThat(body(other).get("type").asText()).isEqualTo("urn:ringback:problem:id-reused");
        assertThat(other.getContentType()).isEqualTo("application/problem+json");
        assertThat(events.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "sipStatus": 486                                   | BUSY
            "sipStatus": 480, "rang": true                     | NO_ANSWER
            "sipStatus": 480, "rang": false, "ringSeconds": 0  | UNREACHABLE
            "sipStatus": 487, "ringSeconds": 25                | NO_ANSWER
            "sipStatus": 480, "q850": 17                       | BUSY
            "q850": 20                                         | UNREACHABLE
            "sipStatus": 404                                   | NOT_FOUND
            """)
    void codesAreTurnedIntoACause(String codes, Cause cause) throws Exception {
        MockHttpServletResponse response = post("/api/failed-calls", CALL.replace("\"cause\": \"BUSY\"", codes));

        assertThat(response.getStatus()).isEqualTo(202);
        assertThat(((FailedCall) events.get("call-1")).cause()).isEqualTo(cause);
    }

    @Test
    void aKnownCalleeWhoIsNotRegisteredIsUnreachable() throws Exception {
        addPerson("Bob", "VOICE", "sip:Bob@example.com");

        post("/api/failed-calls", CALL.replace("\"cause\": \"BUSY\"", "\"sipStatus\": 404"));

        assertThat(((FailedCall) events.get("call-1")).cause()).isEqualTo(Cause.UNREACHABLE);
    }

    @Test
    void anEndingThatIsNoneOfOurBusinessIsIgnored() throws Exception {
        MockHttpServletResponse response =
                post("/api/failed-calls", CALL.replace("\"cause\": \"BUSY\"", "\"sipStatus\": 302"));

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(body(response).get("ignored").asBoolean()).isTrue();
        assertThat(body(response).get("reason").asText()).contains("classification");
        assertThat(body(response).has("caseId")).isFalse();
        assertThat(events.count()).isZero();
    }

    @Test
    void anUnwantedCallBlocksItsCaller() throws Exception {
        UUID bob = addPerson("Bob", "VOICE", "sip:Bob@example.com");
        UUID anna = addPerson("Anna", "VOICE", "tel:+46701740605");

        MockHttpServletResponse response =
                post("/api/failed-calls", CALL.replace("\"cause\": \"BUSY\"", "\"sipStatus\": 607"));

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(body(response).get("ignored").asBoolean()).isTrue();
        assertThat(jdbc.sql("select count(*) from block where callee_id = ? and caller_id = ?")
                        .params(bob, anna)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(events.count()).isZero();
    }

    // Conferences (P15)
    // ------------------------------------------------------------------------------------------------

    private static final String JOIN = """
            {"id": "join-1", "caller": "070-174 06 05", "conference": "sip:Conference@example.com;transport=tcp",
             "missing": [{"callee": "sip:Bob@example.com", "cause": "BUSY"},
                         {"callee": "070-174 06 07", "sipStatus": 480, "rang": true}],
             "occurredAt": "2026-03-01T12:59:00+01:00"}
            """;

    private static final Address CONFERENCE = new Address("sip:Conference@example.com");

    private FailedCall only(String callee) {
        return events.all().stream()
                .map(FailedCall.class::cast)
                .filter(call -> call.callee().uri().equals(callee))
                .findAny()
                .orElseThrow();
    }

    @Test
    void aFailedCallMaySayThatItWasToAConference() throws Exception {
        post(
                "/api/failed-calls",
                CALL.replace("\"medium\"", "\"conference\": \"sip:Conference@example.com\", \"medium\""));

        assertThat(((FailedCall) events.get("call-1")).conference()).contains(CONFERENCE);
    }

    @Test
    void eachWhoIsMissingFromAConferenceOpensACase() throws Exception {
        MockHttpServletResponse response = post("/api/failed-conferences", JOIN);

        assertThat(response.getStatus()).isEqualTo(202);
        List<String> opened = body(response).get("results").findValuesAsText("caseId");
        assertThat(opened).hasSize(2).doesNotHaveDuplicates();
        FailedCall bob = only("sip:Bob@example.com");
        FailedCall carol = only("tel:+46701740607");
        assertThat(bob.cause()).isEqualTo(Cause.BUSY);
        assertThat(carol.cause()).isEqualTo(Cause.NO_ANSWER);
        assertThat(List.of(bob, carol)).allSatisfy(call -> {
            assertThat(call.caller()).isEqualTo(ANNA);
            assertThat(call.conference()).contains(CONFERENCE);
            assertThat(call.medium()).isEqualTo(Medium.VOICE);
            assertThat(call.occurredAt()).isEqualTo(NOW.minusSeconds(60));
            assertThat(call.id()).startsWith("join-1/").doesNotContain("Bob", "740607");
        });
        assertThat(bob.id()).isNotEqualTo(carol.id());
    }

    @Test
    void theSameJoinAgainIsTheSameCasesInWhicheverOrder() throws Exception {
        List<String> first =
                body(post("/api/failed-conferences", JOIN)).get("results").findValuesAsText("caseId");

        MockHttpServletResponse again = post("/api/failed-conferences", """
                {"id": "join-1", "caller": "+46701740605", "conference": "sip:Conference@example.com",
                 "missing": [{"callee": "+46701740607", "cause": "NO_ANSWER"},
                             {"callee": "sip:Bob@example.com", "cause": "BUSY"}],
                 "occurredAt": "2026-03-01T11:59:00Z"}
                """);

        assertThat(again.getStatus()).isEqualTo(200);
        assertThat(body(again).get("results").findValuesAsText("caseId")).containsExactly(first.get(1), first.get(0));
        assertThat(events.count()).isEqualTo(2);
    }

    @Test
    void eachIsToldByItself() throws Exception {
        post("/api/failed-conferences", JOIN);

        MockHttpServletResponse response = post(
                "/api/failed-conferences",
                JOIN.replace("BUSY", "REJECTED")
                        .replace("[", "[{\"callee\": \"sip:dora@example.com\", \"sipStatus\": 302},")
                        .replace("[", "[{\"callee\": \"sip:erik@example.com\", \"cause\": \"BUSY\"},"));

        assertThat(response.getStatus()).isEqualTo(202);
        JsonNode results = body(response).get("results");
        assertThat(results.get(0).has("caseId")).isTrue();
        assertThat(results.get(1).get("reason").asText()).contains("classification table");
        assertThat(results.get(2).get("reason").asText()).contains("same id");
        assertThat(results.get(3).has("caseId")).isTrue();
        assertThat(events.count()).isEqualTo(3);
        assertThat(only("sip:Bob@example.com").cause()).isEqualTo(Cause.BUSY);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            "join-1"              | ""                     | id                    | 1 to 200
            "070-174 06 05"       | "Anna"                 | caller                | neither a phone number
            "sip:Conference@example.com;transport=tcp" | "mailto:c@example.com" | conference | VOICE does not reach
            "sip:Conference@example.com;transport=tcp" | null                   | conference | is missing
            "sip:Conference@example.com;transport=tcp" | "sip:c@elsewhere.com"  | conference | is not in the list ringback.conferences
            "sip:Bob@example.com" | "bob@example.com"      | missing[0].callee     | VOICE does not reach
            "sip:Bob@example.com" | null                   | missing[0].callee     | is missing
            "sip:Bob@example.com" | "+46701740605"         | missing[0].callee     | is the caller
            "sip:Bob@example.com" | "+46701740607"         | missing[1].callee     | is there twice
            "cause": "BUSY"       | "rang": true           | missing[0].cause      | is missing
            "sipStatus": 480      | "sipStatus": 200       | missing[1].sipStatus  | from 300 to 699
            [{"callee": "sip:Bob@example.com", "cause": "BUSY"}, | [null,          | missing[0]            | must be an object
            "missing"             | "absent"               | absent                | is not known here
            "2026-03-01T12:59:00+01:00" | "yesterday"      | occurredAt            | with its offset
            """)
    void aJoinThatCannotBeMeantIsRefusedByFieldAndNothingIsStored(
            String sound, String wrong, String field, String problem) throws Exception {
        String join = JOIN.replace("},\n                         {", "}, {");
        assertThat(join).contains(sound);

        MockHttpServletResponse response = post("/api/failed-conferences", join.replace(sound, wrong));

        assertThat(response.getStatus()).isEqualTo(400);
        JsonNode first = body(response).at("/errors/0");
        assertThat(first.get("field").asText()).isEqualTo(field);
        assertThat(first.get("problem").asText()).contains(problem);
        assertThat(events.count()).isZero();
    }

    @Test
    void aJoinWithoutAnybodyMissingOrWithACrowdIsRefused() throws Exception {
        String nobody = JOIN.replaceAll("(?s)\\[.*]", "[]");
        String crowd = JOIN.replaceAll(
                "(?s)\\[.*]",
                IntStream.rangeClosed(0, 100)
                        .mapToObj(i -> "{\"callee\": \"sip:u" + i + "@example.com\", \"cause\": \"BUSY\"}")
                        .collect(Collectors.joining(",", "[", "]")));

        assertThat(body(post("/api/failed-conferences", nobody))
                        .at("/errors/0/problem")
                        .asText())
                .isEqualTo("must name 1 to 100 people");
        assertThat(body(post("/api/failed-conferences", crowd))
                        .at("/errors/0/problem")
                        .asText())
                .isEqualTo("must name 1 to 100 people");
    }

    @Test
    void aConferenceOfAFailedCallMustBeCallable() throws Exception {
        MockHttpServletResponse response =
                post("/api/failed-calls", CALL.replace("\"medium\"", "\"conference\": \"c@example.com\", \"medium\""));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).at("/errors/0/field").asText()).isEqualTo("conference");
    }

    @Test
    void anAnsweredCallIsTakenWithoutNamingACase() throws Exception {
        String answered = CALL.replace("\"cause\": \"BUSY\", ", "");

        MockHttpServletResponse response = post("/api/answered-calls", answered);

        assertThat(response.getStatus()).isEqualTo(202);
        assertThat(response.getHeader("Location")).isNull();
        assertThat(body(response).size()).isZero();
        assertThat(events.get("call-1"))
                .isEqualTo(new AnsweredCall("call-1", ANNA, BOB, Medium.VOICE, NOW.minusSeconds(60), "api"));
        assertThat(post("/api/answered-calls", answered).getStatus()).isEqualTo(200);
        assertThat(post("/api/answered-calls", answered.replace("06 05", "06 07"))
                        .getStatus())
                .isEqualTo(409);
    }

    @Test
    void theSourceNamesTheApiClient() throws Exception {
        send(MockMvcRequestBuilders.post("/api/failed-calls")
                .principal(() -> "switch-1")
                .contentType(MediaType.APPLICATION_JSON)
                .content(CALL));

        assertThat(((FailedCall) events.get("call-1")).source()).isEqualTo("api:switch-1");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            "call-1"               | ""                     | id         | 1 to 200
            "call-1"               | " x"                   | id         | 1 to 200
            "call-1"               | "a\\u0000b"            | id         | 1 to 200
            "call-1"               | 7                      | id         | a text in quotes
            "call-1"               | null                   | id         | 1 to 200
            "070-174 06 05"        | "Anna"                 | caller     | neither a phone number
            "070-174 06 05"        | ""                     | caller     | empty
            "070-174 06 05"        | null                   | caller     | is missing
            "070-174 06 05"        | ["+46701740605"]       | caller     | a text in quotes
            "070-174 06 05"        | "sip:Bob@example.com"  | callee     | is the caller
            "sip:Bob@EXAMPLE.com;transport=tcp" | "bob@example.com" | callee | VOICE does not reach
            "VOICE"                | "PIGEON"               | medium     | one of VOICE, EMAIL
            "VOICE"                | 0                      | medium     | one of VOICE, EMAIL
            "VOICE"                | null                   | medium     | is missing
            "BUSY"                 | "SLEEPY"               | cause      | one of BUSY
            "BUSY"                 | null                   | cause      | is missing; give it, or sipStatus
            "BUSY"                 | "BUSY", "sipStatus": 486 | cause    | leave out
            "BUSY"                 | "BUSY", "rang": true   | cause      | leave out
            "cause": "BUSY"        | "sipStatus": 200       | sipStatus  | from 300 to 699
            "cause": "BUSY"        | "sipStatus": "486"     | sipStatus  | a whole number
            "cause": "BUSY"        | "sipStatus": 486.5     | sipStatus  | a whole number
            "cause": "BUSY"        | "sipStatus": 99999999999 | sipStatus | a whole number
            "cause": "BUSY"        | "q850": 0              | q850       | from 1 to 127
            "cause": "BUSY"        | "q850": 17, "rang": "yes" | rang    | true or false
            "cause": "BUSY"        | "sipStatus": 487, "rang": false, "ringSeconds": 5 | ringSeconds | rang is false
            "cause": "BUSY"        | "sipStatus": 487, "ringSeconds": -1 | ringSeconds | from 0 to 3600
            "cause": "BUSY"        | "rang": true           | cause      | is missing
            "2026-03-01T12:59:00+01:00" | "2026-03-01T12:05:01Z" | occurredAt | in the future
            "2026-03-01T12:59:00+01:00" | "2026-02-22T11:59:59Z" | occurredAt | too late
            "2026-03-01T12:59:00+01:00" | "2026-03-01T12:00:00"  | occurredAt | with its offset
            "2026-03-01T12:59:00+01:00" | "yesterday"            | occurredAt | with its offset
            "2026-03-01T12:59:00+01:00" | 1772366400             | occurredAt | a text in quotes
            "2026-03-01T12:59:00+01:00" | null                   | occurredAt | is missing
            "cause": "BUSY"        | "cause": "BUSY", "colour": "red" | colour | is not known here
            """)
    void whatCannotBeMeantIsRefusedByField(String sound, String wrong, String field, String problem) throws Exception {
        assertThat(CALL).contains(sound);

        MockHttpServletResponse response = post("/api/failed-calls", CALL.replace(sound, wrong));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        JsonNode answer = body(response);
        assertThat(answer.get("title").asText()).isNotEmpty();
        assertThat(answer.get("detail").asText()).contains("Nothing was stored");
        assertThat(answer.get("errors").get(0).get("field").asText()).isEqualTo(field);
        assertThat(answer.get("errors").get(0).get("problem").asText()).contains(problem);
        assertThat(answer.toString()).doesNotContainIgnoringCase("bob@").doesNotContain("701740605", "Exception");
        assertThat(events.count()).isZero();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() throws Exception {
        JsonNode errors = body(post("/api/failed-calls", "{\"id\": \"\", \"caller\": \"x\"}"))
                .get("errors");

        assertThat(errors.findValuesAsText("field"))
                .containsExactly("id", "caller", "callee", "medium", "occurredAt", "cause");
    }

    @Test
    void theEdgesOfTheAllowedTimesAreAllowed() throws Exception {
        assertThat(post("/api/failed-calls", at("a", "2026-03-01T12:05:00Z")).getStatus())
                .isEqualTo(202);
        assertThat(post("/api/failed-calls", at("b", "2026-02-22T12:00:00Z")).getStatus())
                .isEqualTo(202);
    }

    private static String at(String id, String time) {
        return CALL.replace("call-1", id).replace("2026-03-01T12:59:00+01:00", time);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {"id": "x",                              | line 1, column
            {'id': 'x'}                              | line 1, column 2
            {"id": "x"} {"id": "y"}                  | line 1, column
            {"id": "x", "id": "y"}                   | named once only
            hello                                    | line 1, column
            """)
    void malformedJsonIsRefusedByPlace(String malformed, String place) throws Exception {
        MockHttpServletResponse response = post("/api/failed-calls", malformed);

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).get("detail").asText()).contains(place);
        assertThat(response.getContentAsString()).doesNotContain("Exception", "com.fasterxml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"text\"", "7"})
    void whatIsNoObjectIsRefused(String wrong) throws Exception {
        MockHttpServletResponse response = post("/api/failed-calls", wrong);

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
    }

    @Test
    void otherThanJsonIsNotTaken() throws Exception {
        MockHttpServletResponse response = send(MockMvcRequestBuilders.post("/api/failed-calls")
                .contentType("application/xml")
                .content("<call/>"));

        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(body(response).get("detail").asText()).contains("does not take bodies of this type");
    }

    @Test
    void otherMethodsAndPathsAreProblemsToo() throws Exception {
        MockHttpServletResponse wrongMethod = get("/api/failed-calls");
        assertThat(wrongMethod.getStatus()).isEqualTo(405);
        assertThat(wrongMethod.getHeader("Allow")).isEqualTo("POST");
        assertThat(wrongMethod.getContentType()).isEqualTo("application/problem+json");

        MockHttpServletResponse nowhere = get("/api/nowhere");
        assertThat(nowhere.getStatus()).isEqualTo(404);
        assertThat(nowhere.getContentType()).isEqualTo("application/problem+json");
        assertThat(nowhere.getContentAsString()).contains("/v3/api-docs");

        assertThat(get("/elsewhere").getContentType())
                .as("pages answer for themselves")
                .isNull();
    }

    @Test
    void aFaultOfOursIsAProblemWithoutItsTrace() throws Exception {
        events.failWith(new IllegalStateException("secret +46701740605"));

        MockHttpServletResponse response = post("/api/failed-calls", CALL);

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).doesNotContain("secret", "Exception", "4670");
    }

    @Test
    void aBusyDatabaseAsksToSendAgain() throws Exception {
        events.failWith(new CannotAcquireLockException("deadlock"));

        MockHttpServletResponse response = post("/api/failed-calls", CALL);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
    }

    @Test
    void moreThanCanBeStoredIsToBeSentAgain() throws Exception {
        events.failWith(new TooManyEvents(1000));

        MockHttpServletResponse response = post("/api/failed-calls", CALL);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        // A part of a conference may have been.
        assertThat(body(response).get("detail").asText())
                .contains("again in 5 seconds", "is not stored twice")
                .doesNotContain("Nothing was stored");
    }

    private UUID addPerson(String name, String medium, String address) throws Exception {
        return UUID.fromString(body(post("/api/people", """
                        {"name": "%s", "language": "en", "timeZone": "UTC",
                         "devices": [{"medium": "%s", "address": "%s", "label": "Phone"}]}
                        """.formatted(name, medium, address)))
                .get("id")
                .asText());
    }
}
