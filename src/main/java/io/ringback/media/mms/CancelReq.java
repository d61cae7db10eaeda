package io.ringback.media.mms;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes MM7_cancel.REQ (TS 23.140, 8.7.3): the relay forgets what it has not delivered. */
final class CancelReq {

    private final Mm7Properties settings;

    CancelReq(Mm7Properties settings) {
        this.settings = settings;
    }

    /**
     * @param withdrawal the map of {@code direct:withdraw-mms}
     * @param transactionId of this request, not of the submission
     */
    HttpMessage write(Map<?, ?> withdrawal, String transactionId) {
        String soap = SoapWriter.envelope(
                settings.schema(),
                transactionId,
                xml -> xml.element("CancelReq", request -> {
                    request.element("MM7Version", settings.version());
                    request.element("SenderIdentification", sender -> {
                        sender.element("VASPID", settings.vaspId());
                        sender.element("VASID", settings.vasId());
                    });
                    request.element("MessageID", String.valueOf(withdrawal.get("ids")));
                }));
        return new HttpMessage("text/xml; charset=utf-8", soap.getBytes(StandardCharsets.UTF_8));
    }
}
