package io.ringback.protocol.sip;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code "Display Name" <uri>;parameters} (RFC 3261 20.10), as in From, Contact, P-Asserted-Identity and Diversion, with the
 * spellings that are met besides: no brackets around a URI with parameters, separators that nothing follows.
 *
 * @param displayName without quotes; empty if there is none
 * @param uri as written, of whatever scheme. Without brackets it keeps what follows it: carriers that leave them out mean
 *     {@code user=phone} as the URI's
 * @param parameters of the header, by name in lower case. Without brackets all parameters are the header's (RFC 3261 20.10)
 */
public record WrittenAddress(String displayName, String uri, Map<String, String> parameters) {

    private static final Pattern TRAILING_SEPARATORS = Pattern.compile("[;,\\s]+$");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
    /** Beside such a word it would be a guess which of the two is the address. */
    private static final Pattern LIKE_AN_ADDRESS = Pattern.compile(".*[:@<>\"].*");

    /** Empty if a quote or bracket is not closed, or something follows the brackets that is no parameter. */
    public static Optional<WrittenAddress> read(String value) {
        String text = TRAILING_SEPARATORS.matcher(value.strip()).replaceFirst("");
        int open = HeaderGrammar.outside(text, '<', 0);
        return open < 0 ? bare(text) : bracketed(text, open);
    }

    private static Optional<WrittenAddress> bracketed(String text, int open) {
        int close = text.indexOf('>', open);
        if (close < 0) {
            return Optional.empty();
        }
        String rest = text.substring(close + 1).strip();
        return rest.isEmpty() || rest.startsWith(";")
                ? Optional.of(new WrittenAddress(
                        HeaderGrammar.unquoted(text.substring(0, open)),
                        text.substring(open + 1, close).strip(),
                        HeaderGrammar.parameters(rest)))
                : Optional.empty();
    }

    private static Optional<WrittenAddress> bare(String text) {
        Matcher quoted = QUOTED.matcher(text);
        String name = quoted.lookingAt() ? quoted.group() : "";
        String address = text.substring(name.length()).strip();
        int semicolon = HeaderGrammar.outside(address, ';', 0);
        String head = (semicolon < 0 ? address : address.substring(0, semicolon)).strip();
        String tail = semicolon < 0 ? "" : address.substring(semicolon);
        int blank = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'));
        String words = head.substring(0, Math.max(blank, 0)).strip();
        String uri = head.substring(blank + 1);
        if (uri.isEmpty()
                || uri.indexOf('"') >= 0
                || LIKE_AN_ADDRESS.matcher(words).matches()) {
            return Optional.empty();
        }
        return Optional.of(new WrittenAddress(
                name.isEmpty() ? words : HeaderGrammar.unquoted(name), uri + tail, HeaderGrammar.parameters(tail)));
    }
}
