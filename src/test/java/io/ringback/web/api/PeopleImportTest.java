package io.ringback.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

@TestPropertySource(properties = "ringback.limits.import-body=200KB")
class PeopleImportTest extends ApiTest {

    @Autowired
    private People people;

    private static final String HEADER =
            "person,name,language,timeZone,alwaysNotifyForMe,alwaysTellMe,never,medium,address,label\n";
    private static final String ANNA = HEADER.replace("never,", "never,returnCallsTo,quietHours,")
            + "anna,Anna,sv,Europe/Stockholm,,true,,first_phone,21:30-08:00,EMAIL,anna@example.com,Mail\n"
            + "anna,,,,,,,,,VOICE,+46701740605,Mobile\n";

    @Test
    void theExampleInTheDocumentationIsImported() throws Exception {
        MockHttpServletResponse response = importCsv(Files.readString(Path.of("docs/people.csv")));

        assertThat(response.getContentAsString()).isEqualTo("{\"added\":3,\"replaced\":0,\"devices\":5}");
        JsonNode people = body(get("/api/people")).get("people");
        assertThat(people.findValuesAsText("name")).containsExactly("Anna Andersson", "Bob Berg", "Carol Chen");
        assertThat(people.at("/0/devices").findValuesAsText("medium")).containsExactly("EMAIL", "VOICE", "SMS");
        assertThat(people.at("/1/preferences/alwaysNotifyForMe").asBoolean()).isTrue();
        assertThat(people.findValuesAsText("textOnly")).containsExactly("false", "false", "false", "false", "true");
        assertThat(people.at("/2/preferences/never").asBoolean()).isTrue();
        assertThat(people.findValuesAsText("quietHours")).containsExactly("21:30-08:00", "never", "null");
        assertThat(people.findValuesAsText("brand")).containsExactly("null", "acme", "null");
    }

    @Test
    void aColumnOfPreferencesMayBeLeftOutOrLeftEmpty() throws Exception {
        importCsv(ANNA);
        assertThat(body(get("/api/people"))
                        .at("/people/0/preferences/returnCallsTo")
                        .asText())
                .isEqualTo("FIRST_PHONE");

        assertThat(body(get("/api/people"))
                        .at("/people/0/preferences/quietHours")
                        .asText())
                .isEqualTo("21:30-08:00");

        importCsv(ANNA.replace("first_phone", "").replace("21:30-08:00", ""));
        assertThat(body(get("/api/people"))
                        .at("/people/0/preferences/quietHours")
                        .isNull())
                .isTrue();
        assertThat(body(get("/api/people"))
                        .at("/people/0/preferences/returnCallsTo")
                        .asText())
                .isEqualTo("CALLING_PHONE");

        importCsv(ANNA.replace(",returnCallsTo,quietHours,", ",")
                .replace(",first_phone,21:30-08:00,", ",")
                .replace(",,,,,,,,,V", ",,,,,,,V"));
        assertThat(body(get("/api/people")).get("total").asInt()).isEqualTo(1);
    }

    @Test
    void importingAgainReplacesTheSamePeopleAndKeepsDeviceIds() throws Exception {
        importCsv(ANNA);
        JsonNode before = body(get("/api/people")).at("/people/0");

        MockHttpServletResponse again = importCsv(ANNA.replace("anna,Anna,", "anna,Anna Andersson,"));

        assertThat(again.getContentAsString()).isEqualTo("{\"added\":0,\"replaced\":1,\"devices\":2}");
        JsonNode after = body(get("/api/people")).at("/people/0");
        assertThat(after.get("name").asText()).isEqualTo("Anna Andersson");
        assertThat(after.get("devices")).isEqualTo(before.get("devices"));
    }

    @Test
    void aPersonOfOursIsReplacedByTheirId() throws Exception {
        importCsv(ANNA);
        String id = body(get("/api/people")).at("/people/0/id").asText();

        importCsv(ANNA.replace("anna,", id + ","));

        assertThat(body(get("/api/people")).get("total").asInt()).isEqualTo(1);
    }

    @Test
    void twoPeopleMaySwapAddresses() throws Exception {
        String both = ANNA + "bob,Bob,en,UTC,,,,,,EMAIL,bob@example.com,Mail\n";
        importCsv(both);

        MockHttpServletResponse swapped = importCsv(both.replace("bob@example.com", "x@example.com")
                .replace("anna@example.com", "bob@example.com")
                .replace("x@example.com", "anna@example.com"));

        assertThat(swapped.getStatus()).isEqualTo(200);
        assertThat(body(get("/api/people?q=Bob"))
                        .at("/people/0/devices/0/address")
                        .asText())
                .isEqualTo("mailto:anna@example.com");
    }

    @Test
    void aFileFromASwedishSpreadsheetIsRead() throws Exception {
        String excel = "\ufeff" + ANNA.replace(',', ';').replace("\n", "\r\n").replace("Anna", "\"Anna; Åsa\"");

        assertThat(importCsv(excel).getStatus()).isEqualTo(200);

        assertThat(body(get("/api/people")).at("/people/0/name").asText()).isEqualTo("Anna; Åsa");
    }

    private static final String KNOWN = HEADER.replace("never,", "never,organisation,country,deputy,contacts,vips,")
            + "anna,Anna,sv,UTC,,,,Example,SE,bob,bob | carol,carol,EMAIL,anna@example.com,Mail\n"
            + "bob,Bob,sv,UTC,,,,Example,de-by,anna,,,EMAIL,bob@example.com,Mail\n"
            + "carol,Carol,sv,UTC,,,,,,,,,,,\n";

    @Test
    void peopleOfOneFileMayKnowAndStandInForEachOther() throws Exception {
        assertThat(importCsv(KNOWN).getContentAsString()).isEqualTo("{\"added\":3,\"replaced\":0,\"devices\":2}");

        JsonNode people = body(get("/api/people")).get("people");
        String bob = people.at("/1/id").asText();
        String carol = people.at("/2/id").asText();
        assertThat(people.findValuesAsText("deputy"))
                .containsExactly(bob, people.at("/0/id").asText(), "null");
        assertThat(people.findValuesAsText("country")).containsExactly("SE", "DE-BY", "null");
        assertThat(people.at("/0/contacts")).hasSize(2).allSatisfy(contact -> assertThat(
                        contact.get("vip").asBoolean())
                .isEqualTo(contact.get("person").asText().equals(carol)));

        // A file of before knows nothing of it, and says so.
        importCsv(HEADER + "anna,Anna,sv,UTC,,,,EMAIL,anna@example.com,Mail\n");
        assertThat(body(get("/api/people")).at("/people/0/contacts")).isEmpty();
        assertThat(body(get("/api/people")).at("/people/0/deputy").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{2} in row {3}")
    @CsvSource(delimiter = ';', textBlock = """
            SE,bob,         ; Sweden,bob,     ; country  ; 2 ; such as SE
            SE,bob,         ; SE,nobody,      ; deputy   ; 2 ; nobody in the directory
            SE,bob,         ; SE,bob|carol,   ; deputy   ; 2 ; more than one
            SE,bob,         ; SE,anna,        ; deputy   ; 2 ; the person themselves
            bob | carol     ; bob|stranger    ; contacts ; 2 ; nobody in the directory
            carol,EMAIL     ; stranger,EMAIL  ; vips     ; 2 ; nobody in the directory
            de-by,anna,     ; de-by,dave,     ; deputy   ; 3 ; nobody in the directory
            """)
    void whoIsKnownToNobodyIsNamedByRow(String sound, String wrong, String field, int row, String problem)
            throws Exception {
        assertThat(KNOWN).contains(sound);

        MockHttpServletResponse response = importCsv(KNOWN.replace(sound, wrong));

        assertThat(response.getStatus()).isEqualTo(400);
        JsonNode first = body(response).at("/errors/0");
        assertThat(first.get("field").asText()).isEqualTo(field);
        assertThat(first.get("row").asInt()).isEqualTo(row);
        assertThat(first.get("problem").asText()).contains(problem);
        assertThat(body(get("/api/people")).get("total").asInt()).isZero();
    }

    @ParameterizedTest(name = "{2} in row {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            anna@example.com  | nobody            | address      | 2 | neither
            VOICE             | FAX               | medium       | 3 | one of
            +46701740605      | 12                | address      | 3 | possible phone number
            Mobile            |                   | label        | 3 | is missing
            anna,Anna         | anna,             | name         | 2 | is missing
            Europe/Stockholm  | Mars              | timeZone     | 2 | IANA
            ,sv,              | ,svenska språket, | language     | 2 | BCP 47
            true              | ja                | alwaysTellMe | 2 | true, false or empty
            first_phone       | home              | returnCallsTo | 2 | one of [CALLING_PHONE, FIRST_PHONE]
            21:30-08:00       | late              | quietHours   | 2 | such as 22:00-07:00, or never
            anna,,,           | anna,Anne,,       | name         | 3 | earlier row
            anna,,,           | ,,,               | person       | 3 | is missing
            VOICE,+46701740605 | EMAIL,ANNA@example.com | address | 3 | in row 2 already
            Mobile            | Mobile,surplus    | row          | 3 | surplus
            person,           | person,shoe size, | shoe size    | 1 | not a column known here
            ,timeZone         | ,never            | timeZone     | 1 | missing from the header
            """)
    void aWrongRowIsNamedAndNothingIsStored(String sound, String wrong, String field, int row, String problem)
            throws Exception {
        assertThat(ANNA).contains(sound);

        MockHttpServletResponse response = importCsv(ANNA.replace(sound, wrong == null ? "" : wrong));

        assertThat(response.getStatus()).isEqualTo(400);
        JsonNode first = body(response).at("/errors/0");
        assertThat(first.get("field").asText()).isEqualTo(field);
        assertThat(first.get("row").asInt()).isEqualTo(row);
        assertThat(first.get("problem").asText()).contains(problem);
        assertThat(body(get("/api/people")).get("total").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'VOICE,+46701740605,Mobile,yes', must be true",
        "'SMS,+46701740605,Mobile,true', medium VOICE",
    })
    void onlyATelephoneIsTextOnly(String device, String problem) throws Exception {
        MockHttpServletResponse response = importCsv(
                HEADER.replace("label", "label,textOnly") + "anna,Anna,sv,Europe/Stockholm,,,," + device + "\n");

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).at("/errors/0/field").asText()).isEqualTo("textOnly");
        assertThat(body(response).at("/errors/0/problem").asText()).contains(problem);
    }

    @Test
    void addressesOfOthersAreAllNamedAndNothingIsStored() throws Exception {
        importCsv(ANNA);

        MockHttpServletResponse response = importCsv(HEADER
                + "bob,Bob,en,UTC,,,,EMAIL,bob@example.com,Mail\n"
                + "bob,,,,,,,EMAIL,anna@example.com,Other\n"
                + "carl,Carl,en,UTC,,,,VOICE,+46701740605,Mobile\n");

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).get("errors").findValuesAsText("row")).containsExactly("3", "4");
        assertThat(response.getContentAsString()).doesNotContain("anna@");
        assertThat(body(get("/api/people")).get("total").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''     | is missing from the file
            header | no rows
            """)
    void anEmptyFileIsRefused(String content, String problem) throws Exception {
        MockHttpServletResponse response = importCsv(content.replace("header", HEADER));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).at("/errors/0/problem").asText()).contains(problem);
    }

    @Test
    void whatIsNotUtf8IsRefused() throws Exception {
        MockHttpServletResponse response = importCsv(ANNA.replace("Anna", "Åsa").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(body(response).at("/errors/0/problem").asText()).contains("UTF-8");
    }

    /** What no file of five megabytes should cost more than its beginning: the rest is not even read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p,P,en,UTC,,,,FAX,+1,x\n",
                "\"",
                "x",
                "p,P,en,UTC,,,,VOICE,+467017406051234567890123456789,x\n",
                "p,P,en,UTC,,,,VOICE,\"((((((((((\",x\n",
                "p,\"=cmd|' /C calc'!A0\",en,UTC,ja,,,EMAIL,@@@@@@@@@@@@@@@@@@,x\n",
                ",\n"
            })
    @Timeout(60)
    void afterAHundredFindingsOrAnEndlessCellNothingMoreIsRead(String endless) throws Exception {
        AtomicLong read = new AtomicLong();
        byte[] piece = (endless + (endless.length() == 1 ? " " : "")).getBytes(StandardCharsets.UTF_8);
        InputStream pieces = new InputStream() {
            @Override
            public int read() {
                return piece[(int) (read.getAndIncrement() % piece.length)];
            }
        };
        Findings findings = new Findings();

        PeopleFile.read(
                new SequenceInputStream(new ByteArrayInputStream(HEADER.getBytes(StandardCharsets.UTF_8)), pieces),
                Long.MAX_VALUE,
                people,
                findings);

        assertThat(findings.isEmpty()).isFalse();
        assertThat(read.get()).isLessThan(1_000_000);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItIsKept() throws Exception {
        StringBuilder large = new StringBuilder(HEADER);
        for (int i = 0; large.length() < 201 * 1024; i++) {
            large.append("p").append(i).append(",Person,en,UTC,,,,,,\n");
        }

        MockHttpServletResponse response = importCsv(large.toString());

        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(body(get("/api/people")).get("total").asInt()).isZero();
    }

    @Test
    void manyWrongRowsAreNotAllListed() throws Exception {
        MockHttpServletResponse response = importCsv(HEADER + "p,Person,en,UTC,,,,FAX,1,Fax\n".repeat(500));

        assertThat(body(response).get("errors").size()).isEqualTo(100);
    }

    private MockHttpServletResponse importCsv(String file) throws Exception {
        return importCsv(file.getBytes(StandardCharsets.UTF_8));
    }

    private MockHttpServletResponse importCsv(byte[] file) throws Exception {
        return send(MockMvcRequestBuilders.post("/api/people/import")
                .contentType("text/csv")
                .content(file));
    }
}
