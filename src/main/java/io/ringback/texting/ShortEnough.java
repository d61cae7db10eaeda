package io.ringback.texting;

import io.ringback.wording.FoundInFile;
import io.ringback.wording.TextRule;
import io.ringback.wording.TextsOf;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Says how many SMS a text from disk takes, if it takes more than the built-in one with the same names in it. */
@Component
final class ShortEnough implements TextRule {

    private static final String NAME = "Anna Andersson";
    private static final String TRIED = "You called Anna Andersson at 14:05";
    private static final String WORDS = "YES, NO, ALWAYS";
    private static final String LINK = "https://ringback.example.com/q/0123456789012345678901234";

    /** What is sent whole, and not as a part of another. */
    private static final Pattern SENT = Pattern.compile(
            "(?:question|notification)(?:\\.link)?\\.(?:long|middle|short)|information\\..*|closing|ask-back\\.(?:question|notification)"
                    + "|stopped|started|help");

    @Override
    public void look(TriedText tried, FoundInFile found) {
        if (tried.of() != TextsOf.SHORT_MESSAGES) {
            return;
        }
        tried.text()
                .chars()
                .filter(unit -> !GsmAlphabet.isWritable(Character.toString(unit)))
                .findFirst()
                .ifPresent(unit -> found.warn(
                        tried.key(),
                        "The character " + Character.toString(unit)
                                + " is not in the alphabet of SMS: with it, an SMS holds"
                                + " 70 characters instead of 160.",
                        "Write another one if the language allows it."));
        if (SENT.matcher(tried.key()).matches()) {
            int own = segments(tried.key(), tried.text());
            int builtIn = segments(tried.key(), tried.builtIn());
            if (own > builtIn) {
                found.warn(
                        tried.key(),
                        "It takes " + own + " SMS with an ordinary name in it; the built-in one takes " + builtIn + ".",
                        "Say it in fewer words, or pay for more: " + tried.builtIn());
            }
        }
    }

    private static int segments(String key, String text) {
        Object[] values = key.startsWith("question") || key.startsWith("notification")
                ? new Object[] {TRIED, WORDS, LINK, NAME}
                : key.equals("help") ? new Object[] {LINK} : new Object[] {NAME, "14:05"};
        return GsmAlphabet.segments(new MessageFormat(text, Locale.ENGLISH).format(values));
    }
}
