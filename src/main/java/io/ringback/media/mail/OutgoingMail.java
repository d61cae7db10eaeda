package io.ringback.media.mail;

import io.ringback.delivery.MailThread;
import io.ringback.directory.Address;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.Letter;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One letter to one person.
 *
 * @param messageId the outbound message's id; Message-ID and return path are made of it
 * @param to a {@code mailto:} address
 * @param toName the person's name as the directory has it
 * @param language the letter's
 * @param letter what is said
 * @param reply what a reply to the letter acts on; empty if none is understood
 * @param unsubscribe where one POST ends all letters to this person (RFC 8058), {@code https:} outside of tests
 * @param answers where it stands if it answers a mail of theirs; empty if it does not
 * @param validUntil until when it can be acted on; empty if there is nothing to act on
 * @param sender what the person sees as the sender; empty if as the mailbox is called
 * @param card a vCard that goes with it
 */
public record OutgoingMail(
        UUID messageId,
        Address to,
        String toName,
        Locale language,
        Letter letter,
        Optional<SessionIdentifier> reply,
        Optional<URI> unsubscribe,
        Optional<MailThread> answers,
        Optional<Instant> validUntil,
        Optional<String> sender,
        Optional<String> card) {

    /** @throws IllegalArgumentException if {@code to} is no mail address */
    public OutgoingMail {
        if (!to.scheme().equals("mailto")) {
            throw new IllegalArgumentException("A letter goes to a mailto: address, not to a " + to.scheme() + ": one");
        }
    }

    /** A letter that answers no mail, from whom the mailbox is called. */
    public OutgoingMail(
            UUID messageId,
            Address to,
            String toName,
            Locale language,
            Letter letter,
            Optional<SessionIdentifier> reply,
            Optional<URI> unsubscribe) {
        this(
                messageId,
                to,
                toName,
                language,
                letter,
                reply,
                unsubscribe,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
