package io.ringback.media.mms;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * Writes MM7_replace.REQ (TS 23.140, 8.7): the relay delivers this in the place of what it has not delivered. Whom it is for, its subject and
 * for how long it is kept stay as they were submitted.
 */
final class ReplaceReq {

    private final Mm7Properties settings;
    private final SoapWithContent content;

    ReplaceReq(Mm7Properties settings, SoapWithContent content) {
        this.settings = settings;
        this.content = content;
    }

    /** @param replacement the map of {@code direct:replace-mms} */
    HttpMessage write(Map<?, ?> replacement, String messageId) {
        String transactionId = transactionId(replacement, messageId);
        String soap = SoapWriter.envelope(
                settings.schema(),
                transactionId,
                xml -> xml.element("ReplaceReq", request -> {
                    request.element("MM7Version", settings.version());
                    request.element("SenderIdentification", sender -> {
                        sender.element("VASPID", settings.vaspId());
                        sender.element("VASID", settings.vasId());
                    });
                    request.element("MessageID", String.valueOf(replacement.get("ids")));
                    SoapWithContent.reference(request);
                }));
        return content.write(soap, replacement, transactionId);
    }

    /** Another for another text, and the same when the same is asked for again. */
    static String transactionId(Map<?, ?> replacement, String messageId) {
        String text = String.valueOf(replacement.get("text"));
        return "replace-" + UUID.nameUUIDFromBytes((messageId + text).getBytes(StandardCharsets.UTF_8));
    }
}
