package io.ringback.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.JourneyRows;
import io.ringback.directory.Address;
import io.ringback.failedcall.SentMail;
import io.ringback.failedcall.SentMails;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;

class CasesAndMailsApiTest extends ApiTest {

    @Autowired
    private SentMails mails;

    @Test
    void aCaseIsReadWithItsJourneyAndWithoutAddresses() throws Exception {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause,
                            first_tried_at, last_tried_at, state, opened_at)
                        values (:id, '', '', 'VOICE', 'BUSY',
                            '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z', 'ASKING_CALLER', '2026-03-01T12:00:00Z')
                        """).param("id", id).update();
        JourneyRows.add(jdbc, id, Instant.parse("2026-03-01T12:00:01Z"), "QUESTION", "EMAIL", "SENT", null);

        MockHttpServletResponse response = get("/api/cases/" + id);

        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(body(response)).isEqualTo(json.readTree("""
                                {"id": "%s", "state": "ASKING_CALLER", "failedMedium": "VOICE", "cause": "BUSY",
                                 "callerIdentity": "NOT_TOLD", "attempts": 1, "openedAt": "2026-03-01T12:00:00Z",
                                 "journey": [{"at": "2026-03-01T12:00:01Z", "step": "QUESTION", "medium": "EMAIL",
                                              "result": "SENT"}]}
                                """.formatted(id)));
    }

    @Test
    void aCaseThatIsNotThereIsAProblem() throws Exception {
        MockHttpServletResponse response = get("/api/cases/" + UUID.randomUUID());

        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(body(response).get("detail").asText()).contains("no case with this id");
    }

    @Test
    void aSentMailIsNotedOnce() throws Exception {
        String mail =
                "{\"messageId\": \"<m1@x.example>\", \"from\": \"Anna@Example.com\", \"to\": [\"bob@example.com\"]}";

        MockHttpServletResponse response = post("/api/sent-mails", mail);
        post("/api/sent-mails", mail);

        assertThat(response.getStatus()).isEqualTo(204);
        assertThat(response.getContentAsString()).isEmpty();
        assertThat(mails.find("m1@x.example"))
                .contains(new SentMail(
                        new Address("mailto:anna@example.com"), List.of(new Address("mailto:bob@example.com")), NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {"from": "a@x", "to": ["b@x"]}                                | messageId | is missing
            {"messageId": "m\\r\\nX: y", "from": "a@x", "to": ["b@x"]}    | messageId | printable
            {"messageId": "m", "from": "+46701740605", "to": ["b@x"]}     | from      | not a mail address
            {"messageId": "m", "from": "a@x", "to": []}                   | to        | 1 to 1000
            {"messageId": "m", "from": "a@x"}                             | to        | is missing
            {"messageId": "m", "from": "a@x", "to": "b@x"}                | to        | a list
            {"messageId": "m", "from": "a@x", "to": ["b@x", null]}        | to[1]     | is missing
            {"messageId": "m", "from": "a@x", "to": ["b@x", "b"]}         | to[1]     | neither
            """)
    void aMailThatCannotBeMeantIsRefused(String mail, String field, String problem) throws Exception {
        MockHttpServletResponse response = post("/api/sent-mails", mail);

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(body(response).at("/errors/0/problem").asText()).contains(problem);
        assertThat(jdbc.sql("select count(*) from sent_mail")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
