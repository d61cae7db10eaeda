package io.ringback.failedcall;

import io.ringback.directory.Address;
import java.time.Instant;
import java.util.List;

/**
 * A mail between people that the mail system told us about when it left: proof that a later bounce is genuine (P14).
 *
 * @param sender who wrote it
 * @param recipients to whom
 * @param toldAt when we were told
 */
public record SentMail(Address sender, List<Address> recipients, Instant toldAt) {

    public SentMail {
        recipients = List.copyOf(recipients);
    }
}
