package io.ringback.reach;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.ringback.directory.Address;

/** What a telephone's number tells of who may answer it. */
public enum PhoneKind {
    /** It is carried by one person. */
    MOBILE,
    /** It stands where several people may pass by. */
    FIXED_LINE,
    /** The number does not tell, or it is none. */
    OTHER;

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String TEL = "tel:";

    /** The kind of the telephone that has {@code address}. */
    public static PhoneKind of(Address address) {
        if (!address.uri().startsWith(TEL)) {
            return OTHER;
        }
        try {
            return switch (NUMBERS.getNumberType(NUMBERS.parse(address.uri().substring(TEL.length()), null))) {
                case MOBILE -> MOBILE;
                case FIXED_LINE -> FIXED_LINE;
                default -> OTHER;
            };
        } catch (NumberParseException e) {
            return OTHER;
        }
    }
}
