package io.ringback.media.mms;

import io.ringback.protocol.mime.BoundedPart;
import io.ringback.protocol.mime.WrittenContentType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parts of what a relay sent: SOAP with attachments (W3C note of 11 December 2000), or SOAP alone.
 *
 * @param soap the SOAP message
 * @param charset of the SOAP message as its header says, or nothing
 * @param attachments all other parts
 */
record ReceivedParts(byte[] soap, String charset, List<BoundedPart> attachments) {

    /** What is said and is longer is no answer. */
    private static final int LONGEST_TEXT = 4_000;

    /** Some relays leave the type of the SOAP part out, which makes it text/plain, or call it octets. */
    private static final Set<String> XML_TYPES =
            Set.of("text/xml", "application/xml", "text/plain", "application/octet-stream");

    private static final Set<String> TEXT_TYPES = Set.of("text/plain", "text", "plain/text");
    /** A byte that no text has. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\s]]");

    private static final int MOST_SOAP = 256 * 1024;
    private static final Session NO_SERVER = Session.getInstance(new Properties());

    /** That a body's parts cannot be told apart; says nothing of what is in them. */
    static final class NotReadable extends Exception {
        NotReadable(String problem) {
            super(problem);
        }
    }

    /** That a body is neither XML nor {@code multipart/related}. */
    static final class OfAnotherType extends Exception {
        private final boolean laterSoap;

        OfAnotherType(boolean laterSoap) {
            super("It is neither text/xml nor multipart/related.");
            this.laterSoap = laterSoap;
        }

        /** Whether it says that it is SOAP 1.2. */
        boolean isLaterSoap() {
            return laterSoap;
        }
    }

    static ReceivedParts of(byte[] body, String contentType) throws NotReadable, OfAnotherType {
        try {
            BoundedPart whole = new BoundedPart(new MimeMessage(NO_SERVER, withHeader(contentType, body)));
            return switch (whole.type()) {
                case "text/xml", "application/xml" -> new ReceivedParts(body, whole.charset(), List.of());
                case "multipart/related", "multipart/mixed" -> related(whole, body);
                default -> throw new OfAnotherType(whole.type().equals("application/soap+xml"));
            };
        } catch (MessagingException e) {
            throw new NotReadable("Its parts cannot be told apart.");
        }
    }

    private static InputStream withHeader(String contentType, byte[] body) {
        byte[] header = ("Content-Type: "
                        + WrittenContentType.parse(contentType).mended().replaceAll("[\\r\\n]", " ") + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return new SequenceInputStream(new ByteArrayInputStream(header), new ByteArrayInputStream(body));
    }

    private static ReceivedParts related(BoundedPart whole, byte[] body)
            throws MessagingException, NotReadable, OfAnotherType {
        // Jakarta Mail takes what was cut off for whole.
        if (whole.boundary().isEmpty()
                || !new String(body, StandardCharsets.ISO_8859_1).contains("--" + whole.boundary() + "--")) {
            throw new NotReadable("Its last part does not end.");
        }
        List<BoundedPart> parts = new ArrayList<>(whole.children());
        if (parts.isEmpty()) {
            throw new NotReadable("It has no parts.");
        }
        // RFC 2387 3.2: the root is the part that start names, else the first.
        BoundedPart root = parts.stream()
                .filter(part -> !whole.start().isEmpty() && part.contentId().equals(whole.start()))
                .findFirst()
                .orElse(parts.get(0));
        if (!XML_TYPES.contains(root.type())) {
            throw new OfAnotherType(root.type().equals("application/soap+xml"));
        }
        parts.remove(root);
        return new ReceivedParts(root.bytes(MOST_SOAP), root.charset(), List.copyOf(parts));
    }

    /**
     * What is said in plain text, part after part; nothing where there are only pictures. Phones put texts at any depth and
     * call them attachments.
     *
     * @throws NotReadable if parts are nested too deep or cannot be told apart
     */
    String text() throws NotReadable {
        StringBuilder text = new StringBuilder();
        try {
            for (BoundedPart attachment : attachments) {
                collect(attachment, text);
            }
        } catch (MessagingException e) {
            throw new NotReadable("The parts of its content cannot be told apart.");
        }
        return text.toString().strip();
    }

    /** Some relays call every part octets: a text among them is known by what it is. */
    private static boolean isTextOfNoType(BoundedPart part) {
        if (!part.type().equals("application/octet-stream")) {
            return false;
        }
        String text = part.text(LONGEST_TEXT);
        boolean isCharsetKnown =
                !part.charset().isEmpty() || text.equals(new String(part.bytes(LONGEST_TEXT), StandardCharsets.UTF_8));
        // Layouts (SMIL) are among them too.
        return isCharsetKnown
                && !CONTROL.matcher(text).find()
                && !text.stripLeading().startsWith("<");
    }

    private static void collect(BoundedPart part, StringBuilder text) throws MessagingException {
        if (text.length() >= LONGEST_TEXT) {
            return;
        }
        if (part.isMultipart()) {
            for (BoundedPart child : part.children()) {
                collect(child, text);
            }
        } else if (TEXT_TYPES.contains(part.type()) || isTextOfNoType(part)) {
            String said = part.text(LONGEST_TEXT).strip();
            text.append(text.isEmpty() || said.isEmpty() ? "" : "\n").append(said);
        }
    }
}
