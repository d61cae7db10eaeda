package io.ringback.media.xmpp;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code ringback.xmpp}; docs/instant-messages.md has them as a table.
 *
 * @param accounts Ringback's own; without one there is no XMPP
 * @param host of the server, if it is not the one that DNS names for the domain of the accounts
 * @param port of {@code host}
 * @param resource what this node calls itself on the server; empty for one made from the machine's name
 * @param starttls whether the stream must be encrypted, by a server with a certificate for the domain. False: it is not
 * @param trustedCertificates file with the certificates (PEM) of the only authorities to trust; empty for those that Java
 *     trusts
 * @param answerWithin how long the server may take for its answer to anything
 * @param pingEvery after how long without a word the server is asked whether it is there (XEP-0199)
 * @param longestPause between two tries to connect
 * @param watchPresence whether callees who may be seen are asked by the first account to show it when they are available
 */
@Validated
@ConfigurationProperties("ringback.xmpp")
record XmppProperties(
        @Valid @DefaultValue List<Account> accounts,
        @DefaultValue("") String host,
        @Min(1) @Max(65535) @DefaultValue("5222") int port,
        @DefaultValue("") String resource,
        @DefaultValue("true") boolean starttls,
        @DefaultValue("") String trustedCertificates,
        @DefaultValue("20s") Duration answerWithin,
        @DefaultValue("60s") Duration pingEvery,
        @DefaultValue("60s") Duration longestPause,
        @DefaultValue("false") boolean watchPresence) {

    /**
     * One account on the server, and so one sender.
     *
     * @param jid its bare JID, {@code ringback@example.org}
     * @param password its password
     */
    record Account(
            @DefaultValue("") String jid, @DefaultValue("") String password) {}

    XmppProperties {
        accounts = List.copyOf(accounts);
    }
}
