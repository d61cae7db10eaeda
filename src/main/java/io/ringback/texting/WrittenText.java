package io.ringback.texting;

import io.ringback.conversation.ReplyWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the author of a short message wrote, without what a telephone or a program put around it: quoted lines and who wrote them,
 * signatures, the message that a reaction is to.
 *
 * @param text the author's own words; empty if there are none
 * @param quoted the message of ours that stands in quotation marks; empty if none does
 */
record WrittenText(String text, Optional<String> quoted) {

    /** What is said on behalf of a protocol that the two programs do not share (OTR, OpenPGP), and no answer of anybody. */
    private static final Pattern MACHINE = Pattern.compile(
            "^\\s*(?:\\?OTR|-----BEGIN PGP MESSAGE)|\\b(?:OMEMO|OpenPGP|Off-the-Record)\\b|XEP-\\d{4}",
            Pattern.CASE_INSENSITIVE);

    /** Longer than an answer that somebody puts in quotation marks, as in “Stop”. */
    private static final int SHORTEST_QUOTATION = 20;

    private static final Pattern IN_MARKS =
            Pattern.compile("[“„”«»‟\"]\\s*([^“„”«»‟\"]{" + SHORTEST_QUOTATION + ",})(?:[“„”«»‟\"]|$)", Pattern.DOTALL);
    private static final Pattern QUOTED_LINE = Pattern.compile("^\\s*[>|›»│]+.*");
    private static final Pattern SIGNATURE = Pattern.compile("^\\s*(?:--+|—|__+)\\s*$");

    static WrittenText of(String text) {
        if (MACHINE.matcher(text).find()) {
            return new WrittenText("", Optional.empty());
        }
        String own = String.join("\n", ownLines(text.lines().toList())).strip();
        Matcher marks = IN_MARKS.matcher(own);
        if (marks.find()) {
            String beside = own.substring(0, marks.start()) + " " + own.substring(marks.end());
            if (beside.codePoints().anyMatch(WrittenText::says)) {
                return new WrittenText(beside.strip(), Optional.of(marks.group(1)));
            }
        }
        return new WrittenText(own, Optional.empty());
    }

    private static boolean says(int character) {
        return Character.isLetterOrDigit(character) || Character.getType(character) == Character.OTHER_SYMBOL;
    }

    private static List<String> ownLines(List<String> lines) {
        List<String> own = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (SIGNATURE.matcher(line).matches()) {
                return own;
            }
            boolean attribution = line.strip().endsWith(":")
                    && i + 1 < lines.size()
                    && QUOTED_LINE.matcher(lines.get(i + 1)).matches();
            if (!QUOTED_LINE.matcher(line).matches() && !attribution && !ReplyWords.isFooter(line)) {
                own.add(line);
            }
        }
        return own;
    }
}
