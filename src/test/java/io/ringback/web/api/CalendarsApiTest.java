package io.ringback.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringback.calendar.CalendarRefused;
import io.ringback.calendar.FeedReader;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

@TestPropertySource(properties = "ringback.calendars.enabled=true")
class CalendarsApiTest extends ApiTest {

    /** As io.ringback.media.feeds, for hosts inside. */
    @TestConfiguration
    static class Inside {

        @Bean
        FeedReader reader() {
            return (feed, most) -> {
                if (feed.getHost().equals("localhost")) {
                    throw CalendarRefused.notPublic();
                }
                return CALENDAR.getBytes(StandardCharsets.UTF_8);
            };
        }
    }

    private static final String CALENDAR =
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:20260302T080000Z\r\n"
                    + "DTEND:20260302T090000Z\r\nSUMMARY:Clinic\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private MockHttpServletResponse give(UUID person, String calendar) throws Exception {
        return send(MockMvcRequestBuilders.put("/api/people/" + person + "/calendar")
                .contentType("text/calendar")
                .content(calendar.getBytes(StandardCharsets.UTF_8)));
    }

    private UUID added(String name) throws Exception {
        return UUID.fromString(body(post(
                        "/api/people",
                        "{\"name\": \"" + name
                                + "\", \"language\": \"en\", \"timeZone\": \"Europe/Stockholm\", \"devices\": []}"))
                .get("id")
                .asText());
    }

    @Test
    void aCalendarIsGivenReadAndTakenBack() throws Exception {
        UUID anna = added("Anna");
        String path = "/api/people/" + anna + "/calendar";
        assertThat(get(path).getStatus()).isEqualTo(404);

        MockHttpServletResponse given = give(anna, CALENDAR);

        assertThat(given.getStatus()).isEqualTo(200);
        assertThat(body(given).get("busyTimes").asInt()).isEqualTo(1);
        assertThat(body(given).get("until").asText()).isEqualTo("2026-03-15T12:00:00Z");
        assertThat(body(get(path))).isEqualTo(body(given));
        // When they are busy is in their own file.
        JsonNode file = body(get("/api/people/" + anna + "/export"));
        assertThat(file.at("/calendar/busy/0/from").asText()).isEqualTo("2026-03-02T08:00:00Z");
        assertThat(file.toString()).doesNotContain("Clinic");
        assertThat(send(MockMvcRequestBuilders.delete(path)).getStatus()).isEqualTo(204);
        assertThat(get(path).getStatus()).isEqualTo(404);
        assertThat(body(get("/api/people/" + anna + "/export")).has("calendar")).isFalse();
    }

    @Test
    void whatIsNoCalendarIsRefusedWithAReason() throws Exception {
        MockHttpServletResponse refused = give(added("Anna"), "<html>");
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(body(refused).at("/errors/0/field").asText()).isEqualTo("calendar");
        assertThat(body(refused).at("/errors/0/problem").asText()).startsWith("is not a calendar");
    }

    @Test
    void aCalendarOf10MegabytesIsRefusedWithAReason() throws Exception {
        MockHttpServletResponse refused = give(added("Anna"), "x".repeat(10 << 20));
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(body(refused).at("/errors/0/problem").asText()).startsWith("has more than 1048576 bytes");
    }

    @Test
    void aFeedAtAnInternalAddressIsRefusedWithAReason() throws Exception {
        UUID anna = added("Anna");
        MockHttpServletResponse refused = feed(anna, "https://localhost:8080/a.ics");
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(body(refused).at("/errors/0/field").asText()).isEqualTo("url");
        assertThat(body(refused).at("/errors/0/problem").asText()).startsWith("is at no public https: address");
        assertThat(feed(anna, "nonsense").getStatus()).isEqualTo(400);
        assertThat(feed(UUID.randomUUID(), "https://example.com/a.ics").getStatus())
                .isEqualTo(404);
        assertThat(get("/api/people/" + anna + "/calendar").getStatus()).isEqualTo(404);
    }

    @Test
    void aFeedIsReadAtOnceAndItsAddressIsInThePersonsFileAlone() throws Exception {
        UUID anna = added("Anna");
        MockHttpServletResponse given = feed(anna, "https://calendar.example.org/private/a.ics");

        assertThat(given.getStatus()).isEqualTo(200);
        assertThat(body(given).get("feed").asBoolean()).isTrue();
        assertThat(body(given).get("busyTimes").asInt()).isEqualTo(1);
        assertThat(given.getContentAsString()).doesNotContain("private");
        assertThat(body(get("/api/people/" + anna + "/calendar"))).isEqualTo(body(given));
        assertThat(body(get("/api/people/" + anna + "/export"))
                        .at("/calendar/feed")
                        .asText())
                .isEqualTo("https://calendar.example.org/private/a.ics");
    }

    private MockHttpServletResponse feed(UUID person, String url) throws Exception {
        return send(MockMvcRequestBuilders.put("/api/people/" + person + "/calendar/feed")
                .contentType("application/json")
                .content("{\"url\": \"" + url + "\"}"));
    }

    @Test
    void nobodyHasNoCalendar() throws Exception {
        assertThat(give(UUID.randomUUID(), CALENDAR).getStatus()).isEqualTo(404);
    }
}
