package io.ringback.media.mail;

import io.ringback.conversation.Conversation;
import io.ringback.conversation.MessageReports;
import io.ringback.delivery.MailThread;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.failedcall.SentMail;
import io.ringback.failedcall.SentMails;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes each mail that {@code camel-routes/mail-in.camel.yaml} finds in Ringback's mailbox, once: under the number that
 * the mailbox gave it (RFC 3501 2.3.1.1), whichever node reads it and however often. Throws only if nothing could be
 * stored, and then the mail stays unread.
 */
@Component("mailReceived")
public class MailReceived {

    private static final Logger LOG = LoggerFactory.getLogger(MailReceived.class);

    private final MailReader reader;
    private final MailTraffic traffic;
    private final Conversation conversation;
    private final MessageReports deliveries;
    private final CallEvents calls;
    private final SentMails sentMails;
    private final Inbox inbox;

    MailReceived(
            MailReader reader,
            MailTraffic traffic,
            Conversation conversation,
            MessageReports deliveries,
            CallEvents calls,
            SentMails sentMails,
            Inbox inbox) {
        this.reader = reader;
        this.traffic = traffic;
        this.conversation = conversation;
        this.deliveries = deliveries;
        this.calls = calls;
        this.sentMails = sentMails;
        this.inbox = inbox;
    }

    /** Called by the route, while the message's folder is open. */
    public void receive(Message message) throws MessagingException {
        UIDFolder folder = (UIDFolder) message.getFolder();
        take("mail:" + folder.getUIDValidity() + ":" + folder.getUID(message), (MimeMessage) message);
        // Camel does this too, but not where a header cannot be parsed, and such a mail would be read for ever.
        message.setFlag(Flags.Flag.SEEN, true);
    }

    void take(String eventId, MimeMessage message) {
        ReceivedMail received = reader.read(message, mail -> traffic.fetched(eventId, mail));
        if (received instanceof ReceivedMail.Reply reply) {
            reply(eventId, reply, ThreadHeaders.below(message));
        } else if (received instanceof ReceivedMail.ReplyToLetter reply) {
            reply(eventId, reply, ThreadHeaders.below(message));
        } else if (received instanceof ReceivedMail.SpamComplaint complaint) {
            conversation.complainAbout(eventId, complaint.messageId());
        } else if (received instanceof DeliveryStatusNotification.OfOurMail report && report.failed()) {
            deliveries.failed(eventId, report.messageId(), "bounced: " + report.status());
        } else if (received instanceof DeliveryStatusNotification.OfMailBetweenPeople bounce) {
            bounced(eventId, bounce);
        } else if (received instanceof ReceivedMail.AutomaticAnswer automatic) {
            unused(eventId, "an automatic answer: " + automatic.sign());
        } else if (received instanceof ReceivedMail.Unrelated unrelated) {
            unused(eventId, unrelated.reason());
        } else if (received instanceof ReceivedMail.Unreadable unreadable) {
            unused(eventId, "unreadable: " + unreadable.reason());
        } else {
            unused(eventId, "a report of no failure");
        }
    }

    private void reply(String eventId, ReceivedMail.Reply reply, MailThread thread) {
        if (reply.when().isPresent()) {
            conversation.replyWithTime(
                    eventId, reply.session(), reply.from(), reply.when().get(), thread);
        } else {
            conversation.reply(eventId, reply.session(), reply.from(), reply.word(), thread);
        }
    }

    private void reply(String eventId, ReceivedMail.ReplyToLetter reply, MailThread thread) {
        if (!reply.proven()) {
            conversation.replyWithoutProof(eventId, reply.messageId(), reply.from(), reply.word(), thread);
        } else if (reply.when().isPresent()) {
            conversation.replyWithTime(
                    eventId, reply.messageId(), reply.from(), reply.when().get(), thread);
        } else {
            conversation.reply(eventId, reply.messageId(), reply.from(), reply.word(), thread);
        }
    }

    /** A mail between people that did not arrive is a failed call through the medium e-mail, if we were told of it (P14). */
    private void bounced(String eventId, DeliveryStatusNotification.OfMailBetweenPeople bounce) {
        Optional<SentMail> told = sentMails.find(bounce.messageId());
        if (told.isEmpty()) {
            unused(eventId, "a bounce of a mail that we were not told of");
            return;
        }
        for (DeliveryStatusNotification.RecipientReport failure : bounce.failures()) {
            Address recipient = failure.originalRecipient().orElse(failure.finalRecipient());
            if (told.get().recipients().contains(recipient)) {
                String callId = failedCallId(bounce.messageId(), recipient);
                traffic.toldOf(callId, eventId);
                calls.failed(new FailedCall(
                        callId,
                        told.get().sender(),
                        recipient,
                        Medium.EMAIL,
                        Cause.UNDELIVERABLE,
                        told.get().toldAt(),
                        "mail"));
            } else {
                unused(eventId, "a bounce for someone the mail was not sent to");
            }
        }
    }

    /** The same for every report about the same mail to the same person. */
    private static String failedCallId(String messageId, Address recipient) {
        return "mail-" + UUID.nameUUIDFromBytes((messageId + " " + recipient.uri()).getBytes(StandardCharsets.UTF_8));
    }

    private void unused(String eventId, String reason) {
        LOG.info("Mail {} asks for nothing: {}", eventId, reason);
        inbox.receive(new InboundEvent(eventId, EventKind.UNUSED, null, Map.of("reason", reason)));
    }
}
