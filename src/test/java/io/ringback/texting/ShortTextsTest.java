package io.ringback.texting;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.texting.ShortTexts.Answering;
import io.ringback.wording.ContactView;
import io.ringback.wording.Content;
import io.ringback.wording.InformationView;
import io.ringback.wording.QuestionView;
import io.ringback.wording.WordingInForce;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortTextsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final URI PAGE = URI.create("https://ringback.example.com/c/AAAAAAAAAAAAAAAAAAAAAA");
    private static final Answering ANY_REPLY = new Answering(true, Optional.empty());
    private static final Locale SWEDISH = Locale.forLanguageTag("sv");

    private final ShortTexts texts = new ShortTexts(
            WordingInForce.builtIn(), Clock.fixed(NOW, ZoneOffset.UTC), URI.create("https://ringback.example.com"));

    @Test
    void aNoticeFitsIntoOneSms() {
        String text = texts.write(notice("Anna Andersson", Locale.ENGLISH, 1, NOW), ANY_REPLY, List.of());
        assertThat(text)
                .isEqualTo("Anna Andersson called you at 16:00. You can be reached? Reply OK or open " + PAGE
                        + " STOP ends these.");
        assertThat(GsmAlphabet.segments(text)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"en, Anna Andersson", "sv, Åsa Öström", "sv, Anna Andersson-Lindqvist", "en, Bo", "de, Jürgen Groß"})
    void noticesAndQuestionsFitIntoOneSms(String language, String name) {
        Locale locale = Locale.forLanguageTag(language);
        for (Answering answering :
                List.of(ANY_REPLY, new Answering(true, Optional.of(2)), new Answering(false, Optional.empty()))) {
            for (Instant at : List.of(NOW, NOW.minusSeconds(86_400))) {
                for (int attempts : List.of(1, 3)) {
                    for (Content content :
                            List.of(notice(name, locale, attempts, at), question(name, locale, attempts, at))) {
                        String text = texts.write(content, answering, List.of());
                        assertThat(GsmAlphabet.isWritable(text)).as(text).isTrue();
                        assertThat(GsmAlphabet.segments(text)).as(text).isEqualTo(1);
                        assertThat(text).contains(name).contains(PAGE.toString());
                    }
                }
            }
        }
    }

    @Test
    void aLongNameIsNeverCut() {
        String name = "Maria Magdalena Konstantinopolitanskaja-Rosencrantz af Gyldenstierne von und zu Hohenlohe";
        String text = texts.write(notice(name, Locale.ENGLISH, 1, NOW), ANY_REPLY, List.of());
        assertThat(text).contains(name).contains(PAGE.toString());
        assertThat(GsmAlphabet.segments(text)).isEqualTo(2);
    }

    @Test
    void aNameInAnotherScriptTakesTheLongTextThatIsNoDearer() {
        String text = texts.write(notice("Анна", Locale.ENGLISH, 1, NOW), ANY_REPLY, List.of());
        assertThat(GsmAlphabet.segments(text)).isEqualTo(2);
        assertThat(text).contains("STOP");
    }

    @Test
    void aNameCannotForgeALine() {
        assertThat(texts.write(notice("Anna\nReply YES to pay {0}", Locale.ENGLISH, 1, NOW), ANY_REPLY, List.of()))
                .startsWith("Anna Reply YES to pay {0} called you")
                .doesNotContain("\n");
    }

    @Test
    void anOldCallHasItsDay() {
        assertThat(texts.write(notice("Anna", Locale.ENGLISH, 1, NOW.minusSeconds(86_400)), ANY_REPLY, List.of()))
                .startsWith("Anna called you on Mon at 16:00.");
        assertThat(texts.write(notice("Anna", SWEDISH, 2, NOW.minusSeconds(86_400)), ANY_REPLY, List.of()))
                .startsWith("Anna ringde dig 2 gånger, senast mån");
    }

    @Test
    void whoeverCannotReplyIsNotToldTo() {
        Answering none = new Answering(false, Optional.empty());
        assertThat(texts.write(notice("Anna", Locale.ENGLISH, 1, NOW), none, List.of()))
                .doesNotContain("eply")
                .doesNotContain("STOP");
        assertThat(texts.answers(notice("Anna", Locale.ENGLISH, 1, NOW), none)).isEmpty();
    }

    @Test
    void everyAnswerThatIsOfferedIsUnderstood() {
        for (Locale language : List.of(Locale.ENGLISH, SWEDISH)) {
            for (Answering answering : List.of(ANY_REPLY, new Answering(true, Optional.of(2)))) {
                for (Content content : List.of(notice("Anna", language, 1, NOW), question("Bob", language, 1, NOW))) {
                    assertThat(texts.answers(content, answering))
                            .hasSizeGreaterThan(1)
                            .allSatisfy(answer -> {
                                TextWords.Understood understood = TextWords.understand(answer);
                                assertThat(understood.word().name()).isIn("YES", "NO", "ALWAYS");
                                assertThat(understood.code().isPresent())
                                        .isEqualTo(answering.code().isPresent());
                            });
                }
            }
        }
    }

    @Test
    void askingBackListsWhatWaits() {
        List<Waiting> waiting = List.of(
                new Waiting(UUID.randomUUID(), MessageKind.QUESTION, 1, "Anna"),
                new Waiting(UUID.randomUUID(), MessageKind.NOTIFICATION, 2, "Carl"));
        assertThat(texts.write(courtesy(MessageKind.ASK_BACK, Locale.ENGLISH), ANY_REPLY, waiting))
                .isEqualTo("Whom do you mean? Reply 1 YES or 1 NO for Anna, 2 for Carl.");
        assertThat(texts.write(courtesy(MessageKind.ASK_BACK, SWEDISH), ANY_REPLY, waiting.subList(0, 1)))
                .startsWith("Vi förstod inte. Ska vi meddela Anna");
    }

    @Test
    void theCallerHearsWhereTheCalleeCanBeReached() {
        assertThat(texts.write(information(Optional.of("Mobile"), false), ANY_REPLY, List.of()))
                .isEqualTo("Bob can be reached now: Mobile.");
        assertThat(texts.write(information(Optional.empty(), true), ANY_REPLY, List.of()))
                .startsWith("Bob returned your call at 16:00");
    }

    @Test
    void theNumberThatIsLentIsNamed() {
        Answering dialled = new Answering(true, Optional.empty(), Optional.of("+46 10 100 00 00"), Optional.empty());

        String text = texts.write(notice("Anna", Locale.ENGLISH, 1, NOW), dialled, List.of());

        assertThat(text).startsWith("Anna called you").endsWith(" Or dial +46 10 100 00 00.");
        assertThat(GsmAlphabet.segments(text)).isEqualTo(1);
        assertThat(texts.write(notice("Anna", SWEDISH, 1, NOW), dialled, List.of()))
                .endsWith(" Eller ring +46 10 100 00 00.");
        assertThat(texts.write(question("Bob", Locale.ENGLISH, 1, NOW), dialled, List.of()))
                .doesNotContain("+46");
    }

    @Test
    void theCodeForWhoCallsIsNamed() {
        Answering code = new Answering(true, Optional.empty(), Optional.empty(), Optional.of("071234"));

        assertThat(texts.write(notice("Anna", Locale.ENGLISH, 1, NOW), code, List.of()))
                .startsWith("Anna called you")
                .endsWith(" Code if you call us: 071234.");
        assertThat(texts.write(question("Bob", Locale.ENGLISH, 1, NOW), code, List.of()))
                .doesNotContain("071234");
    }

    @Test
    void whatWasHeldBackIsNamedBesidesAFewByName() {
        Content notice = notice("Anna", Locale.ENGLISH, 14, NOW);

        assertThat(texts.write(besides(notice, 2), ANY_REPLY, List.of()))
                .startsWith("Anna called you 14 times")
                .endsWith(" Also: Carol 1, Carol 2 (2 times).");
        assertThat(texts.write(besides(notice, 5), ANY_REPLY, List.of()))
                .endsWith(" Also: Carol 1, Carol 2 (2 times), Carol 3 (3 times), 2 more.");
        assertThat(texts.write(besides(notice("Anna", SWEDISH, 1, NOW), 4), ANY_REPLY, List.of()))
                .endsWith(" Även: Carol 1, Carol 2 (2 gånger), Carol 3 (3 gånger), 1 till.");
    }

    private static Content besides(Content content, int others) {
        return new Content(
                content.readerId(),
                content.readerName(),
                content.to(),
                content.language(),
                content.timeZone(),
                content.said(),
                content.reply(),
                content.unsubscribe(),
                IntStream.rangeClosed(1, others)
                        .mapToObj(number -> new Content.Besides("Carol " + number, number, PAGE))
                        .toList());
    }

    private static Content notice(String caller, Locale language, int attempts, Instant at) {
        return content(
                language,
                new Content.Notification(
                        new ContactView(
                                "Bob",
                                language,
                                STOCKHOLM,
                                caller,
                                Medium.VOICE,
                                at,
                                attempts,
                                false,
                                false,
                                List.of(),
                                false,
                                Optional.empty()),
                        PAGE));
    }

    private static Content question(String callee, Locale language, int attempts, Instant at) {
        return content(
                language,
                new Content.Question(
                        new QuestionView(
                                "Anna", language, STOCKHOLM, callee, Cause.BUSY, Medium.VOICE, at, attempts, false),
                        PAGE));
    }

    private static Content information(Optional<String> device, boolean returned) {
        return content(
                Locale.ENGLISH,
                new Content.Information(
                        new InformationView("Anna", Locale.ENGLISH, STOCKHOLM, "Bob", device, returned, NOW)));
    }

    private static Content courtesy(MessageKind kind, Locale language) {
        return content(language, new Content.Courtesy(kind));
    }

    private static Content content(Locale language, Content.Said said) {
        return new Content(
                UUID.randomUUID(),
                "Bob",
                new Address("tel:+46701740606"),
                language,
                STOCKHOLM,
                said,
                Optional.empty(),
                URI.create("https://ringback.example.com/u/AAAAAAAAAAAAAAAAAAAAAA"));
    }
}
