package io.ringback.conversation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether people may have their browsers told. How browsers are written to has settings of its own (docs/web-push.md).
 *
 * @param publicKey what a browser is to know Ringback by: a point of P-256 in base64url (RFC 8292 4.1); empty: it is not offered
 * @param browsersPerPerson how many a person may have
 */
@ConfigurationProperties("ringback.web-push")
public record WebPushOffer(
        @DefaultValue("") String publicKey,
        @DefaultValue("3") int browsersPerPerson) {

    public WebPushOffer {
        publicKey = publicKey.strip();
        if (browsersPerPerson < 1 || browsersPerPerson > 20) {
            throw new IllegalArgumentException("ringback.web-push.browsers-per-person is " + browsersPerPerson
                    + ". Write a number from 1 to 20: each is sent all messages of its owner.");
        }
    }

    /** Whether there is a key to know Ringback by. */
    public boolean on() {
        return !publicKey.isEmpty();
    }
}
