package io.ringback.media.mail;

import io.ringback.directory.Address;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mailbox as it is written in a header (RFC 5322 3.4), also where the name before it should be in quotes: "Andersson, Anna
 * &lt;anna@example.com&gt;". What stands in angle brackets counts before what a name may hold.
 */
final class WrittenMailbox {

    private static final int LONGEST = 4096;

    /** Mail addresses are the same in all countries. */
    private static final String ANY_COUNTRY = "ZZ";

    /** A quoted string that is no local part, or a comment. */
    private static final Pattern NAME_IN_QUOTES = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"(?!\\s*@)");

    private static final Pattern COMMENT = Pattern.compile("\\((?:[^()\\\\]|\\\\.)*+\\)");

    /** With a route before it (RFC 5322 4.4) or as a URI. */
    private static final Pattern IN_BRACKETS =
            Pattern.compile("<\\s*(?:@[^<>:]*+:|mailto:)?\\s*([^<>@]++@[^<>@]++)>", Pattern.CASE_INSENSITIVE);

    private static final Pattern BARE = Pattern.compile(
            "(?:mailto:)?(\"[^\"\\s@]+\"|[^\\s<>()\\[\\]:;,\"@]++)\\s*@\\s*" + "([^\\s<>()\\[\\]:;,\"@]++)",
            Pattern.CASE_INSENSITIVE);

    private WrittenMailbox() {}

    /** The first mailbox that {@code raw} names. */
    static Optional<Address> first(String raw) {
        String bounded = raw.length() <= LONGEST ? raw : raw.substring(0, LONGEST);
        return read(withoutNames(bounded))
                // Quotes or brackets that do not end, or a header that is encoded as a whole (RFC 2047 5 forbids it).
                .or(() -> read(bounded))
                .or(() -> read(HeaderText.decode(bounded)));
    }

    private static String withoutNames(String raw) {
        return COMMENT.matcher(NAME_IN_QUOTES.matcher(raw).replaceAll(" ")).replaceAll(" ");
    }

    private static Optional<Address> read(String text) {
        Matcher bracketed = IN_BRACKETS.matcher(text);
        while (bracketed.find()) {
            Optional<Address> address = address(bracketed.group(1).replaceAll("\\s*@\\s*", "@"));
            if (address.isPresent()) {
                return address;
            }
        }
        Matcher bare = BARE.matcher(text);
        while (bare.find()) {
            Optional<Address> address = address(bare.group(1) + "@" + bare.group(2));
            if (address.isPresent()) {
                return address;
            }
        }
        return Optional.empty();
    }

    private static Optional<Address> address(String text) {
        try {
            return Optional.of(Address.parse("mailto:" + text.strip().replaceAll("\\.$", ""), ANY_COUNTRY));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
