package io.ringback.texting;

import java.util.Locale;
import java.util.regex.Pattern;

/** An address that Ringback sends from, in the one spelling by which replies to it are found. */
final class SenderAddress {

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ()./-]*");

    private SenderAddress() {}

    /** {@code tel:+46 70-123}, {@code +4670123} and {@code 004670123} are one; so are addresses in capitals or not. */
    static String normal(String given) {
        String address = given.strip().toLowerCase(Locale.ROOT);
        if (address.startsWith("tel:")) {
            address = address.substring("tel:".length());
        }
        if (!NUMBER.matcher(address).matches()) {
            int resource = address.startsWith("xmpp:") ? address.indexOf('/') : address.indexOf(';');
            return resource < 0 ? address : address.substring(0, resource);
        }
        String digits = address.replaceAll("[^0-9]", "");
        return digits.startsWith("00") ? digits.substring(2) : digits;
    }
}
