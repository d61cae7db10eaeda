package io.ringback.media.mms;

import io.ringback.protocol.xml.Element;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An address as MM7 has it (TS 23.140, 8.7.8; the group {@code Number}, {@code ShortCode}, {@code RFC2822Address}).
 *
 * @param element which of the three
 * @param value what stands in it
 */
record Mm7Address(String element, String value) {

    private static final String NUMBER = "Number";
    private static final String SHORT_CODE = "ShortCode";
    private static final String MAIL = "RFC2822Address";

    /** RFC 3966 visual separators. */
    private static final Pattern SEPARATORS = Pattern.compile("[-.()\\s]");

    /** E.164; relays leave the plus out as often as not. */
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+?([1-9][0-9]{7,14})");

    private static final Pattern NATIONAL = Pattern.compile("0[0-9]{3,14}");
    private static final Pattern SHORT = Pattern.compile("[0-9]{2,7}");

    /** A number as the network writes it into mail addresses (TS 23.140, 8.2.1): {@code +46.../TYPE=PLMN}. */
    private static final Pattern PLMN = Pattern.compile("(?i)(\\+?[0-9]+)/TYPE=PLMN(@.*)?");

    /**
     * One of our own senders, as it is configured.
     *
     * @return empty if there is none
     */
    static Optional<Mm7Address> ofSender(String sender) {
        if (sender == null || sender.isBlank()) {
            return Optional.empty();
        }
        String plain = withoutScheme(sender.strip());
        String digits = SEPARATORS.matcher(plain).replaceAll("");
        if (SHORT.matcher(digits).matches()) {
            return Optional.of(new Mm7Address(SHORT_CODE, digits));
        }
        if (INTERNATIONAL.matcher(digits).matches()) {
            return Optional.of(new Mm7Address(NUMBER, digits));
        }
        return Optional.of(new Mm7Address(plain.contains("@") ? MAIL : SHORT_CODE, plain));
    }

    /**
     * A person's number.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Mm7Address ofPerson(String address) {
        if (address == null || !address.startsWith("tel:+")) {
            throw new IllegalArgumentException("A multimedia message goes to a tel: address in international form.");
        }
        return new Mm7Address(NUMBER, withoutScheme(address));
    }

    /**
     * What a relay wrote, as Ringback writes addresses: {@code tel:+...}, a short code, or a mail address.
     *
     * @param group the element around the address
     * @return empty if there is none that can be used
     */
    static Optional<String> read(Element group) {
        return all(group).findFirst();
    }

    /** All that can be used of several in one group. */
    static Stream<String> all(Element group) {
        return group.children().stream()
                // An address that the relay hides (addressCoding) names nobody.
                .filter(address -> address.attribute("addressCoding").orElse("").isEmpty())
                .flatMap(address -> read(address.name(), address.text()).stream());
    }

    private static Optional<String> read(String element, String text) {
        Matcher plmn = PLMN.matcher(text);
        String plain = withoutScheme(plmn.matches() ? plmn.group(1) : text);
        String digits = SEPARATORS.matcher(plain).replaceAll("");
        if (element.equals(SHORT_CODE)) {
            return plain.isEmpty() ? Optional.empty() : Optional.of(plain);
        }
        if (!element.equals(NUMBER) && !element.equals(MAIL)) {
            return Optional.empty();
        }
        Matcher international = INTERNATIONAL.matcher(digits);
        if (international.matches()) {
            return Optional.of("tel:+" + international.group(1));
        }
        if (NATIONAL.matcher(digits).matches() || SHORT.matcher(digits).matches()) {
            return Optional.of(digits);
        }
        return element.equals(MAIL) && plain.contains("@") ? Optional.of("mailto:" + plain) : Optional.empty();
    }

    private static String withoutScheme(String address) {
        return address.regionMatches(true, 0, "tel:", 0, 4) ? address.substring(4) : address;
    }
}
