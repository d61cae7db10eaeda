package io.ringback.directory;

import java.nio.charset.StandardCharsets;
import org.springframework.util.StringUtils;

/** The escapes of URIs (RFC 3986 section 2.1), {@code %20} and the like. */
public final class UriEscapes {

    /** What stands for octets that are no UTF-8 once they are decoded; no address has it otherwise. */
    private static final char NO_UTF_8 = '\uFFFD';

    private UriEscapes() {}

    /**
     * The text without its escapes, undone once. What they stood for is for the caller to judge, control characters too.
     *
     * @throws IllegalArgumentException if a % begins no escape, or the escapes are not UTF-8; the message is fit to show to
     *     the sender
     */
    public static String undone(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        String plain;
        try {
            plain = StringUtils.uriDecode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("A % in an address is followed by two hexadecimal digits.", e);
        }
        if (plain.indexOf(NO_UTF_8) >= 0) {
            throw new IllegalArgumentException("The escaped characters of the address are not UTF-8.");
        }
        return plain;
    }
}
