package io.ringback.voice;

import io.ringback.delivery.MessageKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which keys a message offers.
 *
 * @param keys what each of them does
 */
record Menu(Map<Character, KeyAction> keys) {

    private static final Map<Character, KeyAction> QUESTION =
            Map.of('1', KeyAction.YES, '2', KeyAction.ALWAYS, '3', KeyAction.NO, '9', KeyAction.NO_MORE);

    private static final Map<Character, KeyAction> NOTIFICATION =
            Map.of('1', KeyAction.CONNECT, '2', KeyAction.INFORM, '3', KeyAction.NOT_NOW, '9', KeyAction.NO_MORE);

    private static final Map<Character, KeyAction> INFORMATION = Map.of('9', KeyAction.NO_MORE);

    /** To say no, the caller hangs up, as in any call that failed. */
    private static final Map<Character, KeyAction> OFFER = Map.of('1', KeyAction.YES, '2', KeyAction.ALWAYS);

    Menu {
        keys = Map.copyOf(keys);
    }

    /**
     * That of a message.
     *
     * @param connect whether the two can be connected now
     */
    static Menu of(MessageKind kind, boolean connect) {
        return switch (kind) {
            case QUESTION -> new Menu(QUESTION);
            case NOTIFICATION -> new Menu(NOTIFICATION).offering(connect);
            case INFORMATION -> new Menu(INFORMATION);
            case OFFER -> new Menu(OFFER);
            default -> throw new IllegalArgumentException(kind + " is not spoken to anybody.");
        };
    }

    private Menu offering(boolean connect) {
        if (connect) {
            return this;
        }
        Map<Character, KeyAction> without = new TreeMap<>(keys);
        without.values().remove(KeyAction.CONNECT);
        return new Menu(without);
    }

    /** What {@code key} does; empty if nothing. */
    Optional<KeyAction> pressed(char key) {
        return Optional.ofNullable(keys.get(key));
    }
}
