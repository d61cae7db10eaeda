package io.ringback.telephony.callcontrol;

import io.ringback.directory.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells what names a person: by the number or user name of their phone, or by their own name (P13). It is asked about words that
 * phones choose by chance, which hold a short name now and then without meaning it.
 */
final class Names implements Predicate<String> {

    /** Fewer digits than these, or letters, say nothing about anybody. */
    private static final int DIGITS = 7;

    private static final int LETTERS = 4;

    private final List<String> words;
    private final String digits;

    /** @param name of the person, or empty */
    Names(Address address, String name) {
        String user = address.value().split("@", 2)[0];
        String number = user.replaceAll("[^0-9]", "");
        // With or without the country's code and whatever stands before it.
        this.digits = number.length() < DIGITS ? "" : number.substring(number.length() - DIGITS);
        this.words = Stream.concat(Stream.of(user), Arrays.stream(name.split("\\s+")))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() >= LETTERS)
                .toList();
    }

    @Override
    public boolean test(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::contains)
                || !digits.isEmpty() && lower.replaceAll("[^0-9]", "").contains(digits);
    }
}
