package io.ringback.media.mms;

import io.ringback.protocol.xml.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a person sees: a picture card and the text, laid out by SMIL (OMA MMS Conformance 1.3, chapter 8), as {@code
 * multipart/related} (RFC 2387). The same message has the same bytes each time.
 */
final class MultimediaContent {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    /** The picture above the text, or beside it where the screen is wide; phones without SMIL show both. */
    private static final String PRESENTATION =
            """
            <smil><head><layout><root-layout width="%1$d" height="%2$d"/>\
            <region id="Image" left="0" top="0" width="%1$d" height="%3$d" fit="meet"/>\
            <region id="Text" left="0" top="%3$d" width="%1$d" height="%4$d" fit="scroll"/>\
            </layout></head><body><par dur="30000ms"><img src="card.png" region="Image"/>\
            <text src="text.txt" region="Text"/></par></body></smil>""".formatted(PictureCard.WIDTH, 480, PictureCard.HEIGHT, 480 - PictureCard.HEIGHT);

    private final String picture;

    MultimediaContent(byte[] png) {
        this.picture = LINES.encodeToString(png);
    }

    /** The content's media type, with its boundary. */
    static String type(String boundary) {
        return "multipart/related; type=\"application/smil\"; start=\"<smil@ringback>\"; boundary=\"" + boundary + "\"";
    }

    /**
     * The content, without its own headers.
     *
     * @param card a vCard that goes with it and is no part of the presentation; empty for none
     */
    String body(String boundary, String text, String card) {
        String written = LINES.encodeToString(XmlWriter.fit(text).getBytes(StandardCharsets.UTF_8));
        return part(boundary, "application/smil; charset=utf-8", "7bit", "smil", "message.smil", PRESENTATION)
                + part(boundary, "image/png", "base64", "card", "card.png", picture)
                + part(boundary, "text/plain; charset=utf-8", "base64", "text", "text.txt", written)
                + card(boundary, card)
                + "--" + boundary + "--\r\n";
    }

    /** The presentation does not name it: telephones offer what it leaves out for saving. */
    private static String card(String boundary, String card) {
        return card.isEmpty()
                ? ""
                : part(
                        boundary,
                        "text/vcard; charset=utf-8",
                        "base64",
                        "contact",
                        "contact.vcf",
                        LINES.encodeToString(card.getBytes(StandardCharsets.UTF_8)));
    }

    private static String part(String boundary, String type, String encoding, String id, String name, String body) {
        return "--" + boundary + "\r\nContent-Type: " + type + "\r\nContent-Transfer-Encoding: " + encoding
                + "\r\nContent-ID: <" + id + "@ringback>\r\nContent-Location: " + name + "\r\n\r\n" + body + "\r\n";
    }
}
