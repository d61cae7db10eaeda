package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.delivery.AskedBack;
import io.ringback.delivery.MailThread;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.wording.Content.AskedAgain;
import io.ringback.wording.Content.Notification;
import io.ringback.wording.Content.Question;
import io.ringback.wording.Content.Said;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each choice that a letter names has the link that leads to it, and there is no link beside those, in text and HTML alike. */
class WhatLettersOfferTest {

    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final Instant TRIED = Instant.parse("2026-11-23T14:57:00Z");
    private static final String LINK = "https://ringback.example/x/AAAAAAAAAAAAAAAAAAAAAA";

    private final LetterWriter writer = new LetterWriter(WordingInForce.builtIn());

    /** Separated by ; what is named and, behind it, what is added to the link. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            question | en | false | false | Yes, tell Bob ?answer=yes; No ?answer=no; Always notify for me ?answer=always | yes or no
            question | sv | false | false | Ja, berätta för Bob ?answer=yes; Nej ?answer=no; Meddela alltid åt mig ?answer=always | ja eller nej
            notice   | en | true  | false | Connect us now ?choice=connect; Tell Anna I can be reached now ?choice=inform | ok or no
            notice   | sv | true  | false | Koppla ihop oss nu ?choice=connect; Säg till Anna att jag kan nås nu ?choice=inform | ok eller nej
            notice   | en | true  | true  | Connect us now ?choice=connect; Tell Anna I can be reached now ?choice=inform | ok or no
            notice   | en | false | false | Get in contact with Anna | ok or no
            notice   | sv | false | false | Ta kontakt med Anna      | ok eller nej
            """)
    void eachChoiceThatIsNamedHasItsLink(
            String kind, String language, boolean connect, boolean conference, String choices, String words) {
        Said said = said(kind, Locale.forLanguageTag(language), connect, conference);
        List<String> offered = List.of(choices.split("; "));
        for (Said asked : List.of(said, new AskedAgain(said, MailThread.NONE, AskedBack.Why.NOT_UNDERSTOOD))) {
            Letter letter = writer.write(content(asked, Locale.forLanguageTag(language)));

            assertThat(Jsoup.parse(letter.html()).select("a").stream()
                            .map(link -> named(link.text(), link.attr("href"))))
                    .containsExactlyElementsOf(offered);
            List<String> lines = letter.text().lines().toList();
            assertThat(lines.stream()
                            .filter(line -> line.startsWith("https://"))
                            .map(line ->
                                    named(lines.get(lines.indexOf(line) - 1).replaceAll(":$", ""), line)))
                    .containsExactlyElementsOf(offered);
            Element body = Jsoup.parse(letter.html()).body();
            for (String written : List.of(letter.text().replace('\n', ' '), body.text())) {
                assertThat(written).contains(words, "stop");
                assertThat(written.contains("connected") || written.contains("kopplas"))
                        .isEqualTo(connect);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "question, en, NOT_UNDERSTOOD, We did not understand your answer about Bob, We did not understand your answer",
        "notice, en, NOT_UNDERSTOOD, We did not understand your answer about Anna, We did not understand your answer",
        "question, sv, NOT_UNDERSTOOD, Vi förstod inte ditt svar om Bob, Vi förstod inte ditt svar",
        "notice, sv, NOT_UNDERSTOOD, Vi förstod inte ditt svar om Anna, Vi förstod inte ditt svar",
        "question, en, NOT_PROVEN, Please confirm your answer about Bob, We could not make sure that your answer is from you",
        "notice, sv, NOT_PROVEN, Bekräfta ditt svar om Anna, Vi kunde inte försäkra oss om att svaret kommer från dig"
    })
    void theLetterThatAsksBackSaysWhyItCame(
            String kind, String language, AskedBack.Why why, String subject, String reason) {
        Locale locale = Locale.forLanguageTag(language);
        Letter letter =
                writer.write(content(new AskedAgain(said(kind, locale, true, false), MailThread.NONE, why), locale));

        assertThat(letter.subject()).isEqualTo(subject);
        String body = reason + (language.equals("en") ? ", so nothing has happened yet." : ", så inget har hänt än.");
        assertThat(letter.text().replace('\n', ' ')).contains(body);
        assertThat(Jsoup.parse(letter.html()).body().text()).contains(body);
        assertThat(letter.text()).doesNotContain("\n\n\n", "??");
    }

    @ParameterizedTest
    @CsvSource({
        "question, en, '2 more were held back, so that you do not get too many mails:', Carol (14 times)",
        "notice, sv, '2 till hölls tillbaka, så att du inte får för många brev:', Carol (14 gånger)"
    })
    void aLetterTellsOfAllThatWasHeldBackWithALinkForEach(String kind, String language, String what, String carol) {
        Locale locale = Locale.forLanguageTag(language);
        URI carols = URI.create("https://ringback.example/x/CAROL");
        URI daves = URI.create("https://ringback.example/x/DAVE");
        Content alone = content(said(kind, locale, true, false), locale);
        Letter letter = writer.write(new Content(
                alone.readerId(),
                alone.readerName(),
                alone.to(),
                locale,
                alone.timeZone(),
                alone.said(),
                alone.reply(),
                alone.unsubscribe(),
                List.of(new Content.Besides("Carol", 14, carols), new Content.Besides("Dave <b>", 1, daves))));

        assertThat(letter.text().replace('\n', ' ')).contains(what, carol + ": " + carols, "Dave <b>: " + daves);
        assertThat(letter.text()).doesNotContain("\n\n\n", "??");
        Element body = Jsoup.parse(letter.html()).body();
        assertThat(body.text()).contains(what);
        assertThat(body.select("a[href='" + carols + "']").text()).isEqualTo(carol);
        assertThat(body.select("a[href='" + daves + "']").text()).isEqualTo("Dave <b>");
        assertThat(writer.write(alone).text()).doesNotContain(what, "\n\n\n");
    }

    private static String named(String choice, String link) {
        assertThat(link).startsWith(LINK);
        return (choice + " " + link.substring(LINK.length())).strip();
    }

    private static Said said(String kind, Locale language, boolean connect, boolean conference) {
        return kind.equals("question")
                ? new Question(
                        new QuestionView(
                                "Anna", language, STOCKHOLM, "Bob", Cause.BUSY, Medium.VOICE, TRIED, 1, conference),
                        URI.create(LINK))
                : new Notification(
                        new ContactView(
                                "Bob",
                                language,
                                STOCKHOLM,
                                "Anna",
                                Medium.VOICE,
                                TRIED,
                                1,
                                conference,
                                false,
                                List.of(),
                                connect,
                                Optional.empty()),
                        URI.create(LINK));
    }

    private static Content content(Said said, Locale language) {
        return new Content(
                UUID.randomUUID(),
                "Reader",
                new Address("mailto:reader@example.com"),
                language,
                STOCKHOLM,
                said,
                Optional.empty(),
                URI.create("https://ringback.example/u/A"));
    }
}
