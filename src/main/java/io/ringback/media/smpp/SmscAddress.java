package io.ringback.media.smpp;

import io.ringback.delivery.CannotBeDelivered;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * An address as SMPP writes it (SMPP 3.4 5.2.5-9).
 *
 * @param ton type of number
 * @param npi numbering plan
 */
record SmscAddress(byte ton, byte npi, String value) {

    private static final byte UNKNOWN = 0;
    private static final byte INTERNATIONAL = 1;
    private static final byte NATIONAL = 2;
    private static final byte NETWORK_SPECIFIC = 3;
    private static final byte ALPHANUMERIC = 5;
    private static final byte E164 = 1;

    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{5,14}");
    private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{2,8}");
    private static final Pattern NAME = Pattern.compile("[ -~&&[^@`]]{1,11}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    /** What people and some SMSCs write between digits (RFC 3966 3). */
    private static final Pattern SEPARATED = Pattern.compile("\\+?[0-9][-. ()/0-9]*");
    /** Longer than any short code, and no name that a sender would choose. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}|[1-9][0-9]{9,14}");
    /** Too short for a number with its country (ITU-T E.164). */
    private static final int LONGEST_WITHOUT_COUNTRY = 6;

    /**
     * An address of ours or of a person: a number ({@code tel:+46701234567}), a short code ({@code 71234}) or a name of at
     * most 11 characters.
     */
    static SmscAddress of(String address) {
        String text = withoutScheme(address);
        if (NUMBER.matcher(text).matches()) {
            return new SmscAddress(INTERNATIONAL, E164, text.substring(1));
        }
        if (SHORT_CODE.matcher(text).matches()) {
            return new SmscAddress(NETWORK_SPECIFIC, UNKNOWN, text);
        }
        if (NAME.matcher(text).matches()) {
            return new SmscAddress(ALPHANUMERIC, UNKNOWN, text);
        }
        throw new CannotBeDelivered("The sender or the recipient is no number (+46701234567), no short code (71234)"
                + " and no name of at most 11 ASCII characters.");
    }

    /**
     * As addresses are written elsewhere in Ringback: {@code tel:+46701234567}; a short code or a name is left as it is. The
     * type of number is believed only as far as the number can be one of that type.
     *
     * @param national reads a number without its country
     */
    String uri(UnaryOperator<String> national) {
        String text = value.strip();
        if (SEPARATED.matcher(text).matches() && ton != ALPHANUMERIC) {
            text = text.replaceAll("[^+0-9]", "");
        }
        if (text.isEmpty()
                || (ton == ALPHANUMERIC && !WHOLE_NUMBER.matcher(text).matches())) {
            return text;
        }
        if (text.startsWith("+")) {
            return "tel:" + text;
        }
        if (!DIGITS.matcher(text).matches()) {
            return text;
        }
        if (text.startsWith("00") && text.length() > LONGEST_WITHOUT_COUNTRY + 2) {
            return "tel:+" + text.substring(2);
        }
        if (ton == INTERNATIONAL && !text.startsWith("0") && text.length() > LONGEST_WITHOUT_COUNTRY) {
            return "tel:+" + text;
        }
        if (ton == NATIONAL || text.startsWith("0")) {
            return SHORT_CODE.matcher(text).matches() && !text.startsWith("0") ? text : read(national, text);
        }
        return SHORT_CODE.matcher(text).matches() ? text : "tel:+" + text;
    }

    private static String read(UnaryOperator<String> national, String number) {
        try {
            return national.apply(number);
        } catch (IllegalArgumentException e) {
            return number;
        }
    }

    private static String withoutScheme(String address) {
        return address.regionMatches(true, 0, "tel:", 0, 4) ? address.substring(4) : address;
    }

    /** An address is not for logs. */
    @Override
    public String toString() {
        return "SmscAddress[ton=" + ton + ", npi=" + npi + "]";
    }
}
