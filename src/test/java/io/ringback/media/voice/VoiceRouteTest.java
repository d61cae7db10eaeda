package io.ringback.media.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.ShippedRoutes;
import io.ringback.delivery.CannotBeDelivered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code camel-routes/voice.camel.yaml}: when it is there, and what it hands on. Also what its settings may be. */
class VoiceRouteTest {

    private static final String MESSAGE = UUID.randomUUID().toString();

    /** Stands where {@link VoiceMessages} is. */
    public static final class Phones {

        private final List<String> spoken = new ArrayList<>();

        public void speak(Map<?, ?> fields, String messageId) {
            if (fields.get("to").equals("tel:+4600")) {
                throw new CannotBeDelivered("Nobody is there.");
            }
            spoken.add(fields.get("to") + " " + messageId);
        }
    }

    private final Phones phones = new Phones();

    private DefaultCamelContext started(String proxy, String calls) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addInitialProperty("ringback.sip.proxy", proxy);
        if (!calls.isEmpty()) {
            camel.getPropertiesComponent().addInitialProperty("ringback.voice.calls", calls);
        }
        camel.getRegistry().bind("voiceMessages", phones);
        ShippedRoutes.load(camel, "voice");
        camel.start();
        return camel;
    }

    private static Exchange send(DefaultCamelContext camel, String to) {
        return camel.createFluentProducerTemplate()
                .to("direct:send-voice")
                .withBody(Map.of("to", to))
                .withHeader("messageId", MESSAGE)
                .send();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:192.0.2.1, '',    1",
        "sip:192.0.2.1, true,  1",
        "sip:192.0.2.1, false, 0",
        "'',            true,  0",
    })
    void thereIsVoiceWhereThereIsASwitchUnlessItIsSwitchedOff(String proxy, String calls, int routes) throws Exception {
        try (DefaultCamelContext camel = started(proxy, calls)) {
            assertThat(camel.getRoutes()).hasSize(routes);
        }
    }

    @Test
    void whatBecomesOfTheCallIsToldLater() throws Exception {
        try (DefaultCamelContext camel = started("sip:192.0.2.1", "")) {
            Exchange sent = send(camel, "tel:+46701740605");

            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeader("reportFollows", Boolean.class))
                    .isTrue();
            assertThat(phones.spoken).containsExactly("tel:+46701740605 " + MESSAGE);
        }
    }

    @Test
    void whyItCannotBeSpokenReachesWhoeverHandedItIn() throws Exception {
        try (DefaultCamelContext camel = started("sip:192.0.2.1", "")) {
            assertThat(send(camel, "tel:+4600").getException())
                    .isInstanceOf(CannotBeDelivered.class)
                    .hasMessage("Nobody is there.");
        }
    }

    // The map
    // -------------------------------------------------------------------------------------------------------------

    private static Map<String, String> map() {
        return new HashMap<>(Map.of(
                "to", "tel:+46701740605",
                "kind", "QUESTION",
                "language", "en",
                "personId", UUID.randomUUID().toString(),
                "caseId", UUID.randomUUID().toString(),
                "cause", "BUSY",
                "medium", "VOICE",
                "attempts", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"to", "kind", "language", "personId", "caseId", "cause", "medium", "attempts"})
    void whatIsMissingIsNamed(String field) {
        Map<String, String> map = map();
        map.remove(field);

        assertThatThrownBy(() -> SpokenMessage.of(map, MESSAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no " + field)
                .hasMessageContaining("docs/adapters.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "personId", "caseId", "cause", "medium", "attempts"})
    void whatIsWrongIsNamedAndNotRepeated(String field) {
        Map<String, String> map = map();
        map.put(field, "+46701740605");

        if (field.equals("attempts")) {
            map.put(field, "tel:+46701740605");
        }
        assertThatThrownBy(() -> SpokenMessage.of(map, MESSAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a " + field)
                .hasMessageNotContaining("46701740605");
    }

    // Settings
    // ------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "0, 15, 6, 50, attempts",
        "6, 15, 6, 50, attempts",
        "2, 0, 6, 50, try-again-after",
        "2, -1, 6, 50," + " try-again-after",
        "2, 15, 0, 50, per-person",
        "2, 15, 6, 0, simultaneous"
    })
    void settingsThatMakeNoSenseAreRefused(int attempts, int minutes, int perPerson, int simultaneous, String setting) {
        assertThatThrownBy(() -> new VoiceProperties(
                        attempts,
                        Duration.ofMinutes(minutes),
                        new VoiceProperties.Caps(perPerson, simultaneous),
                        new VoiceProperties.OwnNumber(true, 10, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ringback.voice.")
                .hasMessageContaining(setting);
    }
}
