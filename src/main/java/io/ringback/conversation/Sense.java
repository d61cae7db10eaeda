package io.ringback.conversation;

import java.util.Arrays;
import java.util.Optional;

/** What a word or a phrase can mean in a reply; one may mean several things, as languages share words. */
enum Sense {
    YES("yes"),
    NO("no"),
    ALWAYS("always"),
    STOP("stop"),
    /** "Call me": yes to who is told of a call, and nothing to who is asked about one. */
    REACHABLE("reachable"),
    /** "He just called me back". */
    REACHED("reached"),
    /** "Not", "can't": a no if nothing else is said, and never part of a yes. */
    NEGATION("negation"),
    /** "If", "but", "maybe", "later": what depends on something is no answer. */
    CONDITION("condition"),
    /** May stand beside any answer and leaves it as it is. */
    NEUTRAL("neutral"),
    /** May stand before the word that counts. */
    LEAD("lead"),
    GREETING("greeting"),
    /** A name may follow: "tell Bob". */
    NAMING("naming"),
    /** A name may stand before: "Bob here". */
    NAMED("named"),
    AFTER_NO("after-no"),
    AFTER_STOP("after-stop"),
    /** Says "no" without meaning it: "no problem". */
    IDIOM("idiom"),
    /** The whole of a short message, to which carriers give a meaning (CTIA messaging principles 5.1.3). */
    STOP_ALONE("stop-alone"),
    START_ALONE("start-alone"),
    HELP_ALONE("help-alone"),
    /** What a telephone that knows no reactions writes before the message that was liked. */
    LIKES("likes"),
    DISLIKES("dislikes"),
    /** How a line begins that a telephone or a mail program adds by itself. */
    FOOTER("footer");

    private final String key;

    Sense(String key) {
        this.key = key;
    }

    static Optional<Sense> of(String key) {
        return Arrays.stream(values()).filter(sense -> sense.key.equals(key)).findAny();
    }
}
