package io.ringback.telephony.callcontrol;

import io.ringback.telephony.callcontrol.Join.Way;
import io.ringback.telephony.callcontrol.Party.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whoever has answered a phone to press 1, by prompt and collect (RFC 5022), and once more if nothing or another key is pressed:
 * a mailbox, a screener and somebody who passes by do not accept. Another key lets them hear first what the caller has said. Exactly one of what it is given to run is run, once, unless it is
 * released before.
 */
final class AskedToAccept {

    /** The key that accepts. */
    static final char KEY = '1';

    /** The key after which is heard what the caller has said. */
    static final char HEAR_KEY = '2';

    /** How often that is heard. */
    static final int MOST_HEARINGS = 3;

    private static final int ROUNDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(AskedToAccept.class);

    private final CallsInHand calls;
    private final Party phone;
    private final Turn question;
    private final Optional<Turn> whisper;
    private final PromptAndCollect collecting;
    private final Runnable accepted;
    private final Runnable notAccepted;
    private final Consumer<String> cannotAsk;

    private int rounds;
    private int hearings;
    private boolean whispering;
    private boolean over;

    /**
     * @param phone is on the line
     * @param question what it hears
     * @param whisper what it hears after {@link #HEAR_KEY}; empty if that key means nothing
     * @param firstKey how long a key is waited for once all has been played
     * @param accepted what follows the key
     * @param notAccepted what follows none, twice
     * @param cannotAsk is told why nobody can be asked
     */
    AskedToAccept(
            CallsInHand calls,
            Party phone,
            Turn question,
            Optional<Turn> whisper,
            Duration firstKey,
            Runnable accepted,
            Runnable notAccepted,
            Consumer<String> cannotAsk) {
        this.calls = calls;
        this.phone = phone;
        this.question = question;
        this.whisper = whisper;
        this.collecting = new PromptAndCollect(calls.make(Role.IVR), firstKey);
        this.accepted = accepted;
        this.notAccepted = notAccepted;
        this.cannotAsk = cannotAsk;
    }

    /**
     * Brings in the server that asks.
     *
     * @param asking is run when it does
     */
    void begin(Runnable asking) {
        calls.negotiate(new Join(
                server(),
                phone,
                List.of(Way.FIRST_OFFERS, Way.SECOND_OFFERS),
                () -> {
                    calls.endNegotiation();
                    asking.run();
                    ask();
                },
                () -> failed("the phone and the server that asks have nothing in common that lets them talk")));
        calls.add(server());
    }

    private void ask() {
        rounds++;
        whispering = false;
        collecting.say(question);
    }

    /** Whose call it is that asks. */
    Party server() {
        return collecting.party();
    }

    /** Whether the phone is this one, and hears the question. */
    boolean isAsking(Party party) {
        return party == phone && rounds > 0;
    }

    /** Hears what the phone or the server sends beside its media. */
    void info(Party party, String contentType, String body) {
        if (party == phone) {
            collecting.passOn(contentType, body);
        } else if (party == server() && rounds > 0) {
            collecting.heard(contentType, body).ifPresent(this::heard);
        }
    }

    private void heard(PromptAndCollect.Heard heard) {
        if (heard instanceof PromptAndCollect.Failed && whispering) {
            // The server has forgotten it; that is no reason not to connect the two.
            ask();
        } else if (heard instanceof PromptAndCollect.Failed failed) {
            failed(failed.why());
        } else if (heard instanceof PromptAndCollect.Key pressed && pressed.key() == KEY) {
            over(accepted);
        } else if (heard instanceof PromptAndCollect.Key pressed
                && pressed.key() == HEAR_KEY
                && whisper.isPresent()
                && hearings < MOST_HEARINGS) {
            hearings++;
            whispering = true;
            collecting.say(whisper.get());
        } else if (rounds < ROUNDS) {
            ask();
        } else {
            over(notAccepted);
        }
    }

    /** Nobody can be asked: no server, or none that can do it. */
    void failed(String why) {
        LOG.warn(
                "Nobody can be asked to press 1, so nobody is connected: {}. Is the announcement server up, does it have the service"
                        + " ivr (RFC 5022), and is ringback.announcement.server right?",
                why);
        over(() -> cannotAsk.accept(why));
    }

    private void over(Runnable then) {
        if (!over) {
            release();
            then.run();
        }
    }

    /** Asks no more, and lets the server go. */
    void release() {
        if (!over) {
            over = true;
            calls.dropNegotiation();
            server().hangUp();
        }
    }
}
