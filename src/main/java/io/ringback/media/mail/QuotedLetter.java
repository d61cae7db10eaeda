package io.ringback.media.mail;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.ReplyWords;
import java.util.List;
import java.util.regex.Pattern;

/** Where in the lines of a reply the letter begins that it answers, and where it is marked as quoted. */
final class QuotedLetter {

    /** Some programs break an attribution at the name, at the address and at the verb. */
    private static final int MOST_LINES_OF_ATTRIBUTION = 4;

    private static final String COLON = "[:：]";

    /** "On ... wrote:", as the common clients say it; the quotation may follow at once. */
    private static final Pattern ATTRIBUTION = Pattern.compile(
            "^\\W{0,3}(?:" + MailPhrases.oneOf("on") + "|\\d|ringback)(?=.*(?:\\d|@|ringback)).{0,400}?"
                    + MailPhrases.oneOf("wrote") + ".{0,200}?" + COLON,
            MailPhrases.ANY_CASE);

    private static final Pattern ATTRIBUTION_START =
            Pattern.compile("^\\W{0,3}(?:" + MailPhrases.oneOf("on") + "|\\d).*\\d", MailPhrases.ANY_CASE);

    /** What attributions of all languages have: an address or a time. */
    private static final Pattern ADDRESS_OR_TIME =
            Pattern.compile("@|\\b(?:19|20)\\d\\d\\b|\\d年|\\b\\d{1,2}[:.h]\\d\\d\\b");

    /** "-----Original Message-----", and the line of underscores or dashes that Outlook draws. */
    private static final Pattern SEPARATOR = Pattern.compile(
            "^(?:_{8,}|[-_=*#]{2,} ?" + MailPhrases.oneOf("original") + ".*|" + MailPhrases.oneOf("original")
                    + ".{0,20}" + COLON + ")$",
            MailPhrases.ANY_CASE);

    private static final Pattern HEADER_FROM =
            Pattern.compile("^\\W{0,2}" + MailPhrases.oneOf("from") + "\\W{0,2}" + COLON + ".*", MailPhrases.ANY_CASE);
    private static final Pattern HEADER_OTHER = Pattern.compile(
            "^\\W{0,2}" + MailPhrases.oneOf("header") + "\\W{0,2}" + COLON + ".*", MailPhrases.ANY_CASE);

    private final List<String> lines;

    QuotedLetter(List<String> lines) {
        this.lines = lines;
    }

    static boolean isQuoted(String line) {
        return !line.isEmpty() && ">|»＞".indexOf(line.charAt(0)) >= 0;
    }

    /** Whether all from line {@code i} on is quoted, or is a signature, without a mark on its lines. */
    boolean beginsUnmarked(int i) {
        String line = lines.get(i);
        if (line.equals("--") || line.equals("—") || SEPARATOR.matcher(line).matches()) {
            return true;
        }
        return HEADER_FROM.matcher(line).matches()
                && lines.subList(i + 1, Math.min(i + 5, lines.size())).stream()
                        .anyMatch(next -> HEADER_OTHER.matcher(next).matches());
    }

    /** Over how many lines an attribution runs that begins at line {@code i}; 0 if none does. */
    int attributionLength(int i) {
        if (lines.get(i).isEmpty() || isQuoted(lines.get(i))) {
            return 0;
        }
        boolean mayBegin = ATTRIBUTION_START.matcher(lines.get(i)).find();
        boolean mayBeginInAnyLanguage =
                ADDRESS_OR_TIME.matcher(lines.get(i)).find() && ReplyWords.understand(lines.get(i)) == ReplyWord.NONE;
        StringBuilder joined = new StringBuilder();
        for (int next = i; next < Math.min(i + MOST_LINES_OF_ATTRIBUTION, lines.size()); next++) {
            if (lines.get(next).isEmpty() || isQuoted(lines.get(next))) {
                return 0;
            }
            joined.append(next == i ? "" : " ").append(lines.get(next));
            if ((next == i || mayBegin) && ATTRIBUTION.matcher(joined).find()) {
                return endsWithColon(joined) ? next - i + 1 : lines.size();
            }
            if (mayBeginInAnyLanguage
                    && endsWithColon(joined)
                    && (isMarkedFrom(next + 1) || joined.indexOf("@") >= 0)) {
                return next - i + 1;
            }
        }
        return 0;
    }

    private static boolean endsWithColon(CharSequence line) {
        char last = line.charAt(line.length() - 1);
        return last == ':' || last == '：';
    }

    /** Whether the next line that says anything is marked as quoted; if not, all the rest is, without marks. */
    boolean isMarkedFrom(int from) {
        for (int i = from; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                return isQuoted(lines.get(i));
            }
        }
        return false;
    }
}
