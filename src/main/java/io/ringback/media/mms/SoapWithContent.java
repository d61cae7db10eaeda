package io.ringback.media.mms;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** A SOAP message with the multimedia content behind it (TS 23.140, 8.7.7.1; SOAP with attachments). The same message is the same bytes. */
final class SoapWithContent {

    private static final String CONTENT = "content@ringback";

    private final MultimediaContent content;

    SoapWithContent(MultimediaContent content) {
        this.content = content;
    }

    /**
     * @param message the map of {@code direct:send-mms}, of which the text and the card are taken
     * @param id no other message's
     */
    HttpMessage write(String soap, Map<?, ?> message, String id) {
        String outer = "soap-" + id;
        String inner = "content-" + id;
        String body = "--" + outer + "\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Transfer-Encoding: 8bit"
                + "\r\nContent-ID: <soap@ringback>\r\n\r\n" + soap + "\r\n--" + outer + "\r\nContent-Type: "
                + MultimediaContent.type(inner) + "\r\nContent-ID: <" + CONTENT + ">\r\n\r\n"
                + content.body(inner, text(message, "text").strip(), text(message, "card")) + "\r\n--" + outer
                + "--\r\n";
        return new HttpMessage(
                "multipart/related; type=\"text/xml\"; start=\"<soap@ringback>\"; boundary=\"" + outer + "\"",
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** What names the content in the SOAP message. */
    static void reference(SoapWriter xml) {
        xml.element("Content", reference -> {
            reference.attribute("href", "cid:" + CONTENT);
            reference.attribute("allowAdaptations", "true");
        });
    }

    private static String text(Map<?, ?> message, String field) {
        return Objects.toString(message.get(field), "");
    }
}
