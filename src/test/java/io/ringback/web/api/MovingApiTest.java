package io.ringback.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.reach.OptOuts;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;

/** A person goes from one database to another with all that they have said no to. */
class MovingApiTest extends ApiTest {

    private static final UUID ANNA = UUID.fromString("3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77");
    private static final Address PHONE = new Address("tel:+46701740605");
    private static final Address MAIL = new Address("mailto:anna@example.com");

    @Autowired
    private Directory directory;

    @Autowired
    private OptOuts stops;

    private UUID bob;
    private UUID carl;

    private UUID added(String name, String number) throws Exception {
        JsonNode person = body(post("/api/people", """
                {"name": "%s", "language": "en", "timeZone": "UTC",
                 "devices": [{"medium": "VOICE", "address": "%s", "label": "Mobile"}]}
                """.formatted(name, number)));
        return UUID.fromString(person.get("id").asText());
    }

    private String annaMoves() throws Exception {
        bob = added("Bob", "+46701740606");
        carl = added("Carl", "+46701740607");
        assertThat(put("/api/people/" + ANNA, """
                {"name": "Anna", "language": "sv", "timeZone": "Europe/Stockholm",
                 "preferences": {"alwaysTellMe": true, "quietHours": "21:00-07:00"},
                 "devices": [{"medium": "VOICE", "address": "+46701740605", "label": "Mobile", "unverifiedCalls": true},
                             {"medium": "EMAIL", "address": "anna@example.com", "label": "Mail"}],
                 "organisation": "Example AB", "country": "SE", "deputy": "%s", "brand": "acme",
                 "contacts": [{"person": "%s", "vip": true}]}
                """.formatted(carl, carl)).getStatus())
                .isEqualTo(201);
        directory.block(ANNA, bob, 30);
        stops.addByKey(PHONE);
        stops.add(PHONE, "+46701000001", Medium.SMS);
        stops.add(MAIL, OptOuts.MAIL, Medium.EMAIL);
        MockHttpServletResponse read = get("/api/people/" + ANNA + "/moving");
        assertThat(read.getStatus()).isEqualTo(200);
        assertThat(read.getHeader("Cache-Control")).contains("no-store");
        return read.getContentAsString(StandardCharsets.UTF_8);
    }

    private boolean annaHasBlocked(UUID caller) {
        return jdbc.sql("select count(*) from block where callee_id = ? and caller_id = ?")
                        .params(ANNA, caller)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    @Test
    void whoMovesIsThereAsTheyWereHereAndWhatTheySaidNoToHolds() throws Exception {
        String moving = annaMoves();
        JsonNode here = body(get("/api/people/" + ANNA));
        anotherDatabase();
        UUID otherBob = added("Bob", "+46701740606");
        UUID otherCarl = added("Carl", "+46701740607");

        for (int times = 0; times < 2; times++) {
            MockHttpServletResponse taken = put("/api/people/" + ANNA + "/moving", moving);

            assertThat(taken.getStatus()).isEqualTo(200);
            assertThat(body(taken).get("contacts").asInt()).isEqualTo(1);
            assertThat(body(taken).get("unknown").asInt()).isZero();
        }
        JsonNode there = body(get("/api/people/" + ANNA));
        for (String field :
                new String[] {"id", "name", "language", "timeZone", "preferences", "organisation", "country", "brand"
                }) {
            assertThat(there.get(field)).as(field).isEqualTo(here.get(field));
        }
        assertThat(there.get("devices").findValuesAsText("address"))
                .isEqualTo(here.get("devices").findValuesAsText("address"));
        assertThat(there.at("/devices/0/unverifiedCalls").asBoolean()).isTrue();
        assertThat(there.get("deputy").asText()).isEqualTo(otherCarl.toString());
        assertThat(there.at("/contacts/0/person").asText()).isEqualTo(otherCarl.toString());
        assertThat(there.at("/contacts/0/vip").asBoolean()).isTrue();
        assertThat(annaHasBlocked(otherBob)).isTrue();
        assertThat(directory.blocked(ANNA, otherBob).orElseThrow().until()).isPresent();
        assertThat(annaHasBlocked(otherCarl)).isFalse();
        assertThat(stops.has(PHONE, "voice")).isTrue();
        assertThat(stops.has(MAIL, OptOuts.MAIL)).isTrue();
        assertThat(body(get("/api/people/" + ANNA + "/moving")).get("stopped")).hasSize(3);
        // START to whichever sender of this cell lifts what was said to one of the other cell.
        stops.remove(PHONE, "+46701000099");
        assertThat(body(get("/api/people/" + ANNA + "/moving")).get("stopped")).hasSize(1);
    }

    @Test
    void aCallerWhoComesIntoTheDirectoryLaterIsBlockedThen() throws Exception {
        String moving = annaMoves();
        anotherDatabase();

        MockHttpServletResponse taken = put("/api/people/" + ANNA + "/moving", moving);
        assertThat(body(taken).get("contacts").asInt()).isZero();
        assertThat(body(taken).get("unknown").asInt()).isEqualTo(2);
        assertThat(annaHasBlocked(added("Bob", "+46701740606"))).isTrue();
        assertThat(annaHasBlocked(added("Carl", "+46701740607"))).isFalse();
    }

    @Test
    void whatIsBlockedOrStoppedThereAlreadyStaysSo() throws Exception {
        String moving = annaMoves();
        directory.block(ANNA, carl);
        stops.add(PHONE, "+46701000001", Medium.MMS);

        assertThat(put("/api/people/" + ANNA + "/moving", moving).getStatus()).isEqualTo(200);

        assertThat(annaHasBlocked(bob)).isTrue();
        assertThat(annaHasBlocked(carl)).isTrue();
        assertThat(stops.has(PHONE, "+46701000001")).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                    | person
            {"person": {"name": "A"}, "contacts": [], "blocked": [], "stopped": []} | language
            {"contacts": [], "stopped": []}                                       | blocked
            {"contacts": [], "blocked": []}                                       | stopped
            {"stopped": [{"address": "nobody", "since": "2026-03-01T12:00:00Z"}], "blocked": []} | stopped.address
            {"stopped": [null], "blocked": [null]}                                | blocked.since
            {"contacts": [null], "blocked": [], "stopped": []}                    | contacts
            {"STOPPED": []}                                                       | STOPPED
            """)
    void whatIsMissingOrWrongIsNamedAndNothingIsStored(String body, String field) throws Exception {
        MockHttpServletResponse refused = put("/api/people/" + ANNA + "/moving", body);

        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(body(refused).get("errors").findValuesAsText("field")).contains(field);
        assertThat(get("/api/people/" + ANNA + "/moving").getStatus()).isEqualTo(404);
    }
}
