package io.ringback.conversation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Understands what a reply says, in any of the languages of {@code words/*.yaml}. What is not certain is {@link ReplyWord#NONE}:
 * asking again is cheap, and telling somebody against the author's will is not. So a yes counts only if nothing stands beside it
 * that is not known to leave it a yes.
 */
public final class ReplyWords {

    /** Whole sentences that ask; what else was said may still be a STOP. */
    private static final Pattern QUESTION = Pattern.compile("[^.!?\\n]*\\?+");

    private static final Lexicon SHIPPED = Lexicon.shipped();

    /** Replaced as a whole when the installation starts, and never changed otherwise. */
    private static volatile Lexicon lexicon = SHIPPED;

    private ReplyWords() {}

    /** What a short message means that says nothing else. */
    public enum Command {
        STOP,
        START,
        HELP
    }

    /** What the words before or behind a quoted message of ours say of it: "Liked", "Gillade". */
    public enum Reaction {
        LIKED,
        DISLIKED,
        OTHER
    }

    /**
     * From now on the words in {@code directory} are understood besides those that come with Ringback.
     *
     * @throws IllegalArgumentException if a file cannot be read; it names the file and what is wrong
     */
    static void learn(Optional<Path> directory) {
        lexicon = directory.map(Lexicon::shippedAnd).orElse(SHIPPED);
    }

    /** Whether any word in {@code line} could be an answer. */
    public static boolean containsWord(String line) {
        Utterance said = Utterance.of(line, lexicon);
        return said.has(Sense.YES) || said.has(Sense.NO) || said.has(Sense.ALWAYS) || said.has(Sense.STOP);
    }

    /** The command that {@code text} is from its first word to its last; empty if it is none. */
    public static Optional<Command> command(String text) {
        List<String> words = SpokenLine.words(text);
        if (lexicon.isWhole(words, Sense.STOP_ALONE) || lexicon.isWhole(words, Sense.STOP)) {
            return Optional.of(Command.STOP);
        }
        if (lexicon.isWhole(words, Sense.START_ALONE)) {
            return Optional.of(Command.START);
        }
        return lexicon.isWhole(words, Sense.HELP_ALONE) ? Optional.of(Command.HELP) : Optional.empty();
    }

    /** What {@code besideQuotation} says of the message that was quoted. */
    public static Reaction reaction(String besideQuotation) {
        List<String> words = SpokenLine.words(besideQuotation);
        if (lexicon.isWhole(words, Sense.LIKES)) {
            return Reaction.LIKED;
        }
        return lexicon.isWhole(words, Sense.DISLIKES) ? Reaction.DISLIKED : Reaction.OTHER;
    }

    /** Whether a telephone or a program added {@code line}, such as "Sent from my ...". */
    public static boolean isFooter(String line) {
        return lexicon.begins(SpokenLine.words(line), Sense.FOOTER);
    }

    /** Whether {@code text} says for certain that the two have reached each other: then nothing is left to do. */
    public static boolean saysReached(String text) {
        if (SpokenLine.asks(text)) {
            return false;
        }
        Utterance said = Utterance.of(text, lexicon);
        return said.has(Sense.REACHED)
                && said.unknown() <= 1
                && said.units().stream()
                        .noneMatch(unit -> unit.is(Sense.NEGATION)
                                || unit.is(Sense.CONDITION)
                                || unit.is(Sense.STOP)
                                || unit.is(Sense.REACHABLE))
                && !(said.has(Sense.YES) && said.has(Sense.NO));
    }

    /**
     * The time that {@code line} names, and says nothing else; empty if it names none, if it is not certain, or if it is understood without
     * it.
     */
    public static Optional<SpokenTime> time(String line) {
        return SpokenLine.asks(line) || understand(line) != ReplyWord.NONE
                ? Optional.empty()
                : lexicon.times().read(line);
    }

    /** What {@code line} says. */
    public static ReplyWord understand(String line) {
        if (SpokenLine.asks(line)) {
            String told = QUESTION.matcher(line).replaceAll("");
            return SpokenLine.asks(told) || decide(told) != ReplyWord.STOP ? ReplyWord.NONE : ReplyWord.STOP;
        }
        return decide(line);
    }

    private static ReplyWord decide(String line) {
        Utterance said = Utterance.of(line, lexicon);
        if (said.isEmpty()) {
            return ReplyWord.NONE;
        }
        boolean yes = said.has(Sense.YES);
        boolean no = said.has(Sense.NO);
        if (said.has(Sense.STOP)) {
            return isStop(said, yes || said.has(Sense.ALWAYS)) ? ReplyWord.STOP : ReplyWord.NONE;
        }
        boolean doubt = said.has(Sense.NEGATION) || said.has(Sense.CONDITION);
        if (said.has(Sense.ALWAYS)) {
            boolean leads = said.first().is(Sense.YES) || said.first().is(Sense.ALWAYS);
            return leads && !no && !doubt && said.consistsOf(ReplyWords::leavesAlways)
                    ? ReplyWord.ALWAYS
                    : ReplyWord.NONE;
        }
        if (saysReached(line)) {
            return ReplyWord.NO;
        }
        if ((yes && no) || said.has(Sense.REACHED)) {
            return ReplyWord.NONE;
        }
        if (yes) {
            return said.first().is(Sense.YES) && !doubt && said.consistsOf(ReplyWords::leavesYes)
                    ? ReplyWord.YES
                    : ReplyWord.NONE;
        }
        if (no || said.has(Sense.NEGATION)) {
            return isNo(said) ? ReplyWord.NO : ReplyWord.NONE;
        }
        return isReachable(said, doubt) ? ReplyWord.REACHABLE : ReplyWord.NONE;
    }

    private static boolean leavesYes(Utterance.Unit unit) {
        return unit.is(Sense.YES)
                || unit.is(Sense.NEUTRAL)
                || unit.is(Sense.IDIOM)
                || unit.is(Sense.NAMING)
                || unit.is(Sense.NAMED)
                || unit.is(Sense.LEAD)
                || unit.is(Sense.REACHABLE);
    }

    private static boolean leavesAlways(Utterance.Unit unit) {
        return unit.is(Sense.ALWAYS) || (leavesYes(unit) && !unit.is(Sense.REACHABLE));
    }

    /** "Call me", on its own: "call me at 5" is not now. */
    private static boolean isReachable(Utterance said, boolean doubt) {
        return said.has(Sense.REACHABLE)
                && !doubt
                && said.units().stream().noneMatch(Utterance.Unit::isNumber)
                && said.consistsOf(ReplyWords::leavesYes);
    }

    /**
     * "Stop", "No, stop", "Please stop sending me these mails", and whatever follows "Leave me alone": not "Don't stop" or "Stop by
     * tomorrow".
     */
    private static boolean isStop(Utterance said, boolean contrary) {
        if (contrary) {
            return false;
        }
        List<Utterance.Unit> units = said.units();
        int at = 0;
        while (!units.get(at).is(Sense.STOP)) {
            at++;
        }
        Utterance.Unit stop = units.get(at);
        boolean turned =
                units.subList(0, at).stream().anyMatch(unit -> unit.is(Sense.NEGATION) || unit.is(Sense.CONDITION));
        if (turned) {
            return false;
        }
        boolean leads = at == 0 || units.subList(0, at).stream().allMatch(unit -> unit.is(Sense.NO));
        boolean ledUpTo = units.subList(0, at).stream().allMatch(ReplyWords::leavesStop);
        if ((stop.several() && ledUpTo) || (leads && stop.endsClause())) {
            return true;
        }
        return leads
                && !said.has(Sense.CONDITION)
                && !said.has(Sense.NEGATION)
                && said.consistsOf(ReplyWords::leavesStop);
    }

    private static boolean leavesStop(Utterance.Unit unit) {
        return unit.is(Sense.STOP)
                || unit.is(Sense.NO)
                || unit.is(Sense.NEUTRAL)
                || unit.is(Sense.LEAD)
                || unit.is(Sense.AFTER_STOP);
    }

    /** "No", "Not now", "Sorry, no": not "no idea", "no one here", or what may mean the contrary. */
    private static boolean isNo(Utterance said) {
        Utterance.Unit first = said.first();
        if (said.has(Sense.REACHABLE)) {
            return false;
        }
        boolean known = said.consistsOf(unit -> unit.is(Sense.NO)
                || unit.is(Sense.NEGATION)
                || unit.is(Sense.NEUTRAL)
                || unit.is(Sense.LEAD)
                || unit.is(Sense.AFTER_NO));
        if (!first.is(Sense.NO)) {
            return known;
        }
        if (known || first.endsClause() || !first.text().equals("no")) {
            return true;
        }
        Utterance.Unit second = said.units().get(1);
        return second.is(Sense.NO) || second.is(Sense.AFTER_NO) || second.is(Sense.NEGATION);
    }
}
