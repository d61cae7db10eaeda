package io.ringback.media.voice;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.wording.Standing;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A message that is to be spoken: the map of {@code direct:send-voice} (docs/adapters.md).
 *
 * @param to the phone
 * @param language the listener's
 * @param facts what it is about
 */
record SpokenMessage(
        UUID messageId, UUID caseId, UUID personId, Address to, MessageKind kind, Locale language, SpokenFacts facts) {

    /**
     * @param messageId the header of that name
     * @throws IllegalArgumentException if a field is missing or wrong; says which, but not what it holds
     */
    static SpokenMessage of(Map<?, ?> body, String messageId) {
        Fields fields = new Fields(body);
        MessageKind kind = fields.read("kind", MessageKind::valueOf);
        return new SpokenMessage(
                Fields.read("messageId", messageId, UUID::fromString),
                fields.read("caseId", UUID::fromString),
                fields.read("personId", UUID::fromString),
                fields.read("to", Address::new),
                kind,
                fields.read("language", Locale::forLanguageTag),
                new SpokenFacts(
                        fields.text("name").orElse(""),
                        fields.read("cause", Cause::valueOf),
                        fields.read("medium", Medium::valueOf),
                        fields.read("attempts", Integer::valueOf),
                        fields.text("reachableOn"),
                        fields.flag("returned"),
                        fields.flag("conference"),
                        fields.flag("unverified"),
                        fields.flag("connect"),
                        fields.flag("later"),
                        fields.flag("reachable"),
                        kind == MessageKind.STANDING
                                ? Optional.of(fields.read("standing", Standing::valueOf))
                                : Optional.empty(),
                        fields.text("told"),
                        Optional.empty(),
                        fields.text("dial")));
    }

    /** What is said first, with the keys. */
    Phrase phrase() {
        return switch (kind) {
            case QUESTION -> Phrase.QUESTION;
            case NOTIFICATION -> Phrase.NOTIFICATION;
            case INFORMATION -> Phrase.INFORMATION;
            case OFFER -> Phrase.OFFER;
            case STANDING -> Phrase.of(facts.standing().orElseThrow());
            default -> throw new IllegalArgumentException(kind + " is not spoken to anybody.");
        };
    }

    /** Whether it is spoken in a call that failed, to the caller who is on the line. */
    boolean isOnTheSpot() {
        return kind.isOnTheSpot();
    }

    /**
     * The case for which the call is made or kept. Who calls again is told of the open case in a call that is kept for the case that
     * joins it, whose id the message has too.
     */
    UUID caseOfCall() {
        return kind == MessageKind.STANDING ? messageId : caseId;
    }

    private record Fields(Map<?, ?> map) {

        private interface Reading<T> {
            T of(String text);
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(map.get(name)).map(Object::toString).filter(text -> !text.isBlank());
        }

        boolean flag(String name) {
            return text(name).filter(Boolean::parseBoolean).isPresent();
        }

        <T> T read(String name, Reading<T> reading) {
            return read(name, text(name).orElse(null), reading);
        }

        static <T> T read(String name, String text, Reading<T> reading) {
            if (text == null) {
                throw new IllegalArgumentException("The message to be spoken has no " + name + " (docs/adapters.md).");
            }
            try {
                return reading.of(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "The message to be spoken has a " + name + " that cannot be read (docs/adapters.md).");
            }
        }
    }
}
