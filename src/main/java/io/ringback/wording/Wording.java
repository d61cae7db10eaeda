package io.ringback.wording;

import io.ringback.directory.Medium;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/** How people are spoken to, the same in letters and on pages: language, times, names, the word for an attempt. */
public final class Wording {

    /** The message bundle that letters and pages share. */
    public static final String BUNDLE = "messages/letters";

    private static final Locale SWEDISH = Locale.forLanguageTag("sv");

    private Wording() {}

    /** The language that Ringback writes for someone who wants {@code wanted}: Swedish, and English for all others. */
    public static Locale language(Locale wanted) {
        return wanted.getLanguage().equals(SWEDISH.getLanguage()) ? SWEDISH : Locale.ENGLISH;
    }

    /** A point in time as the reader's clock shows it, in words of the reader's language. */
    public static String when(Instant at, ZoneId zone, Locale wanted) {
        return written("when.pattern", at.atZone(zone), language(wanted));
    }

    /** The same for who hears it at {@code now}: of today the time alone. */
    public static String whenSaid(Instant at, Instant now, ZoneId zone, Locale wanted) {
        ZonedDateTime then = at.atZone(zone);
        boolean today = then.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return written(today ? "when.said.today" : "when.said.before", then, language(wanted));
    }

    private static String written(String pattern, ZonedDateTime at, Locale language) {
        // Without a fallback, an English reader would get the language of the machine.
        ResourceBundle texts = ResourceBundle.getBundle(
                BUNDLE, language, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
        return DateTimeFormatter.ofPattern(texts.getString(pattern), language).format(at);
    }

    /**
     * A name or label as it may stand in a sentence or a subject: control characters, line ends and marks that turn the
     * direction of writing become spaces, as with them a name could forge a header or disguise what follows it.
     */
    public static String name(String given) {
        return given.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    }

    /** Which of the texts about an attempt fits: {@code conference}, {@code call}, {@code mail} or {@code message}. */
    public static String attempt(Medium medium, boolean conference) {
        if (conference) {
            return "conference";
        }
        return switch (medium) {
            case VOICE -> "call";
            case EMAIL -> "mail";
            case SMS, MMS, INSTANT_MESSAGE -> "message";
        };
    }
}
