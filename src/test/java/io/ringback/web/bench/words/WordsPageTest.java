package io.ringback.web.bench.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.web.security.SecuredServer;
import io.ringback.wording.WordingInForce;
import io.ringback.wording.WordingOnDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Analysts read what would be said. */
@Import({WordsPage.class, WordsPageTest.Example.class})
@TestPropertySource(properties = "ringback.public-url=https://ringback.example.org")
class WordsPageTest extends SecuredServer {

    /** The example of docs/wording.md. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Example {

        @Bean
        WordingInForce exampleWording() {
            return WordingOnDisk.in(Path.of("docs/wording-example"));
        }
    }

    private String see(String page) throws IOException {
        return get(page, "Cookie", logIn("anders")).body();
    }

    @Test
    void lettersTextsAndPhrasesAreReadInEachLanguage() throws IOException {
        assertThat(see("/bench/words"))
                .contains("Anna Andersson", "Bertil Öberg")
                .contains("No letter or text below shows an address")
                .contains("Reply YES, NO", "Spoken by telephone", "https://");
        assertThat(see("/bench/words?language=sv")).contains("Svara JA", "lang=\"sv\"");
        assertThat(see("/bench/words?language=de&brand=acme")).contains("lang=\"de\"", "Acme");
    }

    @Test
    void aBrandsOwnWordsStandBesideWhatIsBuiltIn() throws IOException {
        assertThat(see("/bench/words?language=en&brand=acme"))
                .contains("Missed Bertil Öberg? Shall we tell them you tried?")
                .contains("If you say yes, Acme tells Bertil");
        assertThat(see("/bench/words?language=en")).doesNotContain("Acme tells");
    }

    @Test
    void whatIsNotThereIsShownInEnglish() throws IOException {
        assertThat(see("/bench/words?language=tlh&brand=nobody")).contains("lang=\"en\"", "Reply YES, NO");
    }

    @Test
    void onlyAnalystsAndAdministratorsReadIt() throws IOException {
        assertThat(get("/bench/words", "Cookie", logIn("ada")).status()).isEqualTo(200);
        assertThat(get("/bench/words", "Cookie", logIn("olga")).status()).isEqualTo(403);
        assertThat(get("/bench/words").status()).isEqualTo(302);
    }
}
