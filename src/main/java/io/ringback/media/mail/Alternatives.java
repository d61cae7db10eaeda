package io.ringback.media.mail;

import io.ringback.wording.Letter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * A letter as {@code multipart/alternative}, written once. Jakarta Mail would write it from parts, and look for its services on the
 * class path for each of them, which costs more than all the rest of a mail.
 *
 * @param type of the content, with the boundary
 * @param content as it stands in the mail
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record Alternatives(String type, byte[] content) {

    private static final String LINE_END = "\r\n";

    /** The same letter has the same bytes each time. */
    static Alternatives of(UUID messageId, Letter letter) {
        return of(messageId, letter, Optional.empty());
    }

    /** The same with a vCard as attachment, so that the letter is {@code multipart/mixed}. */
    static Alternatives of(UUID messageId, Letter letter, Optional<String> card) {
        // Cannot stand in what is quoted-printable (RFC 2045 6.7).
        String boundary = "=_"
                + HexFormat.of().toHexDigits(messageId.getMostSignificantBits())
                + HexFormat.of().toHexDigits(messageId.getLeastSignificantBits());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        // The plain text first: readers show the last alternative they understand (RFC 2046 5.1.4).
        write(content, boundary, "plain", letter.text());
        write(content, boundary, "html", letter.html());
        content.writeBytes(ascii("--" + boundary + "--" + LINE_END));
        Alternatives alone = new Alternatives(type("alternative", boundary), content.toByteArray());
        return card.map(attached -> alone.with(attached, boundary + "_")).orElse(alone);
    }

    private static String type(String subtype, String boundary) {
        return "multipart/" + subtype + ";" + LINE_END + "\tboundary=\"" + boundary + "\"";
    }

    private Alternatives with(String card, String boundary) {
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        mixed.writeBytes(ascii("--" + boundary + LINE_END + "Content-Type: " + type + LINE_END + LINE_END));
        mixed.writeBytes(content);
        mixed.writeBytes(ascii(LINE_END + "--" + boundary + LINE_END
                + "Content-Type: text/vcard; charset=UTF-8" + LINE_END
                + "Content-Disposition: attachment; filename=\"contact.vcf\"" + LINE_END
                + "Content-Transfer-Encoding: quoted-printable" + LINE_END
                + LINE_END));
        mixed.writeBytes(QuotedPrintable.encode(card));
        mixed.writeBytes(ascii(LINE_END + "--" + boundary + "--" + LINE_END));
        return new Alternatives(type("mixed", boundary), mixed.toByteArray());
    }

    private static void write(ByteArrayOutputStream content, String boundary, String subtype, String text) {
        content.writeBytes(ascii("--" + boundary + LINE_END
                + "Content-Type: text/" + subtype + "; charset=UTF-8" + LINE_END
                + "Content-Transfer-Encoding: quoted-printable" + LINE_END
                + LINE_END));
        content.writeBytes(QuotedPrintable.encode(text));
        content.writeBytes(ascii(LINE_END));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
