package io.ringback.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.ringback.calendar.BusyTimes;
import io.ringback.cases.Outcome;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.privacy.PersonFile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept about a person, as they read it. */
class PersonFilePageTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static PagesServer server;

    @BeforeAll
    static void start() {
        server = new PagesServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static PersonFile file(String language) {
        PersonFile.OwnCase called = new PersonFile.OwnCase(
                UUID.randomUUID(),
                PersonFile.Role.CALLER,
                "Bob <b>",
                null,
                "tel:+46701740605",
                Medium.VOICE,
                Cause.BUSY,
                2,
                AT,
                AT,
                false,
                Outcome.INFORMED,
                AT,
                "Friday <b>",
                null,
                List.of(new PersonFile.Act(AT, "CALLER_ANSWERED", "YES")),
                "Friday <i>",
                List.of(new PersonFile.Message(MessageKind.QUESTION, Medium.EMAIL, "Mail", AT, AT, null)),
                List.of());
        PersonFile.OwnCase missed = open(PersonFile.Role.CALLEE, null, null, "tel:+46701740605", Cause.NO_ANSWER);
        PersonFile.OwnCase forCarl = open(PersonFile.Role.DEPUTY, "Dan", "Carl", null, Cause.BUSY);
        return new PersonFile(
                AT,
                UUID.randomUUID(),
                "Anna",
                language,
                "Europe/Stockholm",
                "Example AB",
                null,
                null,
                null,
                new PersonFile.Wishes(true, false, false, "CALLING_PHONE", "22:00-07:00", AT, null, false),
                List.of(new PersonFile.OwnDevice(Medium.VOICE, "tel:+46701740605", "Mobile", false, null)),
                List.of(new PersonFile.KnownPerson("Carl", true)),
                List.of(),
                List.of(new PersonFile.AllowedPerson("Dora", AT, AT)),
                List.of(new PersonFile.Stopped("tel:+46701740605", null, AT)),
                new PersonFile.OwnCalendar(
                        AT,
                        AT,
                        List.of(new BusyTimes.Busy(AT, AT.plusSeconds(3600))),
                        "https://calendar.example.org/private/basic.ics"),
                List.of(called, missed, forCarl));
    }

    /** Of which nobody has done or been sent anything yet. */
    private static PersonFile.OwnCase open(
            PersonFile.Role role, String other, String standingInFor, String address, Cause cause) {
        return new PersonFile.OwnCase(
                UUID.randomUUID(),
                role,
                other,
                standingInFor,
                address,
                Medium.VOICE,
                cause,
                1,
                AT,
                AT,
                true,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sv | Vad som finns om Anna | 2026-03-01 13:00: du försökte nå Bob <b> | – försökte nå dig | 2026-03-01 13:00: Dan försökte nå Carl, som du företräder | Pågår. | du svarade: ja, en fråga, (samtal)",
                "en | What is kept about Anna | 2026-03-01 13:00: you tried to reach Bob <b> | – tried to reach you | 2026-03-01 13:00: Dan tried to reach Carl, for whom you stand in | Still open. | you answered: yes, a question, (call)"
            })
    void itIsInTheirLanguageAndTime(
            String language, String heading, String called, String missed, String stoodIn, String open, String words)
            throws Exception {
        PersonFile file = file(language);
        when(server.files.read(file.id())).thenReturn(Optional.of(file));

        Document page = read(file.id(), 200);

        assertThat(page.select("html").attr("lang")).isEqualTo(language);
        assertThat(page.select("h1").text()).isEqualTo(heading);
        assertThat(page.body().text())
                .contains(called, missed, stoodIn, open)
                .contains("Mobile: tel:+46701740605", "Example AB", "22:00-07:00", "Carl (VIP)")
                .contains(words.split(", "))
                .doesNotContain("CALLER_ANSWERED", "QUESTION", "EMAIL", "INFORMED", "VOICE", "BUSY");
        assertThat(page.body().text()).doesNotContain("??");
        assertThat(page.select("script")).isEmpty();
    }

    private static Document read(UUID id, int status) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address("/operations/people/" + id + "/file"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        return Jsoup.parse(answer.body());
    }
}
