package io.ringback.media.mms;

import io.ringback.delivery.TimeLeft;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Writes MM7_submit.REQ (TS 23.140, 8.7.1): what leaves for one person. The same message is the same bytes but for the time
 * that is left for it.
 */
final class SubmitReq {

    private final Mm7Properties settings;
    private final SoapWithContent content;
    private final Clock clock;

    SubmitReq(Mm7Properties settings, SoapWithContent content, Clock clock) {
        this.settings = settings;
        this.content = content;
        this.clock = clock;
    }

    /**
     * @param message the map of {@code direct:send-mms}
     * @param messageId becomes the TransactionID, so that a relay can tell that it has the message already
     * @throws IllegalArgumentException if nobody can be written to with it
     */
    HttpMessage write(Map<?, ?> message, String messageId) {
        Mm7Address to = Mm7Address.ofPerson(text(message, "to"));
        Optional<Mm7Address> from = Mm7Address.ofSender(text(message, "from"));
        String soap = SoapWriter.envelope(
                settings.schema(),
                messageId,
                xml -> xml.element(
                        "SubmitReq", request -> write(request, from, to, text(message, "subject"), expiry(message))));
        return content.write(soap, message, messageId);
    }

    private void write(SoapWriter xml, Optional<Mm7Address> from, Mm7Address to, String subject, Duration expiry) {
        xml.element("MM7Version", settings.version());
        xml.element("SenderIdentification", sender -> {
            sender.element("VASPID", settings.vaspId());
            sender.element("VASID", settings.vasId());
            if (from.isPresent()) {
                sender.element("SenderAddress", address -> address(address, from.get()));
            }
        });
        xml.element("Recipients", recipients -> recipients.element("To", person -> address(person, to)));
        xml.element("ServiceCode", settings.serviceCode());
        xml.element("MessageClass", settings.messageClass());
        xml.element("ExpiryDate", expiry.toString());
        xml.element("DeliveryReport", "true");
        xml.element("ReadReply", "true");
        xml.element("Priority", "Normal");
        xml.element("Subject", subject);
        SoapWithContent.reference(xml);
    }

    /** Relative (8.7.1.2), as the relay's clock may be wrong. */
    private Duration expiry(Map<?, ?> message) {
        return TimeLeft.of(message, clock.instant())
                .filter(left -> left.compareTo(settings.expiry()) < 0)
                .orElse(settings.expiry());
    }

    private static void address(SoapWriter xml, Mm7Address address) {
        xml.element(address.element(), address.value());
    }

    private static String text(Map<?, ?> message, String field) {
        Object value = message.get(field);
        return value == null ? "" : value.toString().strip();
    }
}
