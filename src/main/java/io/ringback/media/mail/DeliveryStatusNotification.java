package io.ringback.media.mail;

import io.ringback.directory.Address;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A delivery status notification (RFC 3464): a mail server says what became of a message. */
public sealed interface DeliveryStatusNotification extends ReceivedMail {

    /**
     * About a letter of Ringback's, proved by the {@linkplain ReturnPath return path} that it came to and by nothing in
     * it.
     *
     * @param messageId the outbound message
     * @param action the best that is reported: an address that stands for several people is reached if one of them is
     * @param status the code that goes with it
     */
    record OfOurMail(UUID messageId, DeliveryAction action, EnhancedStatusCode status)
            implements DeliveryStatusNotification {

        /** Whether the letter will not arrive. A delay is no failure, nor is a code 4.x.x by itself. */
        public boolean failed() {
            return action == DeliveryAction.FAILED;
        }
    }

    /**
     * About a mail between people (P14). It proves nothing: to be compared with what the mail system told of the mail
     * when it was sent (docs/mail-between-people.md).
     *
     * @param messageId the mail's Message-ID with its angle brackets
     * @param sender who sent it: the return path in its header or, lacking that, its From
     * @param recipients what became of it, for each recipient that is reported on
     * @param envelopeId Original-Envelope-Id, what the sender called the transaction
     */
    record OfMailBetweenPeople(
            String messageId, Address sender, List<RecipientReport> recipients, Optional<String> envelopeId)
            implements DeliveryStatusNotification {

        public OfMailBetweenPeople {
            recipients = List.copyOf(recipients);
        }

        /** Those whom the mail will not reach. */
        public List<RecipientReport> failures() {
            return recipients.stream().filter(RecipientReport::failed).toList();
        }
    }

    /**
     * What became of a mail for one recipient.
     *
     * @param finalRecipient the address the server tried to deliver to
     * @param originalRecipient the address the sender wrote, if an alias or a forward changed it
     * @param action what the server did
     * @param status the code that goes with it
     */
    record RecipientReport(
            Address finalRecipient,
            Optional<Address> originalRecipient,
            DeliveryAction action,
            EnhancedStatusCode status) {

        /** Whether the mail will not arrive. */
        public boolean failed() {
            return action == DeliveryAction.FAILED;
        }
    }
}
