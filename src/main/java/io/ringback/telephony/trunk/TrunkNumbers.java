package io.ringback.telephony.trunk;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Phone numbers as the trunk writes them, without a {@code +} and without {@code user=phone}: {@code 0701234567}, {@code
 * 46701234567}. Nothing in such a user part says that it is a number, nor of which country, so only the setting {@code
 * ringback.sip.numbers} says so. Without it, a user part of digits is a name.
 */
@Component
public class TrunkNumbers {

    private static final String SETTING = "ringback.sip.numbers";

    /** Leading digits, and what stands in their place: {@code 0=+46}. */
    private static final Pattern ENTRY = Pattern.compile("([0-9]*)=(\\+[0-9]{0,7})");

    /** RFC 3966 section 3, local-number-digits, without those that no telephone number has. */
    private static final Pattern DIALLED = Pattern.compile("[0-9][0-9().-]{1,30}");

    private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]");

    private record Form(String leading, String replacement) {}

    private final List<Form> forms;
    private final AddressReader addresses;

    /**
     * @param entries what stands in the place of leading digits: {@code 0=+46}, {@code 00=+}, {@code 46=+46}, and {@code =+1}
     *     for numbers without a prefix. The longest that makes a possible number counts
     * @throws IllegalArgumentException if an entry is wrong; says which, and how to write it
     */
    public TrunkNumbers(@Value("${ringback.sip.numbers:}") List<String> entries, AddressReader addresses) {
        List<Form> read = new ArrayList<>();
        for (String entry : entries) {
            Matcher form = ENTRY.matcher(entry.strip());
            if (!form.matches() || form.group(1).isEmpty() && form.group(2).equals("+")) {
                throw new IllegalArgumentException(
                        SETTING + " has the entry \"" + entry + "\". Write the leading digits"
                                + " and what stands in their place, with a + and the country code: 0=+46, 00=+ or 46=+46.");
            }
            Form one = new Form(form.group(1), form.group(2));
            if (read.stream().anyMatch(other -> other.leading().equals(one.leading()))) {
                throw new IllegalArgumentException(SETTING + " has more than one entry for the leading digits \""
                        + one.leading() + "\". Keep one of them.");
            }
            read.add(one);
        }
        read.sort(Comparator.comparing((Form form) -> form.leading().length()).reversed());
        this.forms = List.copyOf(read);
        this.addresses = addresses;
    }

    /**
     * The number that a user part is, by the setting.
     *
     * @param user as written in a {@code sip:}, {@code sips:} or {@code tel:} URI
     * @return a {@code tel:} address; empty if it has a {@code +} or a {@code phone-context} of its own, or the setting makes
     *     no possible number of it
     */
    public Optional<Address> number(String user) {
        int semicolon = user.indexOf(';');
        // Further parameters say how a number is carried (RFC 4694), not which it is.
        String written = semicolon < 0 || user.contains("phone-context=") ? user : user.substring(0, semicolon);
        if (!DIALLED.matcher(written).matches()) {
            return Optional.empty();
        }
        String digits = NO_DIGITS.matcher(written).replaceAll("");
        return forms.stream()
                .filter(form -> digits.startsWith(form.leading()))
                .map(form -> possible(
                        form.replacement() + digits.substring(form.leading().length())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Address> possible(String number) {
        try {
            return Optional.of(addresses.read("tel:" + number));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
