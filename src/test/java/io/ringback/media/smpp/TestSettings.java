package io.ringback.media.smpp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as they are bound from an installation's, with short times. */
final class TestSettings {

    private TestSettings() {}

    static SmppProperties of(Map<String, ?> given, List<String> binds) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "binds",
                String.join(",", binds),
                "system-id",
                "ringback",
                "password",
                "secret",
                "answer-within",
                "2s",
                "first-reconnect",
                "100ms",
                "longest-reconnect",
                "500ms"));
        settings.putAll(given);
        Map<String, Object> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("ringback.sms.smpp." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bindOrCreate("ringback.sms.smpp", SmppProperties.class);
    }
}
