package io.ringback.media.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who Ringback is in the mail system: the one mailbox that all it sends comes from, and that all replies and bounces
 * come back to under addresses with a detail (RFC 5233), {@code mailbox+detail@domain}.
 *
 * @param mailbox local part of the mailbox, at most 12 characters, so that the longest detail stays within the 64 that
 *     RFC 5321 4.5.3.1.1 allows
 * @param domain the domain of the mailbox
 * @param displayName what people see as the sender
 */
public record MailIdentity(String mailbox, String domain, String displayName) {

    private static final Pattern MAILBOX = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,10}[a-z0-9])?");
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");

    /** @throws IllegalArgumentException if it cannot be written into a mail's header */
    public MailIdentity {
        mailbox = mailbox == null ? "" : mailbox.toLowerCase(Locale.ROOT);
        domain = domain == null ? "" : domain.toLowerCase(Locale.ROOT);
        displayName = HeaderText.clean(displayName);
        if (!MAILBOX.matcher(mailbox).matches()) {
            throw new IllegalArgumentException(
                    "The mailbox must be 1 to 12 of the characters a-z, 0-9, '.', '_' and '-', such as: ringback");
        }
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("The mail domain must be a host name, such as: example.com");
        }
    }

    /** The plain address of the mailbox. */
    public String address() {
        return mailbox + "@" + domain;
    }

    /** The address of the mailbox that carries {@code detail}. */
    String address(String detail) {
        return mailbox + "+" + detail + "@" + domain;
    }
}
