package io.ringback.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.wording.SampleCase;
import io.ringback.wording.TextsOf;
import io.ringback.wording.WordingInForce;
import io.ringback.wording.WordingOnDisk;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The pages as people see them, of a thought-of case. */
class SamplePagesTest {

    private static final SampleCase SAMPLE =
            new SampleCase(Instant.parse("2026-03-03T13:15:00Z"), URI.create("https://ringback.example.org"));

    @TempDir
    private Path folder;

    private final SamplePages pages = new SamplePages(templates());

    private static SpringTemplateEngine templates() {
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        files.setCharacterEncoding(StandardCharsets.UTF_8.name());
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        return engine;
    }

    private Optional<String> html(String name, WordingInForce wording, Locale reader) {
        MockServletContext context = new MockServletContext();
        return pages.html(
                name, wording, SAMPLE, reader, new MockHttpServletRequest(context), new MockHttpServletResponse());
    }

    /** Each says its own key too. */
    private WordingInForce naming(String language) throws IOException {
        Map<String, String> builtIn = WordingInForce.builtIn().texts(TextsOf.PAGES, Locale.forLanguageTag(language));
        Path file = folder.resolve("default/" + language + "/pages.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                builtIn.entrySet().stream()
                        .map(text -> text.getKey() + "=" + text.getValue() + " «" + text.getKey() + "»\n")
                        .collect(Collectors.joining()));
        WordingInForce wording = WordingOnDisk.in(folder);
        assertThat(wording.known().refused()).isEmpty();
        return wording;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv"})
    void everyTextOfThePagesIsSeenSomewhere(String language) throws IOException {
        WordingInForce wording = naming(language);
        Locale reader = Locale.forLanguageTag(language);

        String all = SamplePages.names().stream()
                .map(name -> html(name, wording, reader).orElseThrow())
                .collect(Collectors.joining());

        assertThat(wording.texts(TextsOf.PAGES, reader).keySet()).isNotEmpty().allSatisfy(key -> assertThat(all)
                .contains("«" + key + "»"));
        assertThat(all).contains("lang=\"" + language + "\"").doesNotContain("??");
        assertThat(SampleCase.addressesIn(Jsoup.parse(all).text())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "question", "error/404", "Question :: content"})
    void whatIsNoPageIsNotThere(String name) {
        assertThat(html(name, WordingInForce.builtIn(), Locale.ENGLISH)).isEmpty();
    }

    @Test
    void aBrandIsSeenInItsColours() throws IOException {
        Path look = folder.resolve("acme/brand.properties");
        Files.createDirectories(look.getParent());
        Files.writeString(look, "name=Acme\nprimary=#8a1c5b\n");

        String page = html("Question", WordingOnDisk.in(folder), Locale.forLanguageTag("en-x-acme"))
                .orElseThrow();

        assertThat(Jsoup.parse(page).title()).endsWith("– Acme");
        assertThat(page).contains("href=\"/brand/acme/colours.css\"");
    }
}
