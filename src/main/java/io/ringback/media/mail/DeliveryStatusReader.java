package io.ringback.media.mail;

import io.ringback.directory.Address;
import io.ringback.protocol.mime.BoundedPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.angus.mail.dsn.DeliveryStatus;

/** Reads delivery status notifications: RFC 3464 in a report of RFC 6522, and its internationalised form, RFC 6533. */
final class DeliveryStatusReader {

    private static final Set<String> STATUS = Set.of("message/delivery-status", "message/global-delivery-status");
    private static final Set<String> RETURNED =
            Set.of("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers");

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_RECIPIENTS = 100;

    private final MailIdentity identity;

    DeliveryStatusReader(MailIdentity identity) {
        this.identity = identity;
    }

    /** What {@code parts} report about letter {@code messageId}, whose return path they came to. */
    Optional<ReceivedMail> aboutOurs(List<BoundedPart> parts, UUID messageId) throws MessagingException, IOException {
        return blocks(parts).stream()
                .max(Comparator.comparing(Block::action))
                .map(best -> new DeliveryStatusNotification.OfOurMail(messageId, best.action(), best.status()));
    }

    /** The report about a mail that is not a letter of Ringback's. */
    ReceivedMail aboutPeoples(List<BoundedPart> parts) throws MessagingException, IOException {
        InternetHeaders returned = returned(parts);
        Optional<String> messageId = first(returned, "Message-ID");
        Optional<Address> sender =
                first(returned, "Return-Path").flatMap(WrittenMailbox::first).or(() -> from(returned));
        if (messageId.isEmpty() || sender.isEmpty()) {
            return new ReceivedMail.Unrelated("a delivery report that does not say whose or which mail it is about");
        }
        if (isOurs(sender.get()) || from(returned).filter(this::isOurs).isPresent()) {
            return new ReceivedMail.Unrelated("a copy of a report about a letter of ours");
        }
        List<DeliveryStatusNotification.RecipientReport> recipients = new ArrayList<>();
        for (Block block : blocks(parts)) {
            block.recipient()
                    .ifPresent(recipient -> recipients.add(new DeliveryStatusNotification.RecipientReport(
                            recipient, block.original(), block.action(), block.status())));
        }
        if (recipients.isEmpty()) {
            return new ReceivedMail.Unreadable("a delivery report that names no recipient");
        }
        return new DeliveryStatusNotification.OfMailBetweenPeople(
                messageId.get(), sender.get(), recipients, envelopeId(parts));
    }

    /** The headers of the mail the report is about; none, if they are not returned. */
    private static InternetHeaders returned(List<BoundedPart> parts) throws MessagingException {
        for (BoundedPart part : parts) {
            if (RETURNED.contains(part.type())) {
                return new InternetHeaders(new ByteArrayInputStream(part.bytes(MOST_BYTES)));
            }
        }
        return new InternetHeaders();
    }

    private boolean isOurs(Address sender) {
        String address = sender.value();
        return address.equals(identity.address())
                || address.startsWith(identity.mailbox() + "+") && address.endsWith("@" + identity.domain());
    }

    private record Block(
            Optional<Address> recipient,
            Optional<Address> original,
            DeliveryAction action,
            EnhancedStatusCode status) {}

    private static List<Block> blocks(List<BoundedPart> parts) throws MessagingException, IOException {
        List<Block> blocks = new ArrayList<>();
        for (InternetHeaders fields : fields(parts)) {
            Optional<EnhancedStatusCode> code = first(fields, "Status").flatMap(EnhancedStatusCode::parse);
            Optional<DeliveryAction> action = first(fields, "Action")
                    .flatMap(DeliveryAction::parse)
                    .or(() -> code.flatMap(DeliveryStatusReader::actionOf));
            if (action.isPresent() && blocks.size() < MOST_RECIPIENTS) {
                EnhancedStatusCode status = code.orElseGet(() -> EnhancedStatusCode.of(action.get()));
                Optional<Address> original = typed(fields, "Original-Recipient");
                blocks.add(
                        new Block(typed(fields, "Final-Recipient").or(() -> original), original, action.get(), status));
            }
        }
        return blocks;
    }

    /** Some servers leave the action out. A code 4.x.x goes with a delay and with giving up after many. */
    private static Optional<DeliveryAction> actionOf(EnhancedStatusCode code) {
        return switch (code.type()) {
            case 5 -> Optional.of(DeliveryAction.FAILED);
            case 2 -> Optional.of(DeliveryAction.DELIVERED);
            default -> Optional.empty();
        };
    }

    /** The groups of fields: first, as a rule, the one about the message, then one for each recipient. */
    private static List<InternetHeaders> fields(List<BoundedPart> parts) throws MessagingException, IOException {
        List<InternetHeaders> fields = new ArrayList<>();
        for (BoundedPart part : parts) {
            if (STATUS.contains(part.type())) {
                DeliveryStatus status = new DeliveryStatus(new ByteArrayInputStream(part.bytes(MOST_BYTES)));
                // Some servers leave the fields about the message out, so that a recipient's come first.
                fields.add(status.getMessageDSN());
                for (int i = 0; i < status.getRecipientDSNCount(); i++) {
                    fields.add(status.getRecipientDSN(i));
                }
            }
        }
        return fields;
    }

    private static Optional<String> envelopeId(List<BoundedPart> parts) throws MessagingException, IOException {
        return fields(parts).stream()
                .flatMap(fields -> first(fields, "Original-Envelope-Id").stream())
                .findFirst();
    }

    private static Optional<String> first(InternetHeaders headers, String name) {
        return HeaderText.first(headers.getHeader(name));
    }

    private static Optional<Address> from(InternetHeaders headers) {
        return first(headers, "From").flatMap(WrittenMailbox::first);
    }

    /** An address with its type before it, {@code rfc822;bob@example.com} (RFC 3464 2.3.1). */
    private static Optional<Address> typed(InternetHeaders fields, String name) {
        return first(fields, name).flatMap(value -> {
            int type = value.indexOf(';');
            String kind = type < 0 ? "rfc822" : value.substring(0, type).strip();
            return kind.equalsIgnoreCase("rfc822") || kind.equalsIgnoreCase("utf-8")
                    ? WrittenMailbox.first(value.substring(type + 1))
                    : Optional.empty();
        });
    }
}
