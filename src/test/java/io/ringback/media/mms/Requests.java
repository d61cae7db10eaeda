package io.ringback.media.mms;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a relay hands in, written from TS 23.140 8.7.2 to 8.7.4 and valid by the schema. */
public final class Requests {

    static final String BOUNDARY = "NextPart_1";
    public static final String RELATED =
            "multipart/related; type=\"text/xml\"; start=\"<soap-1>\"; boundary=\"" + BOUNDARY + "\"";
    public static final String XML = "text/xml; charset=utf-8";

    private static final String BEGIN = "<MM7Version>6.8.0</MM7Version><MMSRelayServerID>mmsc</MMSRelayServerID>";

    private Requests() {}

    /** MM7_deliver.REQ. */
    public static String deliverReq(String transactionId, String linkedId, String replyChargingId) {
        String linked = linkedId.isEmpty() ? "" : "<LinkedID>" + linkedId + "</LinkedID>";
        String charging = replyChargingId.isEmpty() ? "" : "<ReplyChargingID>" + replyChargingId + "</ReplyChargingID>";
        return valid(Mm7Relay.envelope(
                transactionId,
                "<DeliverReq xmlns=\"" + Mm7Relay.SCHEMA + "\">" + BEGIN + linked
                        + "<Sender><Number>+46701740605</Number></Sender>"
                        + "<Recipients><To><Number displayOnly=\"false\">46701740699</Number></To></Recipients>"
                        + "<TimeStamp>2026-11-24T17:00:00Z</TimeStamp>" + charging
                        + "<Subject>Re: Anna</Subject><Content href=\"cid:content-1\"/></DeliverReq>"));
    }

    /** MM7_delivery_report.REQ. */
    public static String deliveryReportReq(String transactionId, String messageId, String status) {
        return Mm7Relay.envelope(
                transactionId,
                "<DeliveryReportReq xmlns=\"" + Mm7Relay.SCHEMA + "\">" + BEGIN + "<MessageID>" + messageId
                        + "</MessageID><Recipient><Number>+46701740605</Number></Recipient>"
                        + "<Sender><Number>+46701740699</Number></Sender><Date>2026-11-24T17:00:00+01:00</Date>"
                        + "<MMStatus>" + status + "</MMStatus><StatusText>to +46701740605</StatusText>"
                        + "</DeliveryReportReq>");
    }

    /** MM7_read_reply.REQ. */
    static String readReplyReq(String transactionId, String messageId, String status) {
        return valid(Mm7Relay.envelope(
                transactionId,
                "<ReadReplyReq xmlns=\"" + Mm7Relay.SCHEMA + "\">" + BEGIN + "<MessageID>" + messageId
                        + "</MessageID><Recipient><Number>+46701740605</Number></Recipient>"
                        + "<Sender><Number>+46701740699</Number></Sender><TimeStamp>2026-11-24T17:00:00Z</TimeStamp>"
                        + "<MMStatus>" + status + "</MMStatus></ReadReplyReq>"));
    }

    static String valid(String soap) {
        Mm7Schema.validated(soap);
        return soap;
    }

    /** SOAP with attachments, of which {@code parts} are all. */
    public static String related(String soap, String... parts) {
        StringBuilder body = new StringBuilder("--" + BOUNDARY + "\r\nContent-Type: text/xml; charset=utf-8\r\n"
                + "Content-ID: <soap-1>\r\n\r\n" + soap);
        for (String part : parts) {
            body.append("\r\n--").append(BOUNDARY).append("\r\n").append(part);
        }
        return body.append("\r\n--").append(BOUNDARY).append("--\r\n").toString();
    }

    /** What a phone sends: layout, picture and text, one level down. */
    public static String content(String... texts) {
        StringBuilder body = new StringBuilder("Content-Type: multipart/related; boundary=\"inner\";"
                + " type=\"application/smil\"\r\nContent-ID: <content-1>\r\n\r\n--inner\r\n"
                + "Content-Type: application/smil\r\n\r\n<smil/>\r\n--inner\r\nContent-Type: image/jpeg\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n/9j/4AAQ\r\n");
        for (String text : texts) {
            body.append("--inner\r\n").append(text).append("\r\n");
        }
        return body.append("--inner--").toString();
    }

    static String text(String text, String charset) {
        return "Content-Type: text/plain; charset=" + charset
                + "\r\nContent-Disposition: attachment; filename=text_0.txt\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(text.getBytes(Charset.forName(charset)));
    }

    /** A part of plain text. */
    public static String text(String text) {
        return text(text, StandardCharsets.UTF_8.name());
    }
}
