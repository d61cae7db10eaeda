package io.ringback.cases;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of text that one of the two people of a case has Ringback pass on to the other. It is plain text: nothing in it moves other
 * text, hides, or leads anywhere. What looks like an address is refused, so that Ringback never carries one of the two's address to the
 * other, and nobody is led to a page or to a number by a message that bears our name.
 *
 * @param text in Unicode Normalization Form C, without space around it; {@link #of} makes it of what somebody has typed
 */
public record OneLine(String text) {

    /** In characters as people count them, nearly: code points. */
    public static final int LONGEST = 160;

    /** More marks upon one letter than any language writes would cover the lines above and below. */
    private static final Pattern TOWER = Pattern.compile("\\p{M}{5,}");

    /** What a telephone number, or a code that somebody was sent, has at least. */
    private static final int FEW_DIGITS = 6;

    /** Longer than this nobody means it: what a program sends is not looked at any further. */
    private static final int HOPELESS = 10 * LONGEST;

    /** Letters and a symbol that are drawn as nothing at all. */
    private static final String BLANKS = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    /**
     * What programs make a link of, and what they take a host for: a name with a dot (but for the Swedish "t.ex."), four numbers with
     * dots, a scheme.
     */
    private static final Pattern LINK = Pattern.compile(
            "(?!t\\.ex\\b)[\\p{L}\\p{N}_-]+\\.\\p{L}{2,}"
                    + "|[a-z0-9]\u3002[a-z]{2,}"
                    + "|\\d{1,3}(?:\\.\\d{1,3}){3}"
                    + "|:[/\\\\]{2}|www\\.|xn--"
                    + "|\\b(?:https?|mailto|tel|sms|sips?|xmpp|im|data|javascript|whatsapp|tg):\\S",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TIME = Pattern.compile("(?<![\\d.+/:])(?:[01]?\\d|2[0-4])[.:][0-5]\\d(?![.:/]?\\d)");

    private static final String DAY = "(?:0?[1-9]|[12]\\d|3[01])";
    private static final String MONTH = "(?:0?[1-9]|1[0-2])";
    private static final Pattern DATE =
            Pattern.compile("(?<![\\d.+/-])(?:20\\d\\d([./-])" + MONTH + "\\1" + DAY + "|" + DAY + "([./-]) ?" + MONTH
                    + "\\2 ?(?:20)?\\d\\d|" + MONTH + "/" + DAY + "/(?:20)?\\d\\d)(?![./ -]{0,2}\\d)");

    /** Digits with whatever but letters between them; in "at 10, 11 or 12" each stands for itself. */
    private static final Pattern NUMBER = Pattern.compile("\\d(?:(?!, )[^\\p{L}\\d]{0,4}\\d)*");

    /** Why a text cannot be passed on. */
    public enum Fault {
        /** There is nothing in it. */
        EMPTY,
        TOO_LONG,
        /** It has more than one line, or characters that cannot be seen. */
        NOT_PLAIN,
        /** It has a link, a mail address, or what looks like a telephone number. */
        ADDRESS
    }

    /** @throws IllegalArgumentException if it cannot be passed on; the message does not say what was in it */
    public static OneLine of(String given) {
        fault(given).ifPresent(fault -> {
            throw new IllegalArgumentException("The line cannot be passed on: " + fault);
        });
        return new OneLine(tidy(given));
    }

    /** What is wrong with a text that somebody wants passed on; empty if nothing is. */
    public static Optional<Fault> fault(String given) {
        if (given.length() > HOPELESS) {
            return Optional.of(Fault.TOO_LONG);
        }
        String text = tidy(given);
        if (text.codePoints().allMatch(one -> one == ' ' || isJoiner(one))) {
            return Optional.of(Fault.EMPTY);
        }
        if (text.codePointCount(0, text.length()) > LONGEST) {
            return Optional.of(Fault.TOO_LONG);
        }
        if (!text.codePoints().allMatch(OneLine::isPlain) || TOWER.matcher(text).find()) {
            return Optional.of(Fault.NOT_PLAIN);
        }
        return isAddress(text) ? Optional.of(Fault.ADDRESS) : Optional.empty();
    }

    private static String tidy(String given) {
        return Normalizer.normalize(given, Normalizer.Form.NFC)
                .replaceAll("[\\p{Zs}\t]+", " ")
                .strip();
    }

    private static boolean isJoiner(int character) {
        return character == 0x200C || character == 0x200D;
    }

    /** Of what is not seen, only what joins letters or pictures: Persian and families of emoji are written with it. */
    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            case Character.FORMAT -> isJoiner(character);
            default -> BLANKS.indexOf(character) < 0;
        };
    }

    private static boolean isAddress(String text) {
        // Letters and digits that are only drawn otherwise are those that they are drawn from; marks upon them do not
        // tell them apart.
        String plain = inAscii(Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\p{Cf}\\p{M}]", ""));
        if (plain.indexOf('@') >= 0 || LINK.matcher(plain).find()) {
            return true;
        }
        String rest = DATE.matcher(TIME.matcher(plain).replaceAll(" ")).replaceAll(" ");
        return NUMBER.matcher(rest).results().anyMatch(number -> digits(number.group()) >= FEW_DIGITS);
    }

    private static long digits(String text) {
        return text.chars().filter(one -> one >= '0' && one <= '9').count();
    }

    /** With the digits of every script as those that we read. */
    private static String inAscii(String text) {
        StringBuilder ascii = new StringBuilder();
        text.codePoints()
                .forEach(one -> ascii.appendCodePoint(
                        Character.isDigit(one) ? Character.forDigit(Character.digit(one, 10), 10) : one));
        return ascii.toString();
    }

    /** What is written of it into logs. */
    @Override
    public String toString() {
        return "OneLine[" + text.length() + " characters]";
    }
}
