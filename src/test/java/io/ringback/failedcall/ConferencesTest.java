package io.ringback.failedcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.directory.Address;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a conference by the list, and what only claims to be one. */
class ConferencesTest {

    @ParameterizedTest
    @CsvSource({
        "conferences.example.com, sip:4711@conferences.example.com,       true",
        "conferences.example.com, sips:4711@conferences.example.com,      true",
        "conferences.example.com, sip:conferences.example.com,            true",
        "Conferences.Example.com, sip:4711@conferences.example.com,       true",
        "conferences.example.com, sip:4711@conferences.example.com:5080,  false",
        "conferences.example.com, sip:4711@conferences.example.com.evil,  false",
        "conferences.example.com, sip:conferences.example.com@evil,       false",
        "conferences.example.com, sip:4711@xconferences.example.com,      false",
        "conferences.example.com, tel:+46701740605,                       false",
        "pbx.example.com:5080,    sip:77@pbx.example.com:5080,            true",
        "conf-*@pbx.example.com,  sip:conf-77@pbx.example.com,            true",
        "conf-*@pbx.example.com,  sip:conf-@pbx.example.com,              true",
        "conf-*@pbx.example.com,  sip:77@pbx.example.com,                 false",
        "conf-*@pbx.example.com,  sip:+46900123456@pbx.example.com,       false",
        "77@pbx.example.com,      sip:77@pbx.example.com,                 true",
        "77@pbx.example.com,      sip:778@pbx.example.com,                false",
        "[2001:db8::1],           sip:77@[2001:db8::1],                   true",
        "+46840001*,              tel:+4684000123,                        true",
        "+46840001*,              tel:+46840002123,                       false",
        "+4684000123,             tel:+4684000123,                        true",
        "+4684000123,             tel:+46840001234,                       false",
        "+4684000123,             sip:+4684000123@evil,                   false",
    })
    void onlyWhatIsListedIsOne(String entry, String address, boolean one) {
        Conferences conferences = new Conferences(List.of("first@entry.example", entry));

        assertThat(conferences.has(new Address(address))).isEqualTo(one);
    }

    @Test
    void withoutAListNothingIsOne() {
        assertThat(new Conferences(List.of()).has(new Address("sip:conf-1@pbx.example.com")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "conf-*-x@pbx.example.com", "a b@pbx.example.com", "sip:conf@", "@@", "070-174 06 05"})
    void anEntryThatMeansNothingIsRefusedWithWhatToWrite(String entry) {
        assertThatThrownBy(() -> new Conferences(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ringback.conferences has the entry \"" + entry + "\". Write a host");
    }
}
