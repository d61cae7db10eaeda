package io.ringback.cells;

import io.ringback.directory.Address;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an address decides the cell: a number with its +, whether it comes as {@code tel:} or as the user of a {@code sip:} address, and
 * else the URI, where {@code sips:} counts as {@code sip:}. Each program that chooses a cell, a partition or a switch's next hop makes the
 * same of an address (docs/cells.md). MD5 spreads the keys evenly and is everywhere; it keeps no secret here.
 *
 * @param text what is hashed
 */
public record CalleeKey(String text) {

    /** How many slots there are. */
    public static final int SLOTS = 256;

    private static final Pattern NUMBER = Pattern.compile("(?:tel:|sips?:(?=[^@]*@))(\\+[1-9][0-9]{6,14})(?:@.*)?");

    /** The key of a normalised address. */
    public static CalleeKey of(Address address) {
        Matcher number = NUMBER.matcher(address.uri());
        if (number.matches()) {
            return new CalleeKey(number.group(1));
        }
        return new CalleeKey(address.uri().replaceFirst("^sips:", "sip:"));
    }

    /** The MD5 of it, in 32 small hexadecimal digits. */
    public String hash() {
        return HexFormat.of().formatHex(digest());
    }

    /** From 0 to 255: the first two digits of the hash. */
    public int slot() {
        return digest()[0] & 0xff;
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5.", e);
        }
    }

    /** Its hash: addresses reach no log. */
    @Override
    public String toString() {
        return hash();
    }
}
