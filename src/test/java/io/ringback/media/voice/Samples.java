package io.ringback.media.voice;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.telephony.speech.SpokenTexts;
import io.ringback.wording.Standing;
import io.ringback.wording.WordingInForce;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Messages, and phrases that are all recorded. */
final class Samples {

    static final Phrases PHRASES = new Phrases(
            new SpokenTexts(Optional.empty(), (text, language) -> Optional.empty()),
            WordingInForce.builtIn(),
            "Ringback");

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

    /** A caller on the line, who may be somebody else, or called a conference. */
    static SpokenMessage offer(boolean unverified, boolean conference) {
        return new SpokenMessage(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new Address("tel:+46701740605"),
                MessageKind.OFFER,
                Locale.ENGLISH,
                About.somebody("Bob")
                        .conference(conference)
                        .unverified(unverified)
                        .facts());
    }

    /** A notification whose reader may be connected in ten minutes. */
    static SpokenMessage laterToo() {
        return new SpokenMessage(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new Address("tel:+46701740605"),
                MessageKind.NOTIFICATION,
                Locale.ENGLISH,
                About.somebody("Anna").connectedNowOrLater().facts());
    }

    /** What a caller hears who calls again. */
    static SpokenMessage standing(Standing standing) {
        return new SpokenMessage(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new Address("tel:+46701740605"),
                MessageKind.STANDING,
                Locale.ENGLISH,
                About.somebody("Bob")
                        .attempts(2)
                        .standing(standing)
                        .told(Optional.of("at 14:05").filter(when -> standing == Standing.TOLD))
                        .facts());
    }
}
