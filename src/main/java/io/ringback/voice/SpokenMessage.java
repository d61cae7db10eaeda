package io.ringback.voice;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A message that is to be spoken: the map of {@code direct:send-voice} (docs/adapters.md).
 *
 * @param to the phone
 * @param name the other person's
 * @param cause why the last attempt failed
 * @param medium through which it was made
 * @param attempts how many there were
 * @param reachableOn on which device the other can be reached, as its owner calls it
 * @param callReturned the other had the call returned, but it was not answered
 * @param conference whether it was to have the callee join a conference
 * @param connect whether the two can be connected now
 */
record SpokenMessage(
        UUID messageId,
        UUID caseId,
        UUID personId,
        Address to,
        MessageKind kind,
        Locale language,
        String name,
        Cause cause,
        Medium medium,
        int attempts,
        Optional<String> reachableOn,
        boolean callReturned,
        boolean conference,
        boolean connect) {

    /**
     * @param messageId the header of that name
     * @throws IllegalArgumentException if a field is missing or wrong; says which, but not what it holds
     */
    static SpokenMessage of(Map<?, ?> body, String messageId) {
        Body fields = new Body(body);
        return new SpokenMessage(
                fields.read("messageId", messageId, UUID::fromString),
                fields.read("caseId", UUID::fromString),
                fields.read("personId", UUID::fromString),
                fields.read("to", Address::new),
                fields.read("kind", MessageKind::valueOf),
                fields.read("language", Locale::forLanguageTag),
                fields.text("name").orElse(""),
                fields.read("cause", Cause::valueOf),
                fields.read("medium", Medium::valueOf),
                fields.read("attempts", Integer::valueOf),
                fields.text("reachableOn"),
                fields.flag("callReturned"),
                fields.flag("conference"),
                fields.flag("connect"));
    }

    /** The same, without the choice to be connected. */
    SpokenMessage withoutConnecting() {
        return new SpokenMessage(
                messageId,
                caseId,
                personId,
                to,
                kind,
                language,
                name,
                cause,
                medium,
                attempts,
                reachableOn,
                callReturned,
                conference,
                false);
    }

    private record Body(Map<?, ?> map) {

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

        <T> T read(String name, String text, Reading<T> reading) {
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
