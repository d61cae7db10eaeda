package io.ringback.media.smsgateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ringback.arrival.HandedIn;
import io.ringback.texting.OwnSenders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the gateway calls things: the field names, states and error codes of the Telnyx Messaging API v2
 * (developers.telnyx.com/docs/messaging). For another gateway this class is what changes, with {@link CallbackSignature} and
 * the names of headers.
 */
final class GatewayJson {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayJson.class);

    static final String IDEMPOTENCY_HEADER = "Idempotency-Key";
    static final String SIGNATURE_HEADER = "telnyx-signature-ed25519";
    static final String TIME_HEADER = "telnyx-timestamp";
    /** Seconds until more is taken, where there is no Retry-After. */
    static final String RESET_HEADER = "x-ratelimit-reset";

    /** Not routable; destination rejected; blocked after STOP; wrong kind of number; no number; another wrong kind. */
    private static final Set<String> RECIPIENT_CODES = Set.of("40001", "40012", "40300", "40301", "40310", "40319");

    /** Too large; wrong fields; empty; blocked for what it says; longer than is wise. */
    private static final Set<String> TEXT_CODES = Set.of("40302", "40304", "40316", "40322", "40328");

    /** Too many requests, of the account and at the carrier; queue full. */
    private static final Set<String> BUSY_CODES = Set.of("10011", "40011", "40318");

    /** The carrier gives no receipts: as good as it gets there. */
    private static final Set<String> DELIVERED = Set.of("delivered", "delivery_unconfirmed");

    private static final Set<String> FAILED = Set.of("delivery_failed", "sending_failed", "expired", "cancelled");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
    private static final Pattern CODE = Pattern.compile("[0-9]{1,6}");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{4,14}");
    private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{3,8}");
    /** One of our own: a number, a short code or a name. */
    private static final Pattern SENDER = Pattern.compile("\\+?[A-Za-z0-9 ]{1,20}");

    private static final int MOST_ERRORS = 10;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxNumberLength(50)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The request to send one text. The same text gives the same bytes, as the gateway compares them. */
    String message(String from, String to, String text, String profile) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("from", from);
        message.put("to", to);
        message.put("text", text);
        message.put("type", "SMS");
        if (!profile.isEmpty()) {
            message.put("messaging_profile_id", profile);
        }
        try {
            return mapper.writeValueAsString(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The gateway's answer to a request; empty if it is no JSON, as proxies answer. */
    Answer answer(byte[] body) {
        JsonNode answer;
        try {
            answer = mapper.readTree(body);
        } catch (IOException e) {
            answer = mapper.missingNode();
        }
        List<String> codes = new ArrayList<>();
        boolean recipient = false;
        for (JsonNode error : answer.path("errors")) {
            String code = error.path("code").asText();
            if (CODE.matcher(code).matches() && codes.size() < MOST_ERRORS) {
                codes.add(code);
            }
            recipient |= "/to".equals(error.path("source").path("pointer").asText());
        }
        String id = answer.path("data").path("id").asText();
        return new Answer(ID.matcher(id).matches() ? id : "", List.copyOf(codes), recipient);
    }

    /**
     * @param id what the gateway calls the message; empty if it does not say
     * @param codes of its errors
     * @param pointsAtRecipient whether it says that the recipient's number is what is wrong
     */
    record Answer(String id, List<String> codes, boolean pointsAtRecipient) {

        boolean refusesRecipient() {
            return pointsAtRecipient || codes.stream().anyMatch(RECIPIENT_CODES::contains);
        }

        boolean refusesText() {
            return codes.stream().anyMatch(TEXT_CODES::contains);
        }

        boolean isBusy() {
            return codes.stream().anyMatch(BUSY_CODES::contains);
        }
    }

    /**
     * What a callback tells.
     *
     * @param own by which ours is told among the recipients of a group message
     * @throws IllegalArgumentException if it cannot be understood; the message holds nothing of it
     */
    HandedIn callback(byte[] body, OwnSenders own) {
        JsonNode event;
        try {
            event = mapper.readTree(body).path("data");
        } catch (IOException e) {
            throw new IllegalArgumentException("The callback is no JSON.", e);
        }
        String type = text(event, "event_type");
        JsonNode message = event.path("payload");
        return switch (type) {
            case "message.received" -> received(message, own);
            case "message.finalized" -> finalized(message);
            default -> HandedIn.NOTHING;
        };
    }

    private static HandedIn received(JsonNode message, OwnSenders own) {
        JsonNode text = message.path("text");
        if (!text.isTextual() && !text.isNull() && !text.isMissingNode()) {
            throw wrong("text");
        }
        if (SHORT_CODE.matcher(text(message.path("from"), "phone_number")).matches()) {
            // A service, whom Ringback never wrote to: an answer to it would be one to a machine.
            LOG.info("A text of a service (SMS, from a short code) was taken. It is nobody's answer.");
            return HandedIn.NOTHING;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", "gateway:" + id(message));
        fields.put("medium", "SMS");
        fields.put("from", number(message.path("from")));
        fields.put("to", own.among(recipients(message)).orElseThrow(() -> wrong("phone_number")));
        fields.put("text", text.isTextual() ? text.textValue() : "");
        return HandedIn.reply(fields);
    }

    /** The gateway's word for the one of ours is the status; it stands first, for whoever has set no senders. */
    private static List<String> recipients(JsonNode message) {
        List<String> recipients = new ArrayList<>();
        for (String field : List.of("to", "cc")) {
            for (JsonNode party : message.path(field)) {
                String number = party.path("phone_number").asText();
                if (SENDER.matcher(number).matches()) {
                    boolean ours =
                            "webhook_delivered".equals(party.path("status").asText());
                    recipients.add(ours ? 0 : recipients.size(), number);
                }
            }
        }
        return recipients;
    }

    private static HandedIn finalized(JsonNode message) {
        JsonNode recipient = message.path("to").path(0);
        String status = text(recipient, "status");
        if (!DELIVERED.contains(status) && !FAILED.contains(status)) {
            throw wrong("status");
        }
        String id = id(message);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", "gateway:" + id + ":" + status);
        fields.put("medium", "SMS");
        fields.put("providerId", id);
        fields.put("recipient", number(recipient));
        fields.put("delivered", DELIVERED.contains(status));
        if (FAILED.contains(status)) {
            fields.put("problem", problem(status, message.path("errors")));
        }
        return HandedIn.report(fields);
    }

    /** Only the codes: their texts quote numbers. */
    private static String problem(String status, JsonNode errors) {
        List<String> codes = new ArrayList<>();
        for (JsonNode error : errors) {
            String code = error.path("code").asText();
            if (CODE.matcher(code).matches() && codes.size() < MOST_ERRORS) {
                codes.add(code);
            }
        }
        return "SMS gateway: " + status + (codes.isEmpty() ? "" : " (" + String.join(", ", codes) + ")");
    }

    private static String id(JsonNode message) {
        String id = text(message, "id");
        if (!ID.matcher(id).matches()) {
            throw wrong("id");
        }
        return id;
    }

    private static String number(JsonNode party) {
        String number = text(party, "phone_number");
        if (!NUMBER.matcher(number).matches()) {
            throw wrong("phone_number");
        }
        return "tel:" + number;
    }

    private static String text(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        if (!value.isTextual()) {
            throw wrong(field);
        }
        return value.textValue();
    }

    private static IllegalArgumentException wrong(String field) {
        return new IllegalArgumentException("The callback's field " + field + " is missing or wrong.");
    }
}
