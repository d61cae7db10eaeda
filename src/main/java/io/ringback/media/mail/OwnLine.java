package io.ringback.media.mail;

import io.ringback.conversation.ReplyWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the first line of a reply that its author wrote: above the quoted letter, below it or between its lines, but
 * never part of it, of a signature, or of what a mobile adds of its own.
 */
final class OwnLine {

    private static final int MOST_LINES = 2000;
    private static final int LONGEST = 1000;

    /** From here on a mail program may have broken a line, so that what follows belongs to it. */
    private static final int WRAPPED_FROM = 50;

    private static final int CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** "On ... wrote:", as the common clients say it in the languages around us; the quotation may follow at once. */
    private static final Pattern ATTRIBUTION = Pattern.compile(
            "^\\W{0,3}(?:(?:on|at|den|am|le|el|il|op|på|kl|i|mån|tis|ons|tors?|fre|lör|sön|mon|tue|wed|thu|fri|sat|sun)\\b"
                    + "|\\d|\"?ringback).{0,400}?\\b(?:wrote|writes|skrev|schrieb|écrit|escribió|scritto|schreef"
                    + "|kirjoitti)\\b.{0,200}?:",
            CASE);

    private static final Pattern ATTRIBUTION_START = Pattern.compile(
            "^\\W{0,3}(?:(?:on|den|am|le|el|il|op|på|mån|tis|ons|tors?|fre|lör|sön|mon|tue|wed|thu|fri|sat|sun)\\b|\\d)"
                    + ".*\\d",
            CASE);

    /** "-----Original Message-----", and the line of underscores or dashes that Outlook draws. */
    private static final Pattern SEPARATOR = Pattern.compile(
            "^(?:_{8,}|-{2,} ?(?:original|ursprungligt|ursprüngliche|oprindelig|opprinnelig|forwarded|vidarebefordrat|begin"
                    + " forwarded|reply above|svara ovan).*)$",
            CASE);

    private static final Pattern HEADER_FROM =
            Pattern.compile("^\\W{0,2}(?:from|från|von|fra|van|de|da)\\W{0,2}:.*", CASE);
    private static final Pattern HEADER_OTHER = Pattern.compile(
            "^\\W{0,2}(?:sent|skickat|datum|date|gesendet|sendt|to|till|til|an|subject|ämne|betreff|emne)\\W{0,2}:.*",
            CASE);

    private static final Pattern FOOTER = Pattern.compile(
            "^\\W{0,2}(?:sent (?:from|via|with|using)|skickat (?:från|via|med)|skickades? från|get (?:outlook|bluemail)"
                    + "|hämta outlook|skaffa outlook|yahoo mail:|gesendet (?:von|mit)|sendt fra"
                    + "|envoyé de|verzonden (?:vanaf|met)|lähetetty)\\b.*",
            CASE);

    private static final Pattern GREETING = Pattern.compile(
            "^\\W*(?:hi|hello|hey|dear|hej|hejsan|hallå|tjena|tja|god (?:morgon|kväll|dag)|good (?:morning|evening"
                    + "|afternoon|day))(?: +[\\p{L}'’-]+){0,3}\\W*$",
            CASE);

    private final List<String> lines;

    private OwnLine(List<String> lines) {
        this.lines = lines;
    }

    /** The first own line of the reply {@code text}, with its continuation where a mail program has broken it. */
    static Optional<String> of(String text) {
        return new OwnLine(text.lines().limit(MOST_LINES).map(OwnLine::tidy).toList()).first();
    }

    private static String tidy(String line) {
        String bounded = line.length() <= LONGEST ? line : line.substring(0, LONGEST);
        // Format characters (joiners, byte order marks) and the many spaces that HTML brings.
        return bounded.replaceAll("\\p{Cf}", "").replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    private Optional<String> first() {
        int i = 0;
        int lastQuoted = -1;
        while (i < lines.size()) {
            String line = lines.get(i);
            if (isQuoted(line)) {
                lastQuoted = i;
                i++;
            } else if (isEndOfOwn(i)) {
                return Optional.empty();
            } else if (line.isEmpty() || FOOTER.matcher(line).matches() || continuesQuotation(i, lastQuoted)) {
                i++;
            } else {
                int attribution = attributionLength(i);
                if (attribution > 0) {
                    if (!quotationFollows(i + attribution)) {
                        return Optional.empty();
                    }
                    i += attribution;
                } else if (GREETING.matcher(line).matches() && !ReplyWords.containsWord(line) || !hasLetter(line)) {
                    i++;
                } else {
                    return Optional.of(withContinuation(i));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isQuoted(String line) {
        return line.startsWith(">") || line.startsWith("|");
    }

    private static boolean hasLetter(String line) {
        return line.codePoints().anyMatch(Character::isLetter);
    }

    /** After these, nothing is the author's own any more. */
    private boolean isEndOfOwn(int i) {
        String line = lines.get(i);
        if (line.equals("--") || line.equals("—") || SEPARATOR.matcher(line).matches()) {
            return true;
        }
        if (!HEADER_FROM.matcher(line).matches()) {
            return false;
        }
        return lines.subList(i + 1, Math.min(i + 5, lines.size())).stream()
                .anyMatch(next -> HEADER_OTHER.matcher(next).matches());
    }

    /** The rest of a long quoted line that was broken without a new mark. */
    private boolean continuesQuotation(int i, int lastQuoted) {
        if (lastQuoted < 0 || lastQuoted != i - 1) {
            return false;
        }
        boolean betweenQuoted = i + 1 < lines.size() && isQuoted(lines.get(i + 1));
        return lines.get(lastQuoted).length() >= WRAPPED_FROM
                || betweenQuoted && lines.get(i - 1).length() > 1;
    }

    /** Over how many lines an attribution runs that begins at line {@code i}; 0 if none does. */
    private int attributionLength(int i) {
        if (ATTRIBUTION.matcher(lines.get(i)).find()) {
            return textAfterAttribution(lines.get(i)) ? lines.size() : 1;
        }
        if (!ATTRIBUTION_START.matcher(lines.get(i)).find()) {
            return 0;
        }
        StringBuilder joined = new StringBuilder(lines.get(i));
        for (int next = i + 1; next < Math.min(i + 3, lines.size()); next++) {
            joined.append(' ').append(lines.get(next));
            if (ATTRIBUTION.matcher(joined).find()) {
                return textAfterAttribution(joined.toString()) ? lines.size() : next - i + 1;
            }
        }
        return 0;
    }

    private static boolean textAfterAttribution(String line) {
        return !line.endsWith(":");
    }

    /** Whether the next line that says anything is marked as quoted; if not, all the rest is, without marks. */
    private boolean quotationFollows(int from) {
        for (int i = from; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                return isQuoted(lines.get(i));
            }
        }
        return false;
    }

    private String withContinuation(int i) {
        StringBuilder line = new StringBuilder(lines.get(i));
        int next = i;
        while (lines.get(next).length() >= WRAPPED_FROM
                && next + 1 < lines.size()
                && !lines.get(next + 1).isEmpty()
                && !isQuoted(lines.get(next + 1))
                && !isEndOfOwn(next + 1)
                && attributionLength(next + 1) == 0
                && line.length() < LONGEST) {
            next++;
            line.append(' ').append(lines.get(next));
        }
        return line.toString().toLowerCase(Locale.ROOT);
    }
}
