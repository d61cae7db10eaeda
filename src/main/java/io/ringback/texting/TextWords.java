package io.ringback.texting;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.ReplyWords;
import java.text.Normalizer;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
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
        /** Nothing is written in it. */
        EMPTY
    }

    /**
     * A text that was understood.
     *
     * @param code which of several cases it names; empty if none
     * @param word what it says
     */
    record Understood(Kind kind, OptionalInt code, ReplyWord word) {}

    private static final Set<String> STOP = Set.of(
            "stop",
            "stopp",
            "stopall",
            "stop all",
            "unsubscribe",
            "cancel",
            "end",
            "quit",
            "optout",
            "opt out",
            "opt-out",
            "revoke",
            "avsluta",
            "avregistrera");
    private static final Set<String> START = Set.of("start", "unstop", "starta", "börja");
    private static final Set<String> HELP = Set.of("help", "info", "hjälp", "aide");

    private static final Pattern EDGES = Pattern.compile("^[\\s\\p{P}]+|[\\s\\p{P}]+$");
    private static final Pattern CODE_FIRST = Pattern.compile("([0-9]{1,3})(?:[\\s.,:;)-]+(.*))?");
    private static final Pattern CODE_LAST = Pattern.compile("(\\S+)\\s+([0-9]{1,3})");

    private TextWords() {}

    static Understood understand(String text) {
        String normal = EDGES.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("")
                .replaceAll("\\s+", " ");
        String lower = normal.toLowerCase(Locale.ROOT);
        if (text.isBlank()) {
            return new Understood(Kind.EMPTY, OptionalInt.empty(), ReplyWord.NONE);
        }
        if (STOP.contains(lower)) {
            return new Understood(Kind.STOP, OptionalInt.empty(), ReplyWord.STOP);
        }
        if (START.contains(lower)) {
            return new Understood(Kind.START, OptionalInt.empty(), ReplyWord.NONE);
        }
        if (HELP.contains(lower)) {
            return new Understood(Kind.HELP, OptionalInt.empty(), ReplyWord.NONE);
        }
        Understood reply = reply(normal);
        // "Please stop sending me these" is a STOP as well.
        return reply.word() == ReplyWord.STOP ? new Understood(Kind.STOP, OptionalInt.empty(), ReplyWord.STOP) : reply;
    }

    /** A number is a code if it stands alone or with a word that we know: not in "2 minutes" or "yes, at 5". */
    private static Understood reply(String normal) {
        Matcher first = CODE_FIRST.matcher(normal);
        if (first.matches()) {
            String rest = first.group(2) == null ? "" : first.group(2);
            ReplyWord word = ReplyWords.understand(rest);
            if (rest.isEmpty() || word != ReplyWord.NONE) {
                return new Understood(Kind.REPLY, OptionalInt.of(Integer.parseInt(first.group(1))), word);
            }
        }
        Matcher last = CODE_LAST.matcher(normal);
        if (last.matches()) {
            ReplyWord word = ReplyWords.understand(last.group(1));
            if (word != ReplyWord.NONE) {
                return new Understood(Kind.REPLY, OptionalInt.of(Integer.parseInt(last.group(2))), word);
            }
        }
        return new Understood(Kind.REPLY, OptionalInt.empty(), ReplyWords.understand(normal));
    }
}
