package io.ringback.media.voice;

import io.ringback.cases.WhyCalled;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which keys each kind of message offers, and what they do. {@link Phrases#menu} says so. */
final class Menu {

    private static final Map<Phrase, Map<Character, KeyAction>> KEYS = new EnumMap<>(Map.of(
            Phrase.QUESTION, Map.of('1', KeyAction.YES, '2', KeyAction.ALWAYS, '3', KeyAction.NO, '9', KeyAction.STOP),
            Phrase.NOTIFICATION,
                    Map.of(
                            '1',
                            KeyAction.CONNECT,
                            '2',
                            KeyAction.INFORM,
                            '3',
                            KeyAction.NOT_NOW,
                            '4',
                            KeyAction.LATER,
                            '9',
                            KeyAction.STOP),
            Phrase.WAITING, Map.of('1', KeyAction.CONNECT, '2', KeyAction.INFORM, '3', KeyAction.NOT_NOW),
            Phrase.INFORMATION, Map.of('9', KeyAction.STOP),
            // To say no, the caller hangs up, as in any call that failed.
            Phrase.OFFER, Map.of('1', KeyAction.YES, '2', KeyAction.ALWAYS),
            Phrase.STANDING_ASKED, Map.of('1', KeyAction.YES, '3', KeyAction.NO),
            Phrase.STANDING_TOLD, Map.of('3', KeyAction.WITHDRAW),
            Phrase.STANDING_NOT_YET_TOLD, Map.of('3', KeyAction.WITHDRAW),
            Phrase.STANDING_CONNECTING, Map.of(),
            Phrase.STANDING_INFORMING, Map.of()));

    private static final Map<Character, WhyCalled> WHY = Map.of('1', WhyCalled.URGENT, '2', WhyCalled.CALL_BACK);

    private static final char SPEAK = '3';

    private Menu() {}

    /** Whether who presses {@code key} after {@link Phrase#WHY_OR_SPEAK} has been said wants to say why aloud. */
    static boolean speaks(char key) {
        return key == SPEAK;
    }

    /** Why the caller called, who presses {@code key} after {@link Phrase#WHY} has been said; any other key says nothing of it. */
    static WhyCalled why(char key) {
        return WHY.getOrDefault(key, WhyCalled.UNSAID);
    }

    /** What {@code key} does; empty if nothing. */
    static Optional<KeyAction> action(SpokenMessage message, char key) {
        return action(message.phrase(), message.facts(), key);
    }

    /** What {@code key} does after this has been said. */
    static Optional<KeyAction> action(Phrase phrase, SpokenFacts facts, char key) {
        return Optional.ofNullable(KEYS.get(phrase).get(key))
                .filter(action -> action != KeyAction.CONNECT || facts.connect())
                .filter(action -> action != KeyAction.LATER || facts.later());
    }
}
