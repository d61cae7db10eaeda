package io.ringback.texting;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.ReplyWords;
import io.ringback.conversation.ReplyWords.Command;
import io.ringback.conversation.ReplyWords.Reaction;
import io.ringback.conversation.SpokenTime;
import java.text.Normalizer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands a short message: the words that carriers demand (CTIA messaging principles 5.1.3; in Swedish AVSLUTA), each
 * alone in the message, then a code, then what any reply can say.
 */
final class TextWords {

    /** What a text is. */
    enum Kind {
        STOP,
        START,
        HELP,
        REPLY,
        /** A reply that says that the two have reached each other: a no to whatever waits, as nothing is left to do. */
        REACHED,
        /** Nothing is written in it. */
        EMPTY
    }

    /**
     * A text that was understood.
     *
     * @param code which of several cases it names; empty if none
     * @param word what it says; NONE beside a code if that stands alone
     * @param when the time that it names instead
     */
    record Understood(Kind kind, OptionalInt code, ReplyWord word, Optional<SpokenTime> when) {

        Understood(Kind kind, OptionalInt code, ReplyWord word) {
            this(kind, code, word, Optional.empty());
        }
    }

    private static final Pattern EDGES =
            Pattern.compile("^[\\s\\p{Z}\\p{P}\\p{Cf}\\p{Sm}\\p{Sk}]+|[\\s\\p{Z}\\p{P}\\p{Cf}\\p{Sm}\\p{Sk}]+$");
    private static final Pattern GAP = Pattern.compile("[^\\S\\n]+");
    private static final Pattern KEYCAP = Pattern.compile("\\uFE0F?\\u20E3");
    private static final Pattern CODE_FIRST = Pattern.compile("([0-9]{1,3})(?:[\\s.,:;)-]+(.*))?", Pattern.DOTALL);
    private static final Pattern CODE_LAST = Pattern.compile("(\\S+)\\s+[(#]?([0-9]{1,3})");

    private TextWords() {}

    static Understood understand(String text) {
        if (text.isBlank()) {
            return understood(Kind.EMPTY, ReplyWord.NONE);
        }
        WrittenText written = WrittenText.of(text);
        String plain = KEYCAP.matcher(Normalizer.normalize(written.text(), Normalizer.Form.NFKC))
                .replaceAll("");
        String normal = GAP.matcher(EDGES.matcher(plain).replaceAll("")).replaceAll(" ");
        Optional<Command> command = ReplyWords.command(normal);
        if (command.isPresent()) {
            return switch (command.get()) {
                case STOP -> understood(Kind.STOP, ReplyWord.STOP);
                case START -> understood(Kind.START, ReplyWord.NONE);
                case HELP -> understood(Kind.HELP, ReplyWord.NONE);
            };
        }
        if (written.quoted().isPresent()) {
            Reaction reaction = ReplyWords.reaction(written.text());
            if (reaction != Reaction.OTHER) {
                return understood(Kind.REPLY, reaction == Reaction.LIKED ? ReplyWord.YES : ReplyWord.NO);
            }
        }
        Understood reply = reply(normal, written.text());
        // "Please stop sending me these" is a STOP as well.
        return reply.word() == ReplyWord.STOP ? understood(Kind.STOP, ReplyWord.STOP) : reply;
    }

    private static Understood understood(Kind kind, ReplyWord word) {
        return new Understood(kind, OptionalInt.empty(), word);
    }

    /** A number is a code if it stands alone or with a word that we know: not in "2 minutes" or "yes, at 5". */
    private static Understood reply(String normal, String whole) {
        boolean asks = whole.indexOf('?') >= 0;
        Matcher first = CODE_FIRST.matcher(normal);
        if (!asks && first.matches()) {
            String rest = first.group(2) == null ? "" : first.group(2);
            ReplyWord word = ReplyWords.understand(rest);
            Optional<SpokenTime> when = ReplyWords.time(rest);
            if (rest.isEmpty() || word != ReplyWord.NONE || when.isPresent()) {
                return new Understood(kind(rest), OptionalInt.of(Integer.parseInt(first.group(1))), word, when);
            }
        }
        Matcher last = CODE_LAST.matcher(normal);
        if (!asks && last.matches()) {
            ReplyWord word = ReplyWords.understand(last.group(1));
            if (word != ReplyWord.NONE) {
                return new Understood(kind(last.group(1)), OptionalInt.of(Integer.parseInt(last.group(2))), word);
            }
        }
        return new Understood(kind(whole), OptionalInt.empty(), ReplyWords.understand(whole), ReplyWords.time(whole));
    }

    private static Kind kind(String text) {
        return ReplyWords.saysReached(text) ? Kind.REACHED : Kind.REPLY;
    }
}
