package io.ringback.conversation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody wrote, as words without accents, case, emphasis, and the many characters that stand for an apostrophe. A sign such
 * as a thumb is a word of its own.
 */
final class SpokenLine {

    /** Also as text in UTF-8 looks that was read in Windows-1252, and what a charset without it leaves of "don't". */
    private static final Pattern APOSTROPHE = Pattern.compile(
            "(?<=\\p{L})(?:['’‘‛`´ʼʻʹʽˈ′‵＇ꞌ\\u0092\\u0091\\uFFFD]|â€™|â\\u0080\\u0099)(?=\\p{L})|(?<=[nN])\\?(?=[tT]\\b)");

    /** Format characters, variation selectors, skin tones, and the signs of gender that follow a joiner. */
    private static final Pattern UNSEEN =
            Pattern.compile("(?:\\u200D[\\u2640\\u2642]|\\p{Cf}|[\\uFE0E\\uFE0F\\u20E3]|[\\x{1F3FB}-\\x{1F3FF}])");

    private static final Pattern SMILEY = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:[:;=8][-'^o]?[)(dpDP/\\\\|*oO3]+|[xX][dD]+|<3|\\^_*\\^)(?![\\p{L}\\p{N}])");
    /** What is left of an octet where quoted-printable is broken. */
    private static final Pattern BROKEN_OCTET = Pattern.compile("(?<![\\p{L}\\p{N}])=[0-9A-Za-z]{2}(?![\\p{L}\\p{N}])");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+|\\p{So}");
    private static final Pattern CLAUSE_END = Pattern.compile("[,.!:;\\-–—\\n\\r()/|…¡\"“”]");
    private static final Pattern RUN_AT_END = Pattern.compile("(.)\\1+$");
    private static final Pattern LONG_RUN = Pattern.compile("(.)\\1{2,}");

    private SpokenLine() {}

    /**
     * A word.
     *
     * @param endsClause whether a mark, a sign or the end follows
     */
    record Word(String text, boolean endsClause) {}

    /** The words of {@code line}, in a form in which the same words are equal. */
    static List<Word> split(String line) {
        String normal = normal(line);
        List<Word> words = new ArrayList<>();
        Matcher word = WORD.matcher(normal);
        int at = 0;
        while (word.find(at)) {
            at = word.end();
            Matcher next = WORD.matcher(normal);
            boolean more = next.find(at);
            String between = normal.substring(at, more ? next.start() : normal.length());
            boolean ends = !more || CLAUSE_END.matcher(between).find() || isSign(next.group()) || isSign(word.group());
            String text = folded(word.group());
            boolean lostApostrophe = text.equals("t")
                    && !words.isEmpty()
                    && words.get(words.size() - 1).text().endsWith("n");
            if (lostApostrophe) {
                words.add(new Word(words.remove(words.size() - 1).text() + text, ends));
            } else {
                words.add(new Word(text, ends));
            }
        }
        return words;
    }

    /** The same, without what stands between them. */
    static List<String> words(String line) {
        return split(line).stream().map(Word::text).toList();
    }

    /** Whether {@code line} asks something. */
    static boolean asks(String line) {
        return normal(line).codePoints().anyMatch(mark -> "?؟❓❔⁉🤔🤷".indexOf(mark) >= 0);
    }

    /** "Yess", "jaaa" and "nooo" as they are without what was drawn out. */
    static List<String> shorter(String word) {
        String atEnd = RUN_AT_END.matcher(word).replaceFirst("$1");
        return List.of(
                atEnd,
                LONG_RUN.matcher(word).replaceAll("$1"),
                LONG_RUN.matcher(atEnd).replaceAll("$1"));
    }

    static boolean isSign(String word) {
        return !word.isEmpty() && Character.getType(word.codePointAt(0)) == Character.OTHER_SYMBOL;
    }

    private static String normal(String line) {
        String seen = BROKEN_OCTET.matcher(UNSEEN.matcher(line).replaceAll("")).replaceAll(" ");
        String whole = APOSTROPHE.matcher(seen).replaceAll("");
        String plain = Normalizer.normalize(whole, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return SMILEY.matcher(APOSTROPHE.matcher(plain).replaceAll("")).replaceAll(" . ");
    }

    private static String folded(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replace("ł", "l")
                .replace("ø", "oe")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ß", "ss")
                .replace("ı", "i");
    }
}
