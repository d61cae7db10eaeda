package io.ringback.directory;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A normalised communication address: {@code tel:} (RFC 3966, always in E.164), {@code sip:} and {@code sips:} (RFC
 * 3261), {@code mailto:} (RFC 6068, one address), {@code xmpp:} (RFC 5122) or {@code im:} (RFC 3860).
 *
 * <p>Two spellings of the same address are equal. {@link #toString()} is masked, so that an address never reaches a log
 * in the clear; {@link #uri()} is the address itself.
 */
public record Address(String uri) {

    private static final Set<String> SCHEMES = Set.of("tel", "sip", "sips", "mailto", "xmpp", "im");
    private static final int LONGEST = 320;
    private static final Pattern NUMBER_AT_HOST = Pattern.compile("(\\+[1-9][0-9]{6,14})@.+");
    private static final PhoneNumberUtil PHONE_NUMBERS = PhoneNumberUtil.getInstance();

    /**
     * Reads an address as people and switches write it: a URI of one of the schemes above, a phone number in
     * international form or in that of {@code country}, or a mail address.
     *
     * @param text the address as given
     * @param country ISO 3166 region whose national phone numbers are understood, such as {@code SE}
     * @throws IllegalArgumentException if it is none of these; the message says why and is fit to show to the sender
     */
    public static Address parse(String text, String country) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("The address is empty.");
        }
        String given = text.strip();
        if (given.length() > LONGEST) {
            throw new IllegalArgumentException("The address is longer than " + LONGEST + " characters.");
        }
        int colon = given.indexOf(':');
        String scheme = colon < 0 ? "" : given.substring(0, colon).toLowerCase(Locale.ROOT);
        if (SCHEMES.contains(scheme)) {
            String rest = given.substring(colon + 1);
            return switch (scheme) {
                case "tel" -> phone(rest, country);
                case "mailto" -> mail(rest);
                default -> userAtHost(scheme, rest);
            };
        }
        return given.contains("@") ? mail(given) : phone(given, country);
    }

    private static Address phone(String number, String country) {
        int parameters = number.indexOf(';');
        String digits = parameters < 0 ? number : number.substring(0, parameters);
        try {
            PhoneNumber parsed = PHONE_NUMBERS.parse(digits, country);
            if (!PHONE_NUMBERS.isPossibleNumber(parsed)) {
                throw new IllegalArgumentException("This is not a possible phone number: wrong number of digits.");
            }
            return new Address("tel:" + PHONE_NUMBERS.format(parsed, PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            throw new IllegalArgumentException(
                    "This is neither a phone number, a mail address nor a tel:, sip:, mailto:, xmpp: or im: URI.", e);
        }
    }

    private static Address mail(String address) {
        try {
            InternetAddress parsed = new InternetAddress(address, true);
            String plain = parsed.getAddress();
            int at = plain.lastIndexOf('@');
            if (at < 1 || !plain.equals(address)) {
                throw new IllegalArgumentException("A mail address is written name@host, without a display name.");
            }
            return new Address("mailto:" + plain.toLowerCase(Locale.ROOT));
        } catch (AddressException e) {
            throw new IllegalArgumentException("This is not a mail address: " + e.getMessage() + ".", e);
        }
    }

    private static Address userAtHost(String scheme, String rest) {
        int parameters = indexOfAny(rest, ";?");
        String bare = parameters < 0 ? rest : rest.substring(0, parameters);
        int at = bare.lastIndexOf('@');
        String host = bare.substring(at + 1);
        if (host.isEmpty() || at == 0 || !host.matches("[A-Za-z0-9.\\-:\\[\\]]+")) {
            throw new IllegalArgumentException("A " + scheme + ": address is written " + scheme + ":name@host.");
        }
        String user = at < 0 ? "" : bare.substring(0, at + 1);
        if (!user.matches("[^\\s<>\"]*")) {
            throw new IllegalArgumentException("The name in a " + scheme + ": address has no spaces or quotes.");
        }
        return new Address(scheme + ":" + user + host.toLowerCase(Locale.ROOT));
    }

    private static int indexOfAny(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** The scheme without its colon, in lower case. */
    public String scheme() {
        return uri.substring(0, uri.indexOf(':'));
    }

    /** What follows the scheme: {@code +46701234567}, {@code bob@example.com}. */
    public String value() {
        return uri.substring(uri.indexOf(':') + 1);
    }

    /**
     * What a switch may also have meant, likeliest first, beginning with the address itself: a number at a switch
     * ({@code sip:+46701234567@switch.example}) is that number, and {@code sips:} reaches whom {@code sip:} reaches.
     */
    public List<Address> spellings() {
        List<Address> spellings = new ArrayList<>();
        spellings.add(this);
        if (scheme().equals("sip") || scheme().equals("sips")) {
            spellings.add(new Address((scheme().equals("sip") ? "sips:" : "sip:") + value()));
            Matcher number = NUMBER_AT_HOST.matcher(value());
            if (number.matches()) {
                spellings.add(new Address("tel:" + number.group(1)));
            }
        }
        return List.copyOf(spellings);
    }

    /** The address with all but its scheme and last two characters hidden. */
    @Override
    public String toString() {
        return scheme() + ":***" + uri.substring(Math.max(uri.length() - 2, scheme().length() + 1));
    }
}
