package io.ringback.media.smpp;

import io.ringback.arrival.AsItCame;
import io.ringback.arrival.Entrance;
import io.ringback.arrival.HandedIn;
import io.ringback.directory.Medium;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the SMSC delivers, and acknowledges it when it is stored: a text, a segment of one, or a receipt. If it cannot
 * be stored now, the SMSC is told ESME_RX_T_APPN and sends it again; if never, ESME_RX_P_APPN.
 */
final class DeliverSmListener {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverSmListener.class);
    private static final int LONGEST_ADDRESS = 64;

    private final Entrance entrance;
    private final Segments segments;
    private final SmppProperties settings;
    private final UnaryOperator<String> national;
    private final OwnNumbers own;
    private final SentTexts sent;
    private final Redelivered redelivered;
    private final Clock clock;

    private volatile Instant swept = Instant.EPOCH;

    /**
     * @param national reads a phone number without its country
     */
    DeliverSmListener(
            Entrance entrance,
            Segments segments,
            SmppProperties settings,
            UnaryOperator<String> national,
            OwnNumbers own,
            SentTexts sent,
            Clock clock) {
        this.entrance = entrance;
        this.segments = segments;
        this.settings = settings;
        this.national = national;
        this.own = own;
        this.sent = sent;
        this.redelivered = new Redelivered(clock);
        this.clock = clock;
    }

    /** What one session's deliveries are given to. */
    MessageReceiverListener of(SmscSession session) {
        return new MessageReceiverListener() {
            @Override
            public void onAcceptDeliverSm(DeliverSm pdu) throws ProcessRequestException {
                take(Delivery.of(pdu), session);
            }

            @Override
            public void onAcceptAlertNotification(AlertNotification pdu) {
                // That a phone is there again: the SMSC tries by itself.
            }

            @Override
            public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
                throw new ProcessRequestException("data_sm is not taken", SMPPConstant.STAT_ESME_RINVCMDID);
            }
        };
    }

    private void take(Delivery delivery, SmscSession session) throws ProcessRequestException {
        try {
            dropStale();
            Optional<Receipt> receipt = Receipt.read(delivery);
            if (delivery.isMarkedAsReceipt()) {
                takeReceipt(delivery, receipt);
            } else if (delivery.isText() && receipt.isPresent() && isReceiptByContent(delivery, receipt.get())) {
                takeReceipt(delivery, receipt);
            } else if (delivery.isText()) {
                takeText(delivery, session);
            }
        } catch (IllegalArgumentException e) {
            LOG.info("A delivery of the SMSC was refused: {}", e.getMessage());
            throw new ProcessRequestException("refused", SMPPConstant.STAT_ESME_RX_P_APPN);
        } catch (Exception e) {
            LOG.warn(
                    "A delivery of the SMSC cannot be stored now: {}",
                    e.getClass().getSimpleName());
            throw new ProcessRequestException("not stored", SMPPConstant.STAT_ESME_RX_T_APPN);
        }
    }

    /**
     * Some SMSCs do not mark receipts. Anybody can write one, but only the SMSC and who got the text knows its name, and
     * nobody writes the dates.
     */
    private boolean isReceiptByContent(Delivery delivery, Receipt receipt) {
        return receipt.dated()
                || (!receipt.messageId().isEmpty()
                        && sent.went(settings.receiptIds().ofReceipt(receipt.messageId()), person(delivery)));
    }

    private String person(Delivery receipt) {
        return own.person(receipt).uri(national);
    }

    private void takeReceipt(Delivery delivery, Optional<Receipt> receipt) throws Exception {
        if (receipt.isEmpty()) {
            LOG.info("A receipt of the SMSC names no known state; see docs/sms.md.");
            return;
        }
        if (!receipt.get().state().isFinal()) {
            return;
        }
        String person = person(delivery);
        Optional<String> messageId = receipt.get().messageId().isEmpty()
                ? sent.onlyOneTo(person)
                : Optional.of(settings.receiptIds().ofReceipt(receipt.get().messageId()));
        Optional<String> recipient =
                messageId.flatMap(id -> person.isEmpty() ? sent.recipientOf(id) : Optional.of(person));
        if (recipient.isEmpty()) {
            LOG.info(
                    "A receipt of the SMSC ({}) names no message, and no single one can be meant; see docs/sms.md.",
                    receipt.get().problem());
            return;
        }
        boolean delivered = receipt.get().state() == Receipt.State.DELIVRD;
        Map<String, Object> fields = new LinkedHashMap<>();
        // The dates in it keep it apart from an older one, should the SMSC use its ids again.
        fields.put(
                "id",
                "smpp:"
                        + hash(
                                delivery,
                                receipt.get().messageId(),
                                receipt.get().state().name()));
        fields.put("medium", Medium.SMS.name());
        fields.put("providerId", messageId.get());
        fields.put("recipient", recipient.get());
        fields.put("delivered", delivered);
        if (!delivered) {
            fields.put("problem", receipt.get().problem());
        }
        entrance.handIn(HandedIn.report(fields).as(delivery.asItCame("receipt", text(delivery))));
    }

    private void takeText(Delivery delivery, SmscSession session) throws Exception {
        Segment.Header header = Segment.read(delivery);
        byte[] octets = Segment.withoutHeader(delivery, header);
        String from = limited(delivery.from().uri(national));
        String to = limited(own.spelled(delivery.to(), delivery.to().uri(national)));
        if (header.place().isPresent()) {
            Segment.Place place = header.place().get();
            takeSegment(
                    new Segment(
                            from, to, place.reference(), place.total(), place.number(), delivery.dataCoding(), octets),
                    delivery);
            return;
        }
        String content = hash(delivery);
        String text = TextCoding.decode(delivery.dataCoding(), octets);
        reply(redelivered.idOf(content, session), from, to, text, delivery.asItCame("text", text));
        redelivered.acknowledged(content);
    }

    private static String text(Delivery delivery) {
        return TextCoding.decode(delivery.dataCoding(), delivery.octets());
    }

    private void takeSegment(Segment segment, Delivery delivery) throws Exception {
        Optional<Segments.Whole> whole = segments.add(segment);
        if (whole.isPresent()) {
            String text = text(whole.get().segments());
            reply(
                    hash(segment, whole.get()),
                    segment.sender(),
                    segment.recipient(),
                    text,
                    delivery.asItCame("text, " + whole.get().segments().size() + " segments", text));
            segments.remove(whole.get());
        }
    }

    /** The octets are put together first: a character may lie across two segments. */
    private static String text(List<Segment> segments) {
        int coding = segments.get(0).dataCoding();
        if (segments.stream().anyMatch(segment -> segment.dataCoding() != coding)) {
            StringBuilder text = new StringBuilder();
            segments.forEach(segment -> text.append(TextCoding.decode(segment.dataCoding(), segment.octets())));
            return text.toString();
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        segments.forEach(segment -> octets.writeBytes(segment.octets()));
        return TextCoding.decode(coding, octets.toByteArray());
    }

    private void reply(String id, String from, String to, String text, AsItCame how) throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", "smpp:" + id);
        fields.put("medium", Medium.SMS.name());
        fields.put("from", from);
        fields.put("to", to);
        fields.put("text", text);
        entrance.handIn(HandedIn.reply(fields).as(how));
    }

    /** Every now and then. */
    private void dropStale() {
        Instant now = clock.instant();
        if (now.isBefore(swept.plus(settings.segmentsWithin().dividedBy(10)))) {
            return;
        }
        swept = now;
        int texts = segments.dropOlderThan(now.minus(settings.segmentsWithin()));
        if (texts > 0) {
            LOG.warn("{} texts were dropped, because not all of their segments came.", texts);
        }
    }

    private static String limited(String address) {
        if (address.isEmpty() || address.length() > LONGEST_ADDRESS) {
            throw new IllegalArgumentException("it has no sender or no recipient, or one that is none");
        }
        return address;
    }

    private static String hash(Delivery delivery, String... more) {
        MessageDigest digest = digest();
        add(digest, delivery.from().value(), delivery.to().value(), Integer.toString(delivery.dataCoding()));
        add(digest, more);
        digest.update(delivery.octets());
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static String hash(Segment segment, Segments.Whole whole) {
        MessageDigest digest = digest();
        add(digest, segment.sender(), segment.recipient(), whole.since().toString());
        whole.segments().forEach(part -> digest.update(part.octets()));
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static void add(MessageDigest digest, String... values) {
        for (String value : values) {
            digest.update(value.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
