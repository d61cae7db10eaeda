package io.ringback.media.voice;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.telephony.speech.SpokenTexts;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Messages, and phrases that are all recorded. */
final class Samples {

    static final Phrases PHRASES =
            new Phrases(new SpokenTexts(Optional.empty(), (text, language) -> Optional.empty()), "Ringback");

    private Samples() {}

    static SpokenMessage message(MessageKind kind, boolean connect) {
        return new SpokenMessage(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new Address("tel:+46701740605"),
                kind,
                Locale.ENGLISH,
                new SpokenFacts("Anna", Cause.BUSY, Medium.VOICE, 1, Optional.empty(), false, false, connect));
    }
}
