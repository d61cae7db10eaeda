package io.ringback.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

class PeopleApiTest extends ApiTest {

    private static final String ANNA = """
            {"name": "Anna", "language": "sv", "timeZone": "Europe/Stockholm",
             "preferences": {"alwaysTellMe": true},
             "devices": [
               {"medium": "VOICE", "address": "070-174 06 05", "label": "Mobile"},
               {"medium": "EMAIL", "address": "Anna@Example.com", "label": "Mail"}]}
            """;

    @Test
    void aPersonIsAddedAndReadWithDevicesInOrder() throws Exception {
        MockHttpServletResponse added = post("/api/people", ANNA);

        assertThat(added.getStatus()).isEqualTo(201);
        JsonNode person = body(added);
        assertThat(added.getHeader("Location"))
                .isEqualTo("/api/people/" + person.get("id").asText());
        assertThat(person.get("devices").findValuesAsText("address"))
                .containsExactly("tel:+46701740605", "mailto:anna@example.com");
        assertThat(person.get("preferences").toString())
                .isEqualTo(
                        "{\"alwaysNotifyForMe\":false,\"alwaysTellMe\":true,\"never\":false,\"returnCallsTo\":\"CALLING_PHONE\",\"quietHours\":null,\"alwaysNotifyForMeUntil\":null,\"alwaysTellMeUntil\":null,\"seen\":null}");

        MockHttpServletResponse read = get(added.getHeader("Location"));
        assertThat(body(read)).isEqualTo(person);
        assertThat(read.getHeader("ETag")).isEqualTo(added.getHeader("ETag")).startsWith("\"");
    }

    @Test
    void aTelephoneMayBeTextOnlyAndOthersAreWrittenToAnyhow() throws Exception {
        JsonNode person = body(post("/api/people", ANNA.replace("\"Mobile\"", "\"Mobile\", \"textOnly\": true")));

        assertThat(person.get("devices").findValuesAsText("textOnly")).containsExactly("true", "false");
        String path = "/api/people/" + person.get("id").asText();
        assertThat(body(put(path, person.toString())).at("/devices/0/textOnly").asBoolean())
                .isTrue();
        assertThat(body(put(path, ANNA)).at("/devices/0/textOnly").asBoolean()).isFalse();

        MockHttpServletResponse refused = put(path, ANNA.replace("\"Mail\"", "\"Mail\", \"textOnly\": true"));
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(body(refused).at("/errors/0/field").asText()).isEqualTo("devices[1].textOnly");
        assertThat(body(refused).at("/errors/0/problem").asText()).contains("medium VOICE");
    }

    @Test
    void whatIsReadCanBePutBackUnchanged() throws Exception {
        MockHttpServletResponse added = post("/api/people", ANNA);

        MockHttpServletResponse put = put(added.getHeader("Location"), added.getContentAsString());

        assertThat(put.getStatus()).isEqualTo(200);
        assertThat(put.getHeader("ETag")).isEqualTo(added.getHeader("ETag"));
    }

    @Test
    void devicesKeepTheirIdsByIdOrByAddress() throws Exception {
        JsonNode before = body(post("/api/people", ANNA));
        String mobile = before.at("/devices/0/id").asText();
        String mail = before.at("/devices/1/id").asText();
        ObjectNode changed = before.deepCopy();
        ArrayNode devices = changed.withArray("devices");
        ((ObjectNode) devices.get(0)).put("address", "+46701740699");
        ((ObjectNode) devices.get(1)).remove("id");
        devices.insert(0, json.readTree("{\"medium\": \"SMS\", \"address\": \"+46701740605\", \"label\": \"Old\"}"));

        JsonNode after = body(put("/api/people/" + before.get("id").asText(), changed.toString()));

        assertThat(after.get("devices").findValuesAsText("address"))
                .containsExactly("tel:+46701740605", "tel:+46701740699", "mailto:anna@example.com");
        assertThat(after.at("/devices/1/id").asText()).isEqualTo(mobile);
        assertThat(after.at("/devices/2/id").asText()).isEqualTo(mail);
    }

    @Test
    void twoWhoChangeAPersonAtOnceDoNotOverwriteEachOther() throws Exception {
        MockHttpServletResponse added = post("/api/people", ANNA);
        String path = added.getHeader("Location");
        String version = added.getHeader("ETag");

        assertThat(putIf(path, version, ANNA.replace("Anna\"", "Anna A\"")).getStatus())
                .isEqualTo(200);
        MockHttpServletResponse late = putIf(path, version, ANNA.replace("Anna\"", "Anna B\""));

        assertThat(late.getStatus()).isEqualTo(412);
        assertThat(body(late).get("detail").asText()).contains("Read it again");
        assertThat(body(get(path)).get("name").asText()).isEqualTo("Anna A");
        assertThat(send(MockMvcRequestBuilders.delete(path).header("If-Match", version))
                        .getStatus())
                .isEqualTo(412);
    }

    @Test
    void aPersonCanBePutUnderAnIdOfTheClient() throws Exception {
        String path = "/api/people/" + UUID.randomUUID();

        assertThat(put(path, ANNA).getStatus()).isEqualTo(201);
        assertThat(put(path, ANNA).getStatus()).isEqualTo(200);
        assertThat(send(MockMvcRequestBuilders.put(path)
                                .header("If-None-Match", "*")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(ANNA))
                        .getStatus())
                .isEqualTo(412);
    }

    @Test
    void aDeletedPersonIsGone() throws Exception {
        String path = post("/api/people", ANNA).getHeader("Location");

        assertThat(send(MockMvcRequestBuilders.delete(path)).getStatus()).isEqualTo(204);

        assertThat(get(path).getStatus()).isEqualTo(404);
        MockHttpServletResponse again = send(MockMvcRequestBuilders.delete(path));
        assertThat(again.getStatus()).isEqualTo(404);
        assertThat(body(again).get("detail").asText()).contains("no person with this id");
    }

    @Test
    void whatIsKeptAboutAPersonIsExported() throws Exception {
        String path = post("/api/people", ANNA).getHeader("Location");

        MockHttpServletResponse export = get(path + "/export");

        assertThat(export.getStatus()).isEqualTo(200);
        assertThat(export.getHeader("Cache-Control")).contains("no-store");
        assertThat(body(export).get("name").asText()).isEqualTo("Anna");
        assertThat(body(export).get("devices")).isNotEmpty();
        assertThat(get("/api/people/" + UUID.randomUUID() + "/export").getStatus())
                .isEqualTo(404);
    }

    @Test
    void anAddressIsErasedUnlessItIsAPersons() throws Exception {
        String path = post("/api/people", ANNA).getHeader("Location");

        assertThat(body(post("/api/erasures", "{\"address\": \"070-174 06 99\"}"))
                        .toString())
                .isEqualTo("{\"casesEnded\":1,\"cases\":3}");
        MockHttpServletResponse refused = post("/api/erasures", "{\"address\": \"070-174 06 05\"}");
        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(body(refused).get("detail").asText())
                .contains(path.substring(path.lastIndexOf('/') + 1), "DELETE the person");
        assertThat(post("/api/erasures", "{\"address\": \"nobody\"}").getStatus())
                .isEqualTo(400);
    }

    private String idOf(String name) throws Exception {
        String body = "{\"name\": \"" + name + "\", \"language\": \"sv\", \"timeZone\": \"UTC\", \"devices\": []}";
        return body(post("/api/people", body)).get("id").asText();
    }

    @Test
    void whatTablesMayAskIsKeptAndReplacedWithTheRest() throws Exception {
        String boss = idOf("Boss");
        String friend = idOf("Friend");
        String known = ANNA.replace(
                "\"name\"",
                "\"organisation\": \"Example AB\", \"country\": \"de-by\", \"deputy\": \"" + boss + "\", \"contacts\":"
                        + " [{\"person\": \"" + boss + "\", \"vip\": true}, {\"person\": \"" + friend
                        + "\"}], \"name\"");
        String path = post("/api/people", known).getHeader("Location");

        MockHttpServletResponse read = get(path);
        assertThat(body(read).get("organisation").asText()).isEqualTo("Example AB");
        assertThat(body(read).get("country").asText()).isEqualTo("DE-BY");
        assertThat(body(read).get("deputy").asText()).isEqualTo(boss);
        assertThat(body(read).get("contacts"))
                .anySatisfy(contact -> {
                    assertThat(contact.get("person").asText()).isEqualTo(boss);
                    assertThat(contact.get("vip").asBoolean()).isTrue();
                })
                .anySatisfy(contact -> {
                    assertThat(contact.get("person").asText()).isEqualTo(friend);
                    assertThat(contact.get("vip").asBoolean()).isFalse();
                });
        assertThat(body(get("/api/people?q=anna")).at("/people/0")).isEqualTo(body(read));

        MockHttpServletResponse same = put(path, read.getContentAsString());
        assertThat(same.getContentAsString()).isEqualTo(read.getContentAsString());
        assertThat(same.getHeader("ETag")).isEqualTo(read.getHeader("ETag"));

        JsonNode without = body(put(path, ANNA));
        assertThat(without.get("contacts")).isEmpty();
        assertThat(without.get("deputy").isNull()).isTrue();
        assertThat(without.get("country").isNull()).isTrue();
    }

    @Test
    void whoIsForgottenStandsInNoOtherRecord() throws Exception {
        String boss = idOf("Boss");
        String path = post(
                        "/api/people",
                        ANNA.replace(
                                "\"name\"",
                                "\"deputy\": \"" + boss + "\", \"contacts\": [{\"person\": \"" + boss
                                        + "\"}], \"name\""))
                .getHeader("Location");

        send(MockMvcRequestBuilders.delete("/api/people/" + boss));

        assertThat(get(path).getContentAsString()).doesNotContain(boss);
    }

    @Test
    void nobodyIsTheirOwnDeputyOrContact() throws Exception {
        String path = post("/api/people", ANNA).getHeader("Location");
        String own = path.substring(path.lastIndexOf('/') + 1);

        JsonNode wrong = body(put(
                path,
                ANNA.replace(
                        "\"name\"",
                        "\"deputy\": \"" + own + "\", \"contacts\": [{\"person\": \"" + own + "\"}, {\"person\": \""
                                + own + "\"}], \"name\"")));

        assertThat(wrong.get("errors").findValuesAsText("field"))
                .containsExactly("deputy", "contacts[0].person", "contacts[1].person", "contacts[1].person");
        assertThat(wrong.get("errors").findValuesAsText("problem"))
                .contains("is the person themselves", "is there twice");
    }

    @Test
    void anAddressThatSomeoneElseHasIsRefusedAndNothingIsStored() throws Exception {
        post("/api/people", ANNA);

        MockHttpServletResponse other = post("/api/people", ANNA.replace("Anna\"", "Eve\""));

        assertThat(other.getStatus()).isEqualTo(409);
        assertThat(body(other).get("detail").asText())
                .contains("Mobile", "VOICE")
                .doesNotContain("4670");
        assertThat(body(get("/api/people")).get("total").asInt()).isEqualTo(1);
    }

    @Test
    void peopleAreListedByNameAPageAtATime() throws Exception {
        for (String name : new String[] {"Carl", "anna", "Bob"}) {
            post(
                    "/api/people",
                    "{\"name\": \"%s\", \"language\": \"en\", \"timeZone\": \"UTC\", \"devices\": []}".formatted(name));
        }

        JsonNode page = body(get("/api/people?size=2"));
        assertThat(page.get("people").findValuesAsText("name")).containsExactly("anna", "Bob");
        assertThat(page.get("total").asInt()).isEqualTo(3);
        assertThat(body(get("/api/people?size=2&page=1")).get("people").findValuesAsText("name"))
                .containsExactly("Carl");
        assertThat(body(get("/api/people?q=AR")).get("people").findValuesAsText("name"))
                .containsExactly("Carl");
    }

    @ParameterizedTest
    @CsvSource({"page=-1, page", "size=0, size", "size=201, size", "page=x, page"})
    void aPageThatCannotBeIsRefused(String query, String field) throws Exception {
        MockHttpServletResponse response = get("/api/people?" + query);

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void anIdThatIsNoneIsRefused() throws Exception {
        MockHttpServletResponse response = get("/api/people/anna");

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).at("/errors/0/field").asText()).isEqualTo("id");
    }

    @Test
    void whereCallsAreReturnedToIsAPreference() throws Exception {
        JsonNode anna =
                body(post("/api/people", ANNA.replace("\"alwaysTellMe\": true", "\"returnCallsTo\": \"FIRST_PHONE\"")));

        assertThat(anna.at("/preferences/returnCallsTo").asText()).isEqualTo("FIRST_PHONE");
        assertThat(body(get("/api/people/" + anna.get("id").asText())).get("preferences"))
                .isEqualTo(anna.get("preferences"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(nullValues = "null", textBlock = """
            22:00-07:00, 22:00-07:00
            Never,       never
            null,        null
            """)
    void quietHoursAreAPreferenceOrTheInstallations(String given, String answered) throws Exception {
        String written = given == null ? "null" : "\"" + given + "\"";
        JsonNode anna = body(post("/api/people", ANNA.replace("\"alwaysTellMe\": true", "\"quietHours\": " + written)));

        JsonNode read = body(get("/api/people/" + anna.get("id").asText()));
        assertThat(read.at("/preferences/quietHours").textValue()).isEqualTo(answered);
    }

    @Test
    void whoDoesNotWantToBeSeenIsNotBecauseSomebodySavesThemAnew() throws Exception {
        String id = body(post("/api/people", ANNA.replace("\"alwaysTellMe\": true", "\"seen\": false")))
                .get("id")
                .asText();

        put("/api/people/" + id, ANNA);
        assertThat(body(get("/api/people/" + id)).at("/preferences/seen").toString())
                .isEqualTo("false");

        put("/api/people/" + id, ANNA.replace("\"alwaysTellMe\": true", "\"seen\": true"));
        assertThat(body(get("/api/people/" + id)).at("/preferences/seen").toString())
                .isEqualTo("true");
    }

    @Test
    void aPersonHasABrandOrNone() throws Exception {
        String branded = ANNA.replace("\"name\": \"Anna\"", "\"name\": \"Anna\", \"brand\": \"acme-north\"");
        String id = body(post("/api/people", branded)).get("id").asText();
        assertThat(body(get("/api/people/" + id)).get("brand").asText()).isEqualTo("acme-north");

        put("/api/people/" + id, ANNA);
        assertThat(body(get("/api/people/" + id)).get("brand").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            "Anna"             | ""                       | name               | is missing
            "Anna"             | "a\\nb"                  | name               | printable
            "sv"               | "swedish please"         | language           | BCP 47
            "sv"               | null                     | language           | is missing
            "Europe/Stockholm" | "Sweden"                 | timeZone           | IANA
            "Europe/Stockholm" | "+01:00"                 | timeZone           | IANA
            "VOICE"            | "EMAIL"                  | devices[0].address | EMAIL cannot have a tel:
            "VOICE"            | null                     | devices[0].medium  | is missing
            "VOICE"            | "FAX"                    | devices[0].medium  | one of VOICE
            "070-174 06 05"    | "12"                     | devices[0].address | not a possible phone number
            "Anna@Example.com" | "anna"                   | devices[1].address | neither
            "Mail"             | ""                       | devices[1].label   | is missing
            "alwaysTellMe"     | "alwaysTellThem"         | preferences.alwaysTellThem | Known are
            "alwaysTellMe": true | "never": "yes"         | preferences.never  | true or false
            "alwaysTellMe": true | "returnCallsTo": "HOME" | preferences.returnCallsTo | one of CALLING_PHONE, FIRST_PHONE
            "alwaysTellMe": true | "quietHours": "22-7"   | preferences.quietHours | such as 22:00-07:00, or never
            "alwaysTellMe": true | "quietHours": "08:00-08:00" | preferences.quietHours | such as 22:00-07:00, or never
            "alwaysTellMe": true | "quietHours": false    | preferences.quietHours | text
            "alwaysTellMe": true | "alwaysTellMeUntil": "2020-01-01T00:00:00Z", "alwaysTellMe": true | preferences.alwaysTellMeUntil | over already
            "alwaysTellMe": true | "alwaysTellMeUntil": "2999-01-01T00:00:00Z", "alwaysTellMe": true | preferences.alwaysTellMeUntil | ten years ahead
            "alwaysTellMe": true | "alwaysTellMe": true, "alwaysTellMeUntil": "+10000-01-01T00:00:00Z" | preferences.alwaysTellMeUntil | ten years ahead
            "alwaysTellMe": true | "alwaysNotifyForMeUntil": "2999-01-01T00:00:00Z" | preferences.alwaysNotifyForMeUntil | leave it out
            "alwaysTellMe": true | "alwaysTellMeUntil": "soon" | preferences.alwaysTellMeUntil | instant
            "name": "Anna"     | "country": "Sweden", "name": "Anna" | country     | such as SE
            "name": "Anna"     | "country": "XX", "name": "Anna"     | country     | such as SE
            "name": "Anna"     | "country": "DE_BY", "name": "Anna"  | country     | such as DE-BY
            "name": "Anna"     | "organisation": " ", "name": "Anna" | organisation | is missing
            "name": "Anna"     | "deputy": "3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77", "name": "Anna" | deputy | nobody in the directory
            "name": "Anna"     | "contacts": [{"person": "3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77"}], "name": "Anna" | contacts[0].person | nobody in the directory
            "name": "Anna"     | "contacts": [{"vip": true}], "name": "Anna" | contacts[0].person | is missing
            "name": "Anna"     | "contacts": [null], "name": "Anna"  | contacts[0]     | an object
            "name": "Anna"     | "id": "3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77", "name": "Anna" | id | given by Ringback
            "name": "Anna"     | "name": "Anna", "brand": "Acme Inc." | brand   | such as acme
            "name": "Anna"     | "name": "Anna", "brand": "default"   | brand   | not "default"
            "name": "Anna"     | "id": "x", "name": "Anna"  | id               | an id such as
            """)
    void whatCannotBeMeantIsRefusedByField(String sound, String wrong, String field, String problem) throws Exception {
        assertThat(ANNA).contains(sound);

        MockHttpServletResponse response = post("/api/people", ANNA.replace(sound, wrong));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(body(response).at("/errors/0/problem").asText()).contains(problem);
        assertThat(body(get("/api/people")).get("total").asInt()).isZero();
    }

    @Test
    void aDeviceOfSomeoneElseCannotBeTaken() throws Exception {
        JsonNode anna = body(post("/api/people", ANNA));
        String theirs = anna.at("/devices/0/id").asText();

        MockHttpServletResponse response = put("/api/people/" + UUID.randomUUID(), """
                {"name": "Eve", "language": "en", "timeZone": "UTC",
                 "devices": [{"id": "%s", "medium": "EMAIL", "address": "eve@example.com", "label": "Mail"}]}
                """.formatted(theirs));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).at("/errors/0/field").asText()).isEqualTo("devices[0].id");
    }

    @Test
    void theSameAddressTwiceIsRefused() throws Exception {
        MockHttpServletResponse response = post(
                "/api/people", ANNA.replace("\"EMAIL\"", "\"VOICE\"").replace("Anna@Example.com", "+46 70 174 06 05"));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).at("/errors/0/field").asText()).isEqualTo("devices[1].address");
    }

    private MockHttpServletResponse putIf(String path, String version, String body) throws Exception {
        return send(MockMvcRequestBuilders.put(path)
                .header("If-Match", version)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }
}
