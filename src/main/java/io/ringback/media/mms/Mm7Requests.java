package io.ringback.media.mms;

import io.ringback.arrival.AsItCame;
import io.ringback.arrival.HandedIn;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Upright;
import io.ringback.media.mms.SoapMessage.FaultCode;
import io.ringback.media.mms.SoapMessage.Faulty;
import io.ringback.protocol.xml.Element;
import io.ringback.texting.OwnSenders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the route {@code mms-in} needs: reads what the relay hands in (MM7_deliver.REQ, MM7_delivery_report.REQ,
 * MM7_read_reply.REQ; TS 23.140, 8.7.2 to 8.7.4) and writes its answers.
 */
public class Mm7Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Mm7Requests.class);

    private static final int LONGEST_ID = 200;

    /** Releases 5, 6 and 7 have the three requests in common. */
    private static final Pattern VERSION = Pattern.compile("[567](\\.[0-9]{1,2}){0,2}");

    private static final Set<String> REQUESTS = Set.of("DeliverReq", "DeliveryReportReq", "ReadReplyReq");

    private final Mm7Properties settings;
    private final OwnSenders own;

    Mm7Requests(Mm7Properties settings, OwnSenders own) {
        this.settings = settings;
        this.own = own;
    }

    /** "Re:", "SV:", "AW:": a subject that the phone took from what it answers, and nobody wrote. */
    private static final Pattern REPEATED = Pattern.compile("\\p{L}{1,4}\\s?:");

    /** What phones and relays write where nobody wrote a subject. */
    private static final Pattern NO_SUBJECT = Pattern.compile(
            "[(<\\[].*[)>\\]]|[\\W_]*(?:no|kein|inget|ingen|uten|intet|sans|aucun|sin|sem|brak|ei|nessun|geen)[\\s_-]?"
                    + "(?:subject|title|betreff|ämne|rubrik|emne|objet|sujet|asunto|assunto|tematu|aihetta|oggetto"
                    + "|onderwerp)[\\W_]*|(?:new |multimedia )?(?:mms|message)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    /** That a request was understood as far as to refuse it with a status of MM7. */
    private static final class Refused extends Exception {
        private final int code;

        Refused(int code, String problem) {
            super(problem);
            this.code = code;
        }
    }

    /** Reads a request. Whatever is wrong with it is in the answer. */
    public RelayNotice read(byte[] body, String contentType) {
        SoapMessage message;
        ReceivedParts parts;
        try {
            parts = ReceivedParts.of(body == null ? new byte[0] : body, contentType == null ? "" : contentType);
            message = SoapMessage.of(parts.soap(), parts.charset());
        } catch (ReceivedParts.OfAnotherType e) {
            return e.isLaterSoap()
                    ? refused(FaultCode.VERSION_MISMATCH, StatusCode.VALIDATION_ERROR, e.getMessage(), 500)
                    : refused(FaultCode.CLIENT, StatusCode.VALIDATION_ERROR, e.getMessage(), 415);
        } catch (Faulty e) {
            return refused(e.code(), StatusCode.VALIDATION_ERROR, e.getMessage(), 500);
        } catch (ReceivedParts.NotReadable e) {
            return refused(FaultCode.CLIENT, StatusCode.VALIDATION_ERROR, e.getMessage(), 500);
        }
        if (!Mm7.isSchema(message.schema()) && !isRequestWithoutSchema(message)) {
            return refused(FaultCode.CLIENT, StatusCode.UNSUPPORTED_OPERATION, "It is no request of MM7.", 500);
        }
        if (message.transactionId().isEmpty()) {
            return refused(FaultCode.CLIENT, StatusCode.VALIDATION_ERROR, "It has no TransactionID.", 500);
        }
        return notice(message, parts);
    }

    /** As relays write it that forget the namespace. */
    private static boolean isRequestWithoutSchema(SoapMessage message) {
        return message.schema().isEmpty() && REQUESTS.contains(message.content().name());
    }

    private RelayNotice notice(SoapMessage message, ReceivedParts parts) {
        try {
            return switch (message.content().name()) {
                case "DeliverReq" -> deliver(message, parts);
                case "DeliveryReportReq" -> report(message, parts, "DeliveryReportRsp");
                case "ReadReplyReq" ->
                    notice(HandedIn.report(read(message)).as(asItCame(message, parts, "")), message, "ReadReplyRsp");
                default ->
                    refused(
                            FaultCode.CLIENT,
                            StatusCode.UNSUPPORTED_OPERATION,
                            "Only DeliverReq, DeliveryReportReq and ReadReplyReq are taken here.",
                            500);
            };
        } catch (Refused e) {
            LOG.warn("A request of the relay cannot be used: MM7 {}, {}", e.code, e.getMessage());
            RelayAnswer answer = new RelayAnswer(
                    200,
                    response(message, message.content().name().replaceFirst("Req$", "Rsp"), e.code, e.getMessage()));
            return RelayNotice.answered(answer);
        }
    }

    private RelayNotice deliver(SoapMessage message, ReceivedParts parts) throws Refused {
        Map<String, Object> reply = reply(message, parts);
        return notice(
                HandedIn.reply(reply).as(asItCame(message, parts, "\n\n" + reply.get("text"))), message, "DeliverRsp");
    }

    private static AsItCame asItCame(SoapMessage message, ReceivedParts parts, String text) {
        return AsItCame.Said.by(
                Upright.MMS_RELAY,
                Protocol.MM7,
                message.content().name(),
                new String(parts.soap(), StandardCharsets.UTF_8) + text);
    }

    private Map<String, Object> reply(SoapMessage message, ReceivedParts parts) throws Refused {
        Element request = known(message);
        Map<String, Object> event = new HashMap<>();
        String from = address(request, "Sender");
        event.put("medium", "MMS");
        event.put("from", from);
        request.child("Recipients")
                .flatMap(recipients -> own.among(
                        recipients.children().stream().flatMap(Mm7Address::all).toList()))
                .ifPresent(to -> event.put("to", to));
        // LinkedID is the relay's word for a correspondence (8.7.2); relays that know put the id of our message there.
        request.textOf("ReplyChargingID")
                .or(() -> request.textOf("LinkedID"))
                .filter(id -> id.length() <= LONGEST_ID)
                .ifPresent(id -> event.put("inReplyTo", id));
        String text = said(request, parts);
        event.put("text", text);
        event.put("id", id(message, from, request.textOf("TimeStamp").orElse(""), text));
        return event;
    }

    private static String said(Element request, ReceivedParts parts) throws Refused {
        boolean promised = request.child("Content").isPresent();
        if (promised && parts.attachments().isEmpty()) {
            throw new Refused(StatusCode.FORMAT_CORRUPT, "Its Content names a part that is not there.");
        }
        try {
            String text = parts.text();
            return text.isEmpty()
                    ? request.textOf("Subject")
                            .filter(subject -> !REPEATED.matcher(subject).lookingAt())
                            .filter(subject -> !NO_SUBJECT.matcher(subject).matches())
                            .orElse("")
                    : text;
        } catch (ReceivedParts.NotReadable e) {
            throw new Refused(StatusCode.FORMAT_CORRUPT, e.getMessage());
        }
    }

    private RelayNotice report(SoapMessage message, ReceivedParts parts, String response) throws Refused {
        Element request = known(message);
        String status = request.textOf("MMStatus")
                .orElseThrow(() -> new Refused(StatusCode.VALIDATION_ERROR, "It has no MMStatus."));
        Map<String, Object> event = event(message, request);
        Optional<Boolean> delivered = DeliveryStatus.delivered(status);
        if (delivered.isEmpty()) {
            return notice(HandedIn.NOTHING, message, response);
        }
        event.put("delivered", delivered.get());
        if (!delivered.get()) {
            // StatusText is the relay's own and may quote the address.
            event.put("problem", "MM7 status " + status);
        }
        return notice(HandedIn.report(event).as(asItCame(message, parts, "")), message, response);
    }

    /** Whoever read it, or deleted it without reading, has it; what they say of it comes as a reply. */
    private static Map<String, Object> read(SoapMessage message) throws Refused {
        Map<String, Object> event = event(message, known(message));
        event.put("delivered", true);
        return event;
    }

    private static Map<String, Object> event(SoapMessage message, Element request) throws Refused {
        String providerId = request.textOf("MessageID")
                .filter(id -> id.length() <= LONGEST_ID)
                .orElseThrow(() -> new Refused(StatusCode.VALIDATION_ERROR, "It has no MessageID that can be ours."));
        String recipient = address(request, "Recipient");
        Map<String, Object> event = new HashMap<>();
        event.put(
                "id",
                id(message, recipient, providerId, request.textOf("MMStatus").orElse("")));
        event.put("medium", "MMS");
        event.put("providerId", providerId);
        event.put("recipient", recipient);
        return event;
    }

    private static String address(Element request, String element) throws Refused {
        return request.child(element)
                .flatMap(Mm7Address::read)
                .orElseThrow(() -> new Refused(
                        StatusCode.ADDRESS_ERROR, "Its " + element + " is no number that can be answered."));
    }

    private static Element known(SoapMessage message) throws Refused {
        String version = message.content().textOf("MM7Version").orElse("");
        if (!VERSION.matcher(version).matches()) {
            throw new Refused(StatusCode.UNSUPPORTED_VERSION, "Its MM7Version is none of 5, 6 or 7.");
        }
        return message.content();
    }

    /**
     * The relay's name for the transaction, and what it says: a relay that begins to count anew says something else under an
     * old name, and one that sends again says the same.
     */
    private static String id(SoapMessage message, String... said) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(message.content().name().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(message.transactionId().getBytes(StandardCharsets.UTF_8));
            for (String one : said) {
                digest.update((byte) 0);
                digest.update(one.getBytes(StandardCharsets.UTF_8));
            }
            return "mm7:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private RelayNotice notice(HandedIn handedIn, SoapMessage message, String response) {
        return new RelayNotice(
                handedIn,
                new RelayAnswer(200, response(message, response, StatusCode.SUCCESS, "Success")),
                new RelayAnswer(200, response(message, response, StatusCode.CLIENT_ERROR, "It cannot be used.")),
                new RelayAnswer(
                        503,
                        fault(
                                schema(message),
                                message.transactionId(),
                                FaultCode.SERVER,
                                StatusCode.SERVICE_UNAVAILABLE,
                                "It cannot be stored now; send it again.")));
    }

    private RelayNotice refused(FaultCode code, int status, String problem, int http) {
        LOG.warn("A request to /mm7 is no MM7 ({}): {}", code.word(), problem);
        RelayAnswer answer = new RelayAnswer(http, fault(settings.schema(), "", code, status, problem));
        return RelayNotice.answered(answer);
    }

    /** In the schema and version of the request, which are those that the relay can read. */
    private String response(SoapMessage message, String name, int code, String text) {
        return SoapWriter.envelope(
                schema(message),
                message.transactionId(),
                xml -> xml.element(name, response -> status(response, version(message), code, text)));
    }

    private String fault(String schema, String transactionId, FaultCode code, int status, String problem) {
        return SoapWriter.envelope(
                schema,
                transactionId,
                xml -> xml.fault(
                        code,
                        problem,
                        detail -> detail.element(
                                "VASPErrorRsp", response -> status(response, settings.version(), status, problem))));
    }

    private String schema(SoapMessage message) {
        return message.schema().isEmpty() ? settings.schema() : message.schema();
    }

    private String version(SoapMessage message) {
        return message.content()
                .textOf("MM7Version")
                .filter(version -> VERSION.matcher(version).matches())
                .orElse(settings.version());
    }

    private static void status(SoapWriter xml, String version, int code, String text) {
        xml.element("MM7Version", version);
        xml.element("Status", status -> {
            status.element("StatusCode", String.valueOf(code));
            status.element("StatusText", text);
        });
    }
}
