package io.ringback.media.mail;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.ReplyWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds the lines of a reply that its author wrote: above the quoted letter, below it or between its lines, but never part of it,
 * of a signature, or of what a mobile or a gateway adds of its own.
 */
final class OwnLine {

    private static final int MOST_LINES = 2000;
    private static final int LONGEST = 1000;

    /** An answer and what may take it back; nobody's answer is below a page of other text. */
    private static final int MOST_OWN = 6;

    /** From here on a mail program may have broken a line, so that what follows belongs to it. */
    private static final int WRAPPED_FROM = 50;

    /** No program breaks a line within a word, so a line that has a longer one tells nothing about where it breaks them. */
    private static final int LONGEST_WORD = 30;

    private static final Pattern FOOTER =
            Pattern.compile("^\\W{0,2}" + MailPhrases.oneOf("footer") + ".*", MailPhrases.ANY_CASE);

    private static final Pattern GREETING = Pattern.compile(
            "^\\W*" + MailPhrases.oneOf("greeting") + "(?: +[\\p{L}'’.-]+){0,3}\\W*$", MailPhrases.ANY_CASE);

    private static final Pattern COURTESY =
            Pattern.compile("^\\W*" + MailPhrases.oneOf("courtesy"), MailPhrases.ANY_CASE);

    private static final Pattern BANNER = Pattern.compile(MailPhrases.oneOf("banner"), MailPhrases.ANY_CASE);

    /** What some gateways write before the first line or the subject. */
    private static final Pattern MARK =
            Pattern.compile("^[\\[({*]{1,3} ?extern[^\\])}*]{0,40}[\\])}*]{1,3}[\\s:-]*", MailPhrases.ANY_CASE);

    /** RFC 4880 7: the text stands below a header that ends with an empty line, and above its signature. */
    private static final Pattern SIGNED = Pattern.compile("-{5}BEGIN PGP SIGNED MESSAGE-{5}");

    private static final Pattern ARMOR = Pattern.compile("-{5}(?:BEGIN|END) PGP .*");

    private final List<String> lines;
    private final QuotedLetter quoted;
    private final int width;

    private OwnLine(List<String> lines) {
        this.lines = lines;
        this.quoted = new QuotedLetter(lines);
        this.width = lines.stream()
                .filter(QuotedLetter::isQuoted)
                .filter(line -> !hasLongWord(line))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /**
     * The first own lines of the reply {@code text} in lower case, each with its continuation where a mail program has broken it;
     * none before the first that says something.
     */
    static List<String> of(String text) {
        return new OwnLine(unsigned(
                        text.lines().limit(MOST_LINES).map(OwnLine::tidy).toList()))
                .own();
    }

    /** Whether there is nothing in {@code text}, or nothing but what a gateway has written. */
    static boolean isNothing(String text) {
        OwnLine read =
                new OwnLine(text.lines().limit(MOST_LINES).map(OwnLine::tidy).toList());
        int i = 0;
        while (i < read.lines.size()) {
            String line = read.lines.get(i);
            if (isBanner(line)) {
                i += read.lengthWithContinuation(i);
            } else if (saysAnything(line)) {
                return false;
            } else {
                i++;
            }
        }
        return true;
    }

    private static String tidy(String line) {
        String bounded = line.length() <= LONGEST ? line : line.substring(0, LONGEST);
        // Format characters (joiners, byte order marks) and the many spaces that HTML brings.
        String shown = bounded.replaceAll("\\p{Cf}", "")
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
        return MARK.matcher(shown).replaceFirst("");
    }

    /** Without what makes a clearsigned message of the text (RFC 4880 7). */
    private static List<String> unsigned(List<String> lines) {
        int begin = 0;
        while (begin < lines.size() && !SIGNED.matcher(lines.get(begin)).matches()) {
            begin++;
        }
        if (begin == lines.size()) {
            return lines;
        }
        int header = begin + 1;
        while (header < lines.size() && !lines.get(header).isEmpty()) {
            header++;
        }
        List<String> text = new ArrayList<>(lines.subList(0, begin));
        for (String line : lines.subList(header, lines.size())) {
            text.add(line.startsWith("- -") ? line.substring(2) : line);
        }
        return text;
    }

    private List<String> own() {
        List<String> own = new ArrayList<>();
        int lastQuoted = -1;
        int i = 0;
        while (i < lines.size() && own.size() < MOST_OWN) {
            String line = lines.get(i);
            int attribution = quoted.attributionLength(i);
            if (QuotedLetter.isQuoted(line)) {
                lastQuoted = i;
                i++;
            } else if (quoted.beginsUnmarked(i) || ARMOR.matcher(line).matches()) {
                return own;
            } else if (line.isEmpty() || FOOTER.matcher(line).matches() || continuesQuotation(i, lastQuoted)) {
                i++;
            } else if (attribution > 0) {
                if (!quoted.isMarkedFrom(i + attribution)) {
                    return own;
                }
                i += attribution;
            } else if (own.isEmpty() && isBanner(line)) {
                i += lengthWithContinuation(i);
            } else if (own.isEmpty() && isPolite(line) || !saysAnything(line)) {
                i++;
            } else {
                int length = lengthWithContinuation(i);
                own.add(String.join(" ", lines.subList(i, i + length)).toLowerCase(Locale.ROOT));
                i += length;
            }
        }
        return own;
    }

    private static boolean isBanner(String line) {
        return BANNER.matcher(line).find() && ReplyWords.understand(line) == ReplyWord.NONE;
    }

    private static boolean isPolite(String line) {
        return (GREETING.matcher(line).matches() || COURTESY.matcher(line).find()) && !ReplyWords.containsWord(line);
    }

    /** A letter, a picture such as a thumb, or a digit alone. */
    private static boolean saysAnything(String line) {
        return line.codePoints()
                        .anyMatch(each -> Character.isLetter(each) || Character.getType(each) == Character.OTHER_SYMBOL)
                || line.chars().filter(Character::isDigit).count() == 1;
    }

    /**
     * The rest of a quoted line that was broken without a new mark. It was not broken there if the next word had found room in it,
     * or if the quotation ends with it as a sentence does.
     */
    private boolean continuesQuotation(int i, int lastQuoted) {
        if (lastQuoted < 0 || lastQuoted != i - 1) {
            return false;
        }
        String before = lines.get(lastQuoted);
        String firstWord = lines.get(i).split(" ", 2)[0];
        boolean sentenceEnds = before.matches(".*[.!?:)]");
        boolean betweenQuoted = i + 1 < lines.size() && QuotedLetter.isQuoted(lines.get(i + 1));
        if (before.length() >= WRAPPED_FROM && !hasLongWord(before)) {
            boolean full = before.length() + 1 + firstWord.length() > width;
            return full && (betweenQuoted || !sentenceEnds);
        }
        return betweenQuoted && before.length() > 1 && !sentenceEnds;
    }

    private static boolean hasLongWord(String line) {
        for (String word : line.split(" ")) {
            if (word.length() > LONGEST_WORD) {
                return true;
            }
        }
        return false;
    }

    private int lengthWithContinuation(int i) {
        int next = i;
        int length = lines.get(i).length();
        while (lines.get(next).length() >= WRAPPED_FROM
                && next + 1 < lines.size()
                && !lines.get(next + 1).isEmpty()
                && !QuotedLetter.isQuoted(lines.get(next + 1))
                && !quoted.beginsUnmarked(next + 1)
                && quoted.attributionLength(next + 1) == 0
                && length < LONGEST) {
            next++;
            length += lines.get(next).length();
        }
        return next - i + 1;
    }
}
