package io.ringback.voice;

import io.ringback.callcontrol.Script;
import io.ringback.callcontrol.Turn;
import io.ringback.callcontrol.Turn.Then;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Says a message with its menu, a few times at most, and does what the keys say (S30, claim 20). */
final class MenuScript implements Script {

    /** How often the menu is said: a machine that answers must not be spoken to for ever. */
    private static final int ROUNDS = 3;

    private final UUID callId;
    private final Sayings sayings;
    private final KeyPresses keys;
    private final BiConsumer<End, Hearing> over;
    private SpokenMessage message;
    private int round = 1;
    private boolean connecting;
    private Hearing hearing = Hearing.NOTHING;

    /** @param over is told how the call ended and how much of the message was heard */
    MenuScript(UUID callId, SpokenMessage message, Sayings sayings, KeyPresses keys, BiConsumer<End, Hearing> over) {
        this.callId = callId;
        this.message = message;
        this.sayings = sayings;
        this.keys = keys;
        this.over = over;
    }

    @Override
    public Turn opening() {
        return turn(sayings.message(message), Then.ASK);
    }

    @Override
    public Turn pressed(char key) {
        if (connecting) {
            return turn(List.of(), Then.CONNECT);
        }
        Optional<KeyAction> action = Menu.of(message.kind(), message.connect()).pressed(key);
        if (action.isEmpty()) {
            hearing = hearing.uselessKey();
            return again(Phrase.KEY_DOES_NOTHING);
        }
        return switch (keys.take(callId, message.messageId(), action.get())) {
            case STORED -> taken(action.get());
            case TOO_LATE -> {
                hearing = Hearing.ANSWERED;
                yield last(Phrase.TOO_LATE);
            }
            case NOT_POSSIBLE -> {
                hearing = hearing.uselessKey();
                message = message.withoutConnecting();
                yield again(Phrase.CANNOT_CONNECT);
            }
            case NOT_STORED -> {
                hearing = Hearing.UNSTORED;
                yield again(Phrase.NOT_STORED);
            }
        };
    }

    private Turn taken(KeyAction action) {
        hearing = Hearing.ANSWERED;
        connecting = action == KeyAction.CONNECT;
        return connecting ? turn(phrase(Phrase.CONNECTING), Then.CONNECT) : last(action.confirmation());
    }

    @Override
    public Turn silent() {
        if (connecting) {
            return last(Phrase.CANNOT_CONNECT);
        }
        hearing = hearing.silence();
        return again();
    }

    /** Says the menu once more, after what else there is to say, if that is not too often. */
    private Turn again(Phrase... before) {
        List<String> said =
                Stream.of(before).flatMap(one -> phrase(one).stream()).toList();
        if (round == ROUNDS) {
            return turn(together(said, phrase(Phrase.GOODBYE)), Then.HANG_UP);
        }
        round++;
        return turn(together(said, sayings.message(message)), Then.ASK);
    }

    private Turn last(Phrase phrase) {
        return turn(phrase(phrase), Then.HANG_UP);
    }

    private List<String> phrase(Phrase phrase) {
        return sayings.phrase(phrase, message);
    }

    private static List<String> together(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private Turn turn(List<String> prompts, Then then) {
        return new Turn(prompts, message.language(), then);
    }

    @Override
    public void over(End end) {
        over.accept(end, hearing);
    }
}
