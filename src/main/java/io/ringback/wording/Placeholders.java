package io.ringback.wording;

import java.text.ChoiceFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which {0}, {1} and so on a text takes, also within choices. */
final class Placeholders {

    private Placeholders() {}

    /** @throws IllegalArgumentException if it cannot be read */
    static Set<Integer> in(String text) {
        Set<Integer> numbers = new TreeSet<>();
        collect(new MessageFormat(text, Locale.ENGLISH), numbers, false);
        return numbers;
    }

    /**
     * Those that are given a form, as in {1,number} or {1,choice,...}: a text cannot take one, and would not be said at all.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    static Set<Integer> formattedIn(String text) {
        Set<Integer> numbers = new TreeSet<>();
        collect(new MessageFormat(text, Locale.ENGLISH), numbers, true);
        return numbers;
    }

    private static void collect(MessageFormat text, Set<Integer> numbers, boolean formattedOnly) {
        Format[] formats = text.getFormatsByArgumentIndex();
        String plain = text.toPattern();
        for (int number = 0; number < formats.length; number++) {
            if (formats[number] != null || !formattedOnly && plain.contains("{" + number + "}")) {
                numbers.add(number);
            }
            if (formats[number] instanceof ChoiceFormat choice) {
                for (Object one : choice.getFormats()) {
                    collect(new MessageFormat(one.toString(), Locale.ENGLISH), numbers, formattedOnly);
                }
            }
        }
    }
}
