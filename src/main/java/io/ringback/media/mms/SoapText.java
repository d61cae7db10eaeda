package io.ringback.media.mms;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The characters of a SOAP message, whatever relays say of its charset: they declare one and send another, or declare none.
 * What the octets cannot be is not believed (RFC 7303 3: first the byte order mark, then the label from outside, then the
 * declaration).
 */
final class SoapText {

    private static final Charset LAST_RESORT = Charset.forName("windows-1252");
    private static final Pattern DECLARED =
            Pattern.compile("\\s*<\\?xml[^>]{0,100}?\\sencoding\\s*=\\s*[\"']([^\"'>]{1,40})[\"']");
    private static final int LONGEST_DECLARATION = 200;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SoapText() {}

    /**
     * @param label what is said of it from outside, or nothing
     */
    static String decode(byte[] octets, String label) {
        String text = Stream.of(
                        byOctets(octets), named(label), named(declared(octets)), Optional.of(StandardCharsets.UTF_8))
                .flatMap(Optional::stream)
                .flatMap(charset -> decoded(octets, charset).stream())
                .filter(SoapText::isMarkup)
                .findFirst()
                .orElseGet(() -> new String(octets, LAST_RESORT));
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** XML 1.0 appendix F: UTF-16 is known by its mark, or by the half of "<" that is empty. */
    private static Optional<Charset> byOctets(byte[] octets) {
        if (octets.length < 2) {
            return Optional.empty();
        }
        return switch ((octets[0] & 0xFF) << 8 | (octets[1] & 0xFF)) {
            case 0xFEFF, 0x003C -> Optional.of(StandardCharsets.UTF_16BE);
            case 0xFFFE, 0x3C00 -> Optional.of(StandardCharsets.UTF_16LE);
            case 0xEFBB -> Optional.of(StandardCharsets.UTF_8);
            default -> Optional.empty();
        };
    }

    private static String declared(byte[] octets) {
        Matcher declaration = DECLARED.matcher(
                new String(octets, 0, Math.min(octets.length, LONGEST_DECLARATION), StandardCharsets.ISO_8859_1));
        return declaration.lookingAt() ? declaration.group(1) : "";
    }

    private static Optional<Charset> named(String name) {
        try {
            return name.isBlank() ? Optional.empty() : Optional.of(Charset.forName(name.strip()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> decoded(byte[] octets, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isMarkup(String text) {
        String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return marked.stripLeading().startsWith("<");
    }
}
