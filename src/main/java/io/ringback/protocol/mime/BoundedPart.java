package io.ringback.protocol.mime;

import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.MultipartDataSource;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A part of a message, read no further than a bound and whatever is wrong with it. Of a message that still lies on an
 * IMAP server only what is read is fetched.
 */
public final class BoundedPart {

    /** No mail program nests deeper; what does is meant to exhaust its reader. */
    private static final int DEEPEST = 12;

    private static final int MOST_PARTS = 200;

    private final Part part;
    private final int depth;
    private final String type;
    private final String charset;
    private final String reportType;
    private final String boundary;
    private final String start;

    public BoundedPart(MimeMessage message) {
        this(message, 0);
    }

    private BoundedPart(Part part, int depth) {
        this.part = part;
        this.depth = depth;
        ContentType contentType = contentType(part);
        this.type =
                contentType == null ? "text/plain" : contentType.getBaseType().toLowerCase(Locale.ROOT);
        this.charset = parameter(contentType, "charset");
        this.reportType = parameter(contentType, "report-type").toLowerCase(Locale.ROOT);
        this.boundary = parameter(contentType, "boundary");
        this.start = parameter(contentType, "start");
    }

    /** RFC 2045 5.2: what has no type that can be read is plain text. */
    private static ContentType contentType(Part part) {
        try {
            return new ContentType(part.getContentType());
        } catch (MessagingException e) {
            return null;
        }
    }

    private static String parameter(ContentType contentType, String name) {
        String value = contentType == null ? null : contentType.getParameter(name);
        return value == null ? "" : value;
    }

    /** Type and subtype in lower case. */
    public String type() {
        return type;
    }

    /** The {@code start} of a {@code multipart/related} (RFC 2387), or nothing. */
    public String start() {
        return start;
    }

    /** The {@code charset} as it is named, or nothing. */
    public String charset() {
        return charset;
    }

    /** The {@code boundary} of a multipart, or nothing. */
    public String boundary() {
        return boundary;
    }

    /** The {@code Content-ID} with its angle brackets, or nothing. */
    public String contentId() {
        try {
            String[] ids = part.getHeader("Content-ID");
            return ids == null ? "" : ids[0].strip();
        } catch (MessagingException e) {
            return "";
        }
    }

    /** The {@code report-type} of a {@code multipart/report} (RFC 6522) in lower case, or nothing. */
    public String reportType() {
        return reportType;
    }

    public boolean isMultipart() {
        return type.startsWith("multipart/");
    }

    public boolean isAttachment() {
        try {
            return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        } catch (MessagingException e) {
            return false;
        }
    }

    /**
     * The parts of a multipart.
     *
     * @throws MessagingException if they are too many, too deep or cannot be told apart
     */
    public List<BoundedPart> children() throws MessagingException {
        if (depth >= DEEPEST) {
            throw new MessagingException("its parts are nested deeper than " + DEEPEST);
        }
        DataSource source = part.getDataHandler().getDataSource();
        if (!(source instanceof MultipartDataSource) && hasTooManyDelimiters(source)) {
            throw new MessagingException("it has more than " + MOST_PARTS + " parts");
        }
        MimeMultipart multipart = new MimeMultipart(source);
        int count = multipart.getCount();
        if (count > MOST_PARTS) {
            throw new MessagingException("it has more than " + MOST_PARTS + " parts");
        }
        List<BoundedPart> children = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            children.add(new BoundedPart(multipart.getBodyPart(i), depth + 1));
        }
        return children;
    }

    /** Jakarta Mail parses all parts before it tells their number, and needs seconds for some ten thousand. */
    private boolean hasTooManyDelimiters(DataSource source) throws MessagingException {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int delimiters = 0;
        int matched = 0;
        try (InputStream in = new BufferedInputStream(source.getInputStream())) {
            for (int b = in.read(); b >= 0 && delimiters <= MOST_PARTS; b = in.read()) {
                if (b == '\n') {
                    matched = 0;
                } else if (matched >= 0) {
                    matched = b == delimiter[matched] ? matched + 1 : -1;
                    if (matched == delimiter.length) {
                        delimiters++;
                        matched = -1;
                    }
                }
            }
        } catch (IOException e) {
            throw new MessagingException("its parts cannot be read", e);
        }
        return delimiters > MOST_PARTS;
    }

    /** The first {@code most} bytes at the most, their transfer encoding taken off as far as it can be. */
    public byte[] bytes(int most) {
        try (InputStream decoded = part.getInputStream()) {
            byte[] read = read(decoded, most);
            if (read.length > 0) {
                return read;
            }
        } catch (MessagingException | IOException e) {
            // An encoding that nobody knows or that the bytes do not follow: what is there is read as it is.
        }
        try (InputStream raw = raw()) {
            return read(raw, most);
        } catch (MessagingException | IOException e) {
            return new byte[0];
        }
    }

    private InputStream raw() throws MessagingException {
        if (part instanceof MimeBodyPart body) {
            return body.getRawInputStream();
        }
        if (part instanceof MimeMessage message) {
            return message.getRawInputStream();
        }
        return InputStream.nullInputStream();
    }

    /** What was read before the stream broke counts. */
    private static byte[] read(InputStream in, int most) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            int n;
            while (out.size() < most && (n = in.read(buffer, 0, Math.min(buffer.length, most - out.size()))) >= 0) {
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            return out.toByteArray();
        }
        return out.toByteArray();
    }

    /** The first {@code most} bytes at the most, as text in the part's charset or in one that fits. */
    public String text(int most) {
        byte[] bytes = bytes(most);
        Charset named = named();
        if (named != null && !named.equals(StandardCharsets.US_ASCII)) {
            return new String(bytes, named).replace("\0", "");
        }
        try {
            // All but the last bytes, where the bound may have cut a character in two.
            int whole = bytes.length == most ? bytes.length - 4 : bytes.length;
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, Math.max(whole, 0)))
                    .toString()
                    .replace("\0", "");
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("windows-1252")).replace("\0", "");
        }
    }

    private Charset named() {
        if (charset.isEmpty()) {
            return null;
        }
        try {
            return Charset.forName(MimeUtility.javaCharset(charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }
}
