package io.ringback.media.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of Ringback's that a message was delivered to, and the detail it carries. */
final class OwnAddress {

    /** What the mail system says it delivered to comes before what the sender wrote. */
    private static final List<String> HEADERS = List.of(
            "Delivered-To",
            "X-Original-To",
            "Envelope-To",
            "X-Delivered-To",
            "X-Envelope-To",
            "Apparently-To",
            "To",
            "Cc");

    private static final int MOST_VALUES = 20;
    private static final int LONGEST_VALUE = 16_384;

    private final Pattern detailed;

    OwnAddress(MailIdentity identity) {
        // Not parsed as addresses: a header that is broken elsewhere must not hide the one that counts.
        this.detailed = Pattern.compile("(?<![a-z0-9.!#$%&'*+/=?^_`{|}~-])" + Pattern.quote(identity.mailbox())
                + "\\+([br]-[0-9a-f-]{32,49})@" + Pattern.quote(identity.domain()) + "(?![a-z0-9.-])");
    }

    /** The detail of the first address found that has one. */
    Optional<String> detail(MimeMessage message) throws MessagingException {
        for (String header : HEADERS) {
            String[] values = message.getHeader(header);
            if (values == null) {
                continue;
            }
            for (int i = 0; i < Math.min(values.length, MOST_VALUES); i++) {
                Optional<String> detail = firstIn(values[i].substring(0, Math.min(values[i].length(), LONGEST_VALUE)));
                if (detail.isPresent()) {
                    return detail;
                }
            }
        }
        return Optional.empty();
    }

    /** The detail of the first address in {@code text} that has one. */
    Optional<String> firstIn(String text) {
        Matcher address = detailed.matcher(text.toLowerCase(Locale.ROOT));
        return address.find() ? Optional.of(address.group(1)) : Optional.empty();
    }
}
