package io.ringback.media.mms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings that cannot work are told at the start, each with what to do. */
@Execution(ExecutionMode.CONCURRENT)
class Mm7PropertiesTest {

    private static Mm7Properties bind(String... namesAndValues) {
        Map<String, String> given = new HashMap<>(Map.of(
                "ringback.mms.mm7.url", "https://mmsc.example/mm7",
                "ringback.mms.mm7.vasp-id", "v",
                "ringback.mms.mm7.relay-user", "relay",
                "ringback.mms.mm7.relay-password", "0123456789abcdef"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put("ringback.mms.mm7." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(given))
                .bind("ringback.mms.mm7", Mm7Properties.class)
                .get();
    }

    @Test
    void fourSettingsAreEnough() {
        assertThat(bind().requireComplete().schema()).isEqualTo(Mm7Relay.SCHEMA);
    }

    @Test
    void passwordsAreNotPrinted() {
        assertThat(bind("password", "geheim-geheim").toString()).doesNotContain("0123456789abcdef", "geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "vasp-id, ''",
        "relay-user, ''",
        "relay-user, a:b",
        "relay-password, ''",
        "relay-password, short",
        "schema, urn:other",
        "expiry, 0s"
    })
    void whatIsMissingOrWrongIsNamed(String setting, String value) {
        assertThatThrownBy(() -> bind(setting, value).requireComplete())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("ringback.mms.mm7." + setting + " ");
    }
}
