package io.ringback.media.voice;

import io.ringback.media.voice.KeyedReplies.Taken;
import io.ringback.telephony.callcontrol.OwnNumber.Dialled;
import io.ringback.telephony.callcontrol.Script;
import io.ringback.telephony.callcontrol.Turn;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Reads out to somebody who has dialled Ringback's own number who tried to reach them, and what becomes of their own calls, one case after another. */
final class OwnNumberScript implements Script {

    private static final char NEXT = '*';
    private static final char REPEAT = '#';

    /** How often a case is read out; and twice to silence. */
    private static final int ROUNDS = 3;

    private static final int SILENCES = 2;

    private final Dialled call;
    private final List<WaitingCase> cases;
    private final UUID personId;
    private final UUID device;
    private final Locale language;
    private final Phrases phrases;
    private final KeyedReplies keys;
    private int at;
    private int round = 1;
    private int silences;
    private boolean connecting;

    /**
     * @param cases at least one
     * @param personId whose they are
     * @param device from which they call
     * @param language theirs
     */
    OwnNumberScript(
            Dialled call,
            List<WaitingCase> cases,
            UUID personId,
            UUID device,
            Locale language,
            Phrases phrases,
            KeyedReplies keys) {
        this.call = call;
        this.cases = List.copyOf(cases);
        this.personId = personId;
        this.device = device;
        this.language = language;
        this.phrases = phrases;
        this.keys = keys;
    }

    @Override
    public Turn opening() {
        return say(List.of(phrases.greeting(language)), readOut(), Then.ASK);
    }

    @Override
    public Turn pressed(char key) {
        silences = 0;
        if (key == REPEAT) {
            return again(List.of());
        }
        if (key == NEXT && isMore()) {
            return next(List.of());
        }
        return Menu.action(current().phrase(), current().facts(), key)
                .map(action -> action == KeyAction.CONNECT ? connect() : reply(action, action.confirmation()))
                .orElseGet(() -> again(List.of(say(Phrase.WRONG_KEY))));
    }

    /** As key 1 does. The connection may come as soon as the key is stored, and must find this call by then. */
    Turn connect() {
        UUID caseId = current().caseId();
        if (!call.goesOnFor(caseId)) {
            return settled();
        }
        Taken taken = take(KeyAction.CONNECT);
        connecting = taken == Taken.STORED;
        if (taken == Taken.TOO_LATE || taken == Taken.NOT_POSSIBLE) {
            call.doesNotGoOnFor(caseId);
        }
        return switch (taken) {
            case STORED -> new Turn(List.of(say(KeyAction.CONNECT.confirmation())), language, Then.CONNECT);
            case NOT_POSSIBLE -> reply(KeyAction.INFORM, Phrase.CANNOT_CONNECT);
            case TOO_LATE -> settled();
            case NOT_STORED -> again(List.of(say(Phrase.NOT_NOTED)));
        };
    }

    private Turn reply(KeyAction action, Phrase confirmation) {
        return switch (take(action)) {
            case STORED -> isMore() ? next(List.of(say(Phrase.NOTED_AND_ON))) : last(confirmation);
            case TOO_LATE -> settled();
            case NOT_STORED, NOT_POSSIBLE -> again(List.of(say(Phrase.NOT_NOTED)));
        };
    }

    private Taken take(KeyAction action) {
        return keys.take(call.id(), current(), action, personId, device);
    }

    private Turn settled() {
        return isMore() ? next(List.of(say(Phrase.SETTLED_AND_ON))) : last(Phrase.NO_LONGER);
    }

    @Override
    public Turn silent() {
        if (connecting) {
            return last(Phrase.CANNOT_CONNECT);
        }
        silences++;
        return silences == SILENCES ? last(Phrase.GOODBYE) : again(List.of());
    }

    @Override
    public Turn enough() {
        return last(Phrase.GOODBYE);
    }

    private Turn again(List<String> why) {
        if (round == ROUNDS) {
            return say(why, List.of(say(Phrase.GOODBYE)), Then.HANG_UP);
        }
        round++;
        return say(why, readOut(), Then.ASK);
    }

    private Turn next(List<String> before) {
        at++;
        round = 1;
        silences = 0;
        return say(before, readOut(), Then.ASK);
    }

    private WaitingCase current() {
        return cases.get(at);
    }

    private boolean isMore() {
        return at < cases.size() - 1;
    }

    private List<String> readOut() {
        List<Phrase> besides = isMore() ? List.of(Phrase.MENU_NEXT, Phrase.MENU_REPEAT) : List.of(Phrase.MENU_REPEAT);
        return phrases.say(current().phrase(), current().facts(), language, besides);
    }

    private String say(Phrase phrase) {
        return phrases.say(phrase, language);
    }

    private Turn last(Phrase phrase) {
        return new Turn(List.of(say(phrase)), language, Then.HANG_UP);
    }

    private Turn say(List<String> first, List<String> then, Then follows) {
        List<String> prompts = new ArrayList<>(first);
        prompts.addAll(then);
        return new Turn(prompts, language, follows);
    }

    /** What the keys have said is stored already. */
    @Override
    public void over(End end) {}
}
