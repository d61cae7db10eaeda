package io.ringback.web.words;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What people say for a code: of states, outcomes, causes, media, kinds of messages and events, steps of a journey. The words stand beside
 * this class and nowhere else: in {@code codes.properties} those of operators, in {@code people.properties} those of the file that is
 * handed to a person, who is one of the two.
 */
public final class PlainWords {

    /** For operators, whose pages are in English. */
    public static final PlainWords OF_OPERATORS = new PlainWords("codes", Locale.ENGLISH);

    private final ResourceBundle words;

    private PlainWords(String bundle, Locale reader) {
        words = ResourceBundle.getBundle(
                PlainWords.class.getPackageName() + "." + bundle,
                reader,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** For a person, in their language; in English if that has no words yet. */
    public static PlainWords ofPerson(Locale reader) {
        return new PlainWords("people", reader);
    }

    /** The words for a code, or for a constant by its name; what is no code of ours stays as it is, and null is empty. */
    public String of(Object code) {
        if (code == null) {
            return "";
        }
        String name = code instanceof Enum<?> constant ? constant.name() : code.toString();
        return words.containsKey(name) ? words.getString(name) : name;
    }
}
