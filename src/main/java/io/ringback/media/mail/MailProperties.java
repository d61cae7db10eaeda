package io.ringback.media.mail;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who Ringback is by mail. Servers and passwords are settings of the routes in {@code camel-routes/}.
 *
 * @param mailbox the local part of its mailbox
 * @param domain the mailbox's domain
 * @param displayName what people see as the sender
 * @param trustedAuthservIds under which names the receiving mail system says who a sender is (RFC 8601)
 */
@ConfigurationProperties("ringback.mail")
record MailProperties(
        @DefaultValue("ringback") String mailbox,
        String domain,
        @DefaultValue("Ringback") String displayName,
        @DefaultValue Set<String> trustedAuthservIds) {

    MailIdentity identity() {
        return new MailIdentity(mailbox, domain, displayName);
    }
}
