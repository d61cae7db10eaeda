package io.ringback.voice;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Messages, and words that are their own names. */
final class Samples {

    static final Sayings NAMES = new Sayings() {
        @Override
        public List<String> message(SpokenMessage message) {
            return List.of(message.connect() ? "MESSAGE_WITH_CONNECT" : "MESSAGE");
        }

        @Override
        public List<String> phrase(Phrase phrase, SpokenMessage message) {
            return List.of(phrase.name());
        }
    };

    private Samples() {}

    static SpokenMessage message(MessageKind kind, boolean connect) {
        return new SpokenMessage(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new Address("tel:+46701740605"),
                kind,
                Locale.ENGLISH,
                "Anna",
                Cause.BUSY,
                Medium.VOICE,
                1,
                Optional.empty(),
                false,
                false,
                connect);
    }
}
