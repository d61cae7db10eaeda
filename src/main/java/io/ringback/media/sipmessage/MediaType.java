package io.ringback.media.sipmessage;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a Content-Type (RFC 2045 5.1).
 *
 * @param name type and subtype in lower case
 * @param charset in lower case; empty if none is named
 */
record MediaType(String name, Optional<String> charset) {

    static final String TEXT = "text/plain";
    static final String CPIM = "message/cpim";
    static final String IMDN = "message/imdn+xml";

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([^\\s\"';]+)");

    static MediaType of(String value) {
        int end = value.indexOf(';');
        Matcher charset = CHARSET.matcher(value);
        return new MediaType(
                (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT),
                charset.find() ? Optional.of(charset.group(1).toLowerCase(Locale.ROOT)) : Optional.empty());
    }

    boolean is(String other) {
        return name.equals(other);
    }

    /**
     * RFC 3428 section 4 and RFC 3862 3.3: texts are UTF-8. US-ASCII is that too; both have names besides ({@code utf8},
     * {@code ascii}).
     */
    boolean isUtf8() {
        return charset.map(MediaType::charset)
                .map(known -> known.equals(StandardCharsets.UTF_8) || known.equals(StandardCharsets.US_ASCII))
                .orElse(charset.isEmpty());
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }
}
