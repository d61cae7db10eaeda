package io.ringback.media.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code (RFC 3463), such as 5.1.1.
 *
 * @param type 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject what it is about: 1 the address, 2 the mailbox, 4 the network, 7 policy
 * @param detail which of the subject's conditions
 */
public record EnhancedStatusCode(int type, int subject, int detail) {

    private static final Pattern FORM = Pattern.compile("\\b([245])\\.(\\d{1,3})\\.(\\d{1,3})\\b");

    /** The first status code in {@code text}. */
    static Optional<EnhancedStatusCode> parse(String text) {
        Matcher code = FORM.matcher(text);
        return code.find()
                ? Optional.of(new EnhancedStatusCode(
                        Integer.parseInt(code.group(1)),
                        Integer.parseInt(code.group(2)),
                        Integer.parseInt(code.group(3))))
                : Optional.empty();
    }

    /** What a report means that gives an action but no code. */
    static EnhancedStatusCode of(DeliveryAction action) {
        return new EnhancedStatusCode(
                switch (action) {
                    case FAILED -> 5;
                    case DELAYED -> 4;
                    case EXPANDED, RELAYED, DELIVERED -> 2;
                },
                0,
                0);
    }

    @Override
    public String toString() {
        return type + "." + subject + "." + detail;
    }
}
