package io.ringback.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A brand beside a language. */
class BrandTest {

    @ParameterizedTest
    @CsvSource({
        "acme,       de,             de-x-acme",
        "acme-north, de-AT,          de-AT-x-acme-north",
        "a1,         sv,             sv-x-a1",
        "acme,       en-x-other,     en-x-acme",
        "acme,       en-u-ca-buddhist, en-x-acme",
    })
    void goesWhereverALanguageGoes(String word, String language, String tag) {
        Locale reader = new Brand(word).in(Locale.forLanguageTag(language));

        assertThat(reader.toLanguageTag()).isEqualTo(tag);
        assertThat(Brand.of(Locale.forLanguageTag(tag))).hasValue(new Brand(word));
        assertThat(Brand.language(reader).toLanguageTag()).isEqualTo(language.replaceAll("-[ux]-.*", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Acme",
                "default",
                "acme inc",
                "1acme",
                "averylongword",
                "acme-",
                "a-b-c-d",
                "../etc",
                "lvariant",
                "a-lvariant"
            })
    void isAWordThatATagCanHold(String word) {
        assertThatThrownBy(() -> new Brand(word)).hasMessageContaining("such as acme");
    }
}
