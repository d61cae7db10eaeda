package io.ringback.media.voice;

import io.ringback.cases.SpokenReason;
import io.ringback.cases.WhyCalled;
import io.ringback.delivery.MessageKind;
import io.ringback.media.voice.KeyedReplies.Taken;
import io.ringback.telephony.announcement.RecordingPlaces;
import io.ringback.telephony.callcontrol.Script;
import io.ringback.telephony.callcontrol.Turn;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Says a message with its menu, a few times at most, and does what the keys say (S30, claim 20). */
final class MenuScript implements Script {

    /** How often the menu is said: a machine that answers must not be spoken to for ever. */
    private static final int ROUNDS = 3;

    /** Who says nothing twice will not, or is a machine. */
    private static final int SILENCES = 2;

    private final UUID callId;
    private final SpokenMessage message;
    private final Phrases phrases;
    private final KeyedReplies keys;
    private final boolean asksWhy;
    private final Optional<RecordingPlaces> places;
    private final BiConsumer<End, Hearing> over;
    private int round = 1;
    private int silences;
    private boolean connecting;
    private boolean opening = true;
    private Hearing hearing = Hearing.NOTHING;

    /** The yes of a caller who is being asked why they called: it is stored with what they say, or when they say nothing. */
    private Optional<KeyAction> held = Optional.empty();

    /** Where is recorded what they say. */
    private Optional<String> recording = Optional.empty();

    /**
     * @param asksWhy whether who says yes to an offer is asked why they called
     * @param places where they may say it aloud; empty if that is not offered
     * @param over is told how the call ended and how much of the message was heard
     */
    MenuScript(
            UUID callId,
            SpokenMessage message,
            Phrases phrases,
            KeyedReplies keys,
            boolean asksWhy,
            Optional<RecordingPlaces> places,
            BiConsumer<End, Hearing> over) {
        this.callId = callId;
        this.message = message;
        this.phrases = phrases;
        this.keys = keys;
        this.asksWhy = asksWhy;
        // Nobody says why somebody else called, and a conference is told nothing of it.
        this.places = places.filter(
                known -> !message.facts().callerUnverified() && !message.facts().conference());
        this.over = over;
    }

    @Override
    public Turn opening() {
        return turn(whole(), Then.HEAR);
    }

    @Override
    public Turn pressed(char key) {
        if (recording.isPresent()) {
            return takeSpoken();
        }
        if (held.isPresent()) {
            return places.isPresent() && Menu.speaks(key) ? speak(places.get()) : takeHeld(Menu.why(key));
        }
        opening = false;
        Optional<KeyAction> action = Menu.action(message, key);
        if (action.isEmpty()) {
            hearing = hearing.uselessKey();
            return again(Phrase.WRONG_KEY);
        }
        return take(action.get());
    }

    private Turn take(KeyAction action) {
        if (asksWhy && message.kind() == MessageKind.OFFER) {
            held = Optional.of(action);
            Phrase why = places.isPresent() ? Phrase.WHY_OR_SPEAK : Phrase.WHY;
            return turn(phrases.say(why, message.facts(), message.language()), Then.ASK);
        }
        Taken taken = keys.take(callId, message.messageId(), action);
        if (taken == Taken.NOT_POSSIBLE && action == KeyAction.CONNECT) {
            // The switch went away, say, while the menu was said. What is left of the wish is that the caller hears of
            // it.
            return noted(keys.take(callId, message.messageId(), KeyAction.INFORM), Phrase.CANNOT_CONNECT);
        }
        connecting = taken == Taken.STORED && action == KeyAction.CONNECT;
        return noted(taken, action.confirmation());
    }

    private Turn speak(RecordingPlaces known) {
        String place = known.open();
        recording = Optional.of(place);
        return Turn.recording(List.of(phrases.say(Phrase.SPEAK, message.language())), message.language(), place);
    }

    /** What was said until now is said with the yes, however it came to its end. */
    private Turn takeSpoken() {
        Optional<byte[]> said = places.orElseThrow().take(recording.orElseThrow());
        recording = Optional.empty();
        if (said.isEmpty()) {
            return withFirst(Phrase.NOTHING_HEARD, takeHeld(WhyCalled.UNSAID));
        }
        KeyAction yes = held.orElseThrow();
        held = Optional.empty();
        return noted(keys.take(callId, message.messageId(), yes, new SpokenReason(said.get())), yes.confirmation());
    }

    private Turn withFirst(Phrase phrase, Turn turn) {
        List<String> prompts = new ArrayList<>(turn.prompts());
        prompts.add(0, phrases.say(phrase, message.language()));
        return turn(prompts, turn.then());
    }

    private Turn takeHeld(WhyCalled why) {
        KeyAction yes = held.orElseThrow();
        held = Optional.empty();
        return noted(keys.take(callId, message.messageId(), yes, why), yes.confirmation());
    }

    private Turn noted(Taken taken, Phrase confirmation) {
        hearing = taken == Taken.STORED || taken == Taken.TOO_LATE ? Hearing.ANSWERED : Hearing.UNSTORED;
        return switch (taken) {
            case STORED ->
                turn(List.of(phrases.say(confirmation, message.language())), connecting ? Then.CONNECT : Then.HANG_UP);
            case TOO_LATE -> last(Phrase.NO_LONGER);
            case NOT_STORED, NOT_POSSIBLE -> again(Phrase.NOT_NOTED);
        };
    }

    @Override
    public Turn silent() {
        if (connecting) {
            return last(Phrase.CANNOT_CONNECT);
        }
        if (recording.isPresent()) {
            return takeSpoken();
        }
        if (held.isPresent()) {
            return takeHeld(WhyCalled.UNSAID);
        }
        hearing = hearing.silence();
        if (menu().isEmpty()) {
            return last(Phrase.GOODBYE);
        }
        if (opening) {
            // Whoever hangs up from here on has heard all of it.
            opening = false;
            return turn(List.of(), message.isOnTheSpot() ? Then.ASK_SHORTLY : Then.ASK);
        }
        silences++;
        return silences == SILENCES || isLastRound() ? last(Phrase.GOODBYE) : nextRound(reminder());
    }

    /** Who is on the line has heard it a moment ago, and is not kept for long. */
    private List<String> reminder() {
        return message.isOnTheSpot() ? menu().subList(0, 1) : whole();
    }

    @Override
    public Turn enough() {
        if (held.isEmpty()) {
            return last(Phrase.GOODBYE);
        }
        Turn noted = recording.isPresent() ? takeSpoken() : takeHeld(WhyCalled.UNSAID);
        return noted.then() == Then.HANG_UP ? noted : last(Phrase.NOT_NOTED);
    }

    /** Says the menu once more, if that is not too often; and first why. */
    private Turn again(Phrase why) {
        List<String> prompts = new ArrayList<>();
        prompts.add(phrases.say(why, message.language()));
        if (isLastRound()) {
            prompts.add(phrases.say(Phrase.GOODBYE, message.language()));
            return turn(prompts, Then.HANG_UP);
        }
        prompts.addAll(menu());
        return nextRound(prompts);
    }

    private List<String> menu() {
        return phrases.menu(message.phrase(), message.facts(), message.language());
    }

    private boolean isLastRound() {
        return round == ROUNDS;
    }

    private Turn nextRound(List<String> prompts) {
        round++;
        return turn(prompts, Then.ASK);
    }

    private List<String> whole() {
        return phrases.say(message.phrase(), message.facts(), message.language());
    }

    private Turn last(Phrase phrase) {
        return turn(List.of(phrases.say(phrase, message.language())), Then.HANG_UP);
    }

    private Turn turn(List<String> prompts, Then then) {
        return new Turn(prompts, message.language(), then);
    }

    @Override
    public void over(End end) {
        // Who has hung up now has said yes, and why, as far as they came: many hang up when they are done.
        if (recording.isPresent()) {
            takeSpoken();
        } else if (held.isPresent()) {
            takeHeld(WhyCalled.UNSAID);
        }
        over.accept(end, hearing);
    }
}
