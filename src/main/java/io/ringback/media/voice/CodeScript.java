package io.ringback.media.voice;

import io.ringback.media.voice.KeyedReplies.Taken;
import io.ringback.session.DialCodes;
import io.ringback.telephony.callcontrol.Script;
import io.ringback.telephony.callcontrol.Turn;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Asks somebody for whose number nobody vouches for the code of their message, once. Who has it hears that somebody tried to reach them,
 * without a name, and may do what the link of that message does: a connection rings the telephone that the message's receiver has, and
 * not who says the code. Everybody else hears what strangers hear.
 */
final class CodeScript implements Script {

    private static final int ROUNDS = 3;

    /** @param device on which the receiver of the message is rung, or can be reached */
    record Known(WaitingCase waiting, UUID personId, UUID device, Locale language) {}

    private final UUID callId = UUID.randomUUID();
    private final Locale usual;
    private final Phrases phrases;
    private final KeyedReplies keys;
    private final Function<String, Optional<Known>> codes;
    private final Runnable over;
    private final StringBuilder said = new StringBuilder();
    private Optional<Known> known = Optional.empty();
    private int round = 1;

    /**
     * @param usual the language of whom nobody knows theirs
     * @param codes whose a code is, and counts it if it is nobody's
     * @param over gives the line back
     */
    CodeScript(
            Locale usual,
            Phrases phrases,
            KeyedReplies keys,
            Function<String, Optional<Known>> codes,
            Runnable over) {
        this.usual = usual;
        this.phrases = phrases;
        this.keys = keys;
        this.codes = codes;
        this.over = over;
    }

    @Override
    public Turn opening() {
        return new Turn(List.of(phrases.greeting(usual), phrases.say(Phrase.CODE_ASKED, usual)), usual, Then.ASK);
    }

    @Override
    public Turn pressed(char key) {
        if (known.isPresent()) {
            return chosen(known.get(), key);
        }
        if (!Character.isDigit(key)) {
            return strangers();
        }
        said.append(key);
        if (said.length() < DialCodes.LENGTH) {
            // Nothing is said between two digits, so that those pressed meanwhile count.
            return new Turn(List.of(), usual, Then.ASK);
        }
        known = codes.apply(said.toString());
        return known.map(this::readOut).orElseGet(this::strangers);
    }

    private Turn chosen(Known who, char key) {
        return Menu.action(who.waiting().phrase(), who.waiting().facts(), key)
                .map(action -> taken(who, action))
                .orElseGet(() -> again(who, Phrase.WRONG_KEY));
    }

    private Turn taken(Known who, KeyAction action) {
        Taken taken = keys.take(callId, who.waiting(), action, who.personId(), who.device());
        return switch (taken) {
            case STORED ->
                last(who, action == KeyAction.CONNECT ? Phrase.CALLING_BACK : action.confirmation());
            case TOO_LATE -> last(who, Phrase.NO_LONGER);
            case NOT_STORED, NOT_POSSIBLE -> again(who, Phrase.NOT_NOTED);
        };
    }

    private Turn again(Known who, Phrase why) {
        if (round == ROUNDS) {
            return last(who, Phrase.GOODBYE);
        }
        round++;
        List<String> prompts = new ArrayList<>(List.of(phrases.say(why, who.language())));
        prompts.addAll(readOut(who).prompts());
        return new Turn(prompts, who.language(), Then.ASK);
    }

    private Turn readOut(Known who) {
        return new Turn(
                phrases.say(who.waiting().phrase(), who.waiting().facts(), who.language()), who.language(), Then.ASK);
    }

    private Turn last(Known who, Phrase phrase) {
        return new Turn(List.of(phrases.say(phrase, who.language())), who.language(), Then.HANG_UP);
    }

    /** Whether the code was wrong, or nothing waits, is not told apart. */
    private Turn strangers() {
        return new Turn(List.of(phrases.say(Phrase.NOTHING_WAITS, usual)), usual, Then.HANG_UP);
    }

    @Override
    public Turn silent() {
        return known.map(who -> last(who, Phrase.GOODBYE)).orElseGet(this::strangers);
    }

    @Override
    public Turn enough() {
        return silent();
    }

    /** What the keys have said is stored already. */
    @Override
    public void over(End end) {
        over.run();
    }
}
