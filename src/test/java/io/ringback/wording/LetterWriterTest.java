package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterWriterTest {

    private static final Locale SWEDISH = Locale.forLanguageTag("sv");
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final Instant TRIED = Instant.parse("2026-11-23T14:57:00Z");
    private static final URI QUESTION = URI.create("https://ringback.example/q/AAAAAAAAAAAAAAAAAAAAAA");
    private static final URI NOTICE = URI.create("https://ringback.example/c/AAAAAAAAAAAAAAAAAAAAAA");

    private final LetterWriter writer = new LetterWriter(WordingInForce.builtIn());

    @Test
    void theQuestionSaysWhoWhenAndWhyAndTakesThreeAnswers() {
        Letter letter = writer.question(question(Locale.ENGLISH, "Bob Berg", Cause.BUSY, 1), QUESTION);

        assertThat(letter.subject()).isEqualTo("Bob Berg could not be reached. Shall we tell them you tried?");
        for (String said : List.of(letter.text().replace('\n', ' '), readable(letter))) {
            assertThat(said)
                    .contains(
                            "Hello Anna,",
                            "You called Bob Berg on Monday 23 November at 15:57. The line was busy.",
                            "reply to this mail with the word yes or no");
        }
        for (String answer : List.of("yes", "no", "always")) {
            String link = QUESTION + "?answer=" + answer;
            assertThat(letter.text().lines()).contains(link);
            assertThat(Jsoup.parse(letter.html()).select("a[href='" + link + "']"))
                    .hasSize(1);
        }
    }

    @Test
    void theQuestionIsAskedInSwedishAndInTheReadersTime() {
        Letter letter = writer.question(
                new QuestionView(
                        "Åsa",
                        Locale.forLanguageTag("sv-FI"),
                        ZoneId.of("Europe/Helsinki"),
                        "Örjan",
                        Cause.NO_ANSWER,
                        Medium.VOICE,
                        TRIED,
                        3,
                        false),
                QUESTION);

        assertThat(letter.subject()).isEqualTo("Örjan kunde inte nås. Ska vi berätta att du försökte?");
        for (String said : List.of(letter.text().replace('\n', ' '), readable(letter))) {
            assertThat(said)
                    .contains(
                            "Hej Åsa,",
                            "Du ringde Örjan 3 gånger, senast måndagen den 23 november kl. 16:57. Ingen svarade.",
                            "med ordet ja eller nej");
        }
        assertThat(Jsoup.parse(letter.html()).selectFirst("html").attr("lang")).isEqualTo("sv");
    }

    @Test
    void whoReadsNeitherLanguageGetsEnglishOnAnyMachine() {
        Locale machine = Locale.getDefault();
        Locale.setDefault(SWEDISH);
        try {
            Letter letter = writer.closing(Locale.GERMAN, "Anna");
            assertThat(letter.subject()).isEqualTo("This matter is already over");
            assertThat(Jsoup.parse(letter.html()).selectFirst("html").attr("lang"))
                    .isEqualTo("en");
            assertThat(writer.question(question(Locale.GERMAN, "Bob", Cause.BUSY, 1), QUESTION)
                            .text())
                    .contains("Monday 23 November");
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void theNotificationSaysWhoWhenHowOftenAndCarriesOneLink() {
        Letter letter = writer.notification(notice(Locale.ENGLISH, "Anna Alm", Medium.VOICE, 3), NOTICE);

        assertThat(letter.subject()).isEqualTo("Anna Alm called you");
        for (String said : List.of(letter.text().replace('\n', ' '), readable(letter))) {
            assertThat(said)
                    .contains("Hello Bob,", "Anna Alm called 3 times, last on Monday 23 November at 15:57")
                    .contains("Get in contact with Anna Alm");
        }
        assertThat(letter.text().lines().filter(line -> line.contains("http"))).containsExactly(NOTICE.toString());
        assertThat(Jsoup.parse(letter.html()).select("a").eachAttr("href")).containsExactly(NOTICE.toString());
    }

    @Test
    void bothLettersSayThatItWasAConference() {
        QuestionView asked =
                new QuestionView("Anna", Locale.ENGLISH, STOCKHOLM, "Bob", Cause.BUSY, Medium.VOICE, TRIED, 1, true);
        assertThat(writer.question(asked, QUESTION).text().replace('\n', ' '))
                .contains("You wanted Bob to join a conference on Monday 23 November at 15:57.");
        ContactView told = new ContactView(
                "Bob",
                SWEDISH,
                STOCKHOLM,
                "Anna",
                Medium.VOICE,
                TRIED,
                2,
                true,
                false,
                List.of(),
                false,
                Optional.empty());
        Letter letter = writer.notification(told, NOTICE);
        assertThat(letter.subject()).isEqualTo("Anna har sökt dig för en konferens");
        assertThat(readable(letter)).contains("Anna ville ha med dig i en konferens 2 gånger, senast måndagen");
    }

    @Test
    void theCallerLearnsThatAndWhereTheCalleeCanBeReached() {
        Letter letter = writer.information(information(Optional.of("Mobile"), false));

        assertThat(letter.subject()).isEqualTo("Bob can be reached now");
        for (String said : List.of(letter.text().replace('\n', ' '), readable(letter))) {
            assertThat(said).contains("Hello Anna,", "Bob can be reached on: Mobile");
        }
        assertThat(writer.information(information(Optional.empty(), false)).text())
                .doesNotContain("can be reached on:");
    }

    @Test
    void theCallerLearnsOfACallReturnedInVain() {
        Letter letter = writer.information(information(Optional.of("Mobile"), true));

        assertThat(letter.subject()).isEqualTo("Bob returned your call");
        for (String said : List.of(letter.text().replace('\n', ' '), readable(letter))) {
            assertThat(said)
                    .contains("Bob returned your call on Monday 23 November at 15:57, but you did not answer")
                    .contains("Bob can be reached on: Mobile");
        }
    }

    @Test
    void aLateReplyIsAnsweredPolitely() {
        Letter letter = writer.closing(SWEDISH, "Anna");

        assertThat(letter.subject()).isEqualTo("Ärendet är redan avslutat");
        assertThat(letter.text()).contains("Hej Anna,", "Tack för ditt svar");
        assertThat(letter.html()).contains("Tack för ditt svar");
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void everyCauseHasWordsInBothLanguages(Cause cause) {
        for (Locale language : List.of(Locale.ENGLISH, SWEDISH)) {
            assertThat(writer.question(question(language, "Bob", cause, 1), QUESTION)
                            .text())
                    .doesNotContain("??", "cause.", cause.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Medium.class)
    void everyMediumHasWordsForOneAttemptAndForMany(Medium medium) {
        for (Locale language : List.of(Locale.ENGLISH, SWEDISH)) {
            for (int attempts : new int[] {1, 2, 40}) {
                Letter letter = writer.notification(notice(language, "Anna", medium, attempts), NOTICE);
                assertThat(letter.text() + readable(letter) + letter.subject()).doesNotContain("??", "{", "choice");
                assertThat(readable(letter).contains(" " + attempts + " ")).isEqualTo(attempts > 1);
            }
        }
    }

    @Test
    void aHostileNameNeitherBreaksTheSubjectNorTheDocument() {
        String hostile = "Eve\r\nBcc: all@example.com <script>alert(1)</script> {0} & \u202e \"'";

        Letter letter = writer.notification(notice(Locale.ENGLISH, hostile, Medium.VOICE, 2), NOTICE);

        assertThat(letter.subject()).doesNotContain("\r", "\n", "\u202e").startsWith("Eve Bcc: all@example.com");
        assertThat(letter.html()).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(letter.text())
                .contains("<script>alert(1)</script> {0} & \"'")
                .doesNotContain("\u202e", "&lt;");
    }

    @Test
    void textLettersAreNeverWiderThan78Columns() {
        String longName = "Maximiliana".repeat(9);
        for (Locale language : List.of(Locale.ENGLISH, SWEDISH)) {
            for (Letter letter : all(language, longName)) {
                assertThat(letter.text().lines().filter(line -> !line.startsWith("https://")))
                        .allSatisfy(line -> assertThat(line).hasSizeLessThan(78));
                assertThat(letter.text().lines().filter(line -> line.contains("https://")))
                        .allSatisfy(line -> assertThat(line).startsWith("https://"));
            }
        }
    }

    @Test
    void htmlLettersLoadNothingAndRunNothing() {
        for (Letter letter : all(Locale.ENGLISH, "Bob")) {
            Document document = Jsoup.parse(letter.html());
            assertThat(document.select("img, script, link, iframe, object, form, [background]"))
                    .isEmpty();
            assertThat(letter.html()).doesNotContain("url(", "@import", " th:", "xmlns");
            assertThat(document.select("h1")).hasSize(1);
            assertThat(document.select("table"))
                    .allSatisfy(table -> assertThat(table.attr("role")).isEqualTo("presentation"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"letters", "pages"})
    void swedishSaysAllThatEnglishSays(String bundle) throws IOException {
        Properties english = bundle("messages/" + bundle + ".properties");
        Properties swedish = bundle("messages/" + bundle + "_sv.properties");

        assertThat(swedish.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(arguments(swedish.getProperty(key))).as(key).isEqualTo(arguments(english.getProperty(key)));
        }
    }

    private List<Letter> all(Locale language, String name) {
        return List.of(
                writer.question(question(language, name, Cause.UNREACHABLE, 3), QUESTION),
                writer.notification(notice(language, name, Medium.VOICE, 3), NOTICE),
                writer.information(
                        new InformationView(name, language, STOCKHOLM, name, Optional.of("Mobil"), false, TRIED)),
                writer.information(
                        new InformationView(name, language, STOCKHOLM, name, Optional.of("Mobil"), true, TRIED)),
                writer.closing(language, name));
    }

    private static QuestionView question(Locale language, String callee, Cause cause, int attempts) {
        return new QuestionView("Anna", language, STOCKHOLM, callee, cause, Medium.VOICE, TRIED, attempts, false);
    }

    private static ContactView notice(Locale language, String caller, Medium medium, int attempts) {
        return new ContactView(
                "Bob",
                language,
                STOCKHOLM,
                caller,
                medium,
                TRIED,
                attempts,
                false,
                false,
                List.of(),
                false,
                Optional.empty());
    }

    private static InformationView information(Optional<String> device, boolean callReturned) {
        return new InformationView("Anna", Locale.ENGLISH, STOCKHOLM, "Bob", device, callReturned, TRIED);
    }

    private static String readable(Letter letter) {
        Element body = Jsoup.parse(letter.html()).body();
        return body.text();
    }

    private static Properties bundle(String path) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                LetterWriterTest.class.getClassLoader().getResourceAsStream(path), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private static List<String> arguments(String text) {
        List<String> found = new ArrayList<>();
        Pattern.compile("\\{(\\d)").matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found.stream().distinct().sorted().toList();
    }
}
