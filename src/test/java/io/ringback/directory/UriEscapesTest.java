package io.ringback.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Escapes as people and switches write them. */
class UriEscapesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bob                   | bob
            ''                    | ''
            %62ob                 | bob
            a%20b+c               | a b+c
            %C3%A5sa              | åsa
            %c3%a5sa              | åsa
            åsa%20b               | åsa b
            %F0%9F%98%80          | 😀
            %252B                 | %2B
            100%25                | 100%
            %25                   | %
            """)
    void areUndoneOnce(String text, String plain) {
        assertThat(UriEscapes.undone(text)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%", "%4", "a%4", "%zz", "%4z", "%-1", "%+1", "% 1", "%%", "%１１", "%41%"})
    void thatAreNoneAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UriEscapes.undone(text))
                .withMessage("A % in an address is followed by two hexadecimal digits.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "a%C3", "%C3a", "%C3%28", "%C0%AF", "%ED%A0%80", "%F5%80%80%80", "%80", "%E5sa"})
    void thatAreNotUtf8AreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UriEscapes.undone(text))
                .withMessage("The escaped characters of the address are not UTF-8.");
    }
}
