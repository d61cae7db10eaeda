package io.ringback.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SayWhyPropertiesTest {

    private static SayWhyProperties settings(Map<String, String> set) {
        return new Binder(new MapConfigurationPropertySource(set))
                .bindOrCreate("ringback.say-why", SayWhyProperties.class);
    }

    @Test
    void nobodyIsRecordedUnlessThatIsSet() {
        assertThat(settings(Map.of())).isEqualTo(new SayWhyProperties(true, false, false));
        assertThat(settings(Map.of("ringback.say-why.by-key", "true")).spoken()).isFalse();
    }

    @Test
    void whatIsSaidAloudIsOneMoreKeyOfTheMenu() {
        assertThat(settings(Map.of("ringback.say-why.by-key", "true", "ringback.say-why.spoken", "true"))
                        .spoken())
                .isTrue();
        assertThatThrownBy(() -> settings(Map.of("ringback.say-why.spoken", "true")))
                .rootCause()
                .hasMessageContaining("ringback.say-why.by-key");
    }
}
