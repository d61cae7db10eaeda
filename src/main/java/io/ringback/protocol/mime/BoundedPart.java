package io.ringback.protocol.mime;

import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.MultipartDataSource;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a message, read no further than a bound and whatever is wrong with it. Of a message that still lies on an
 * IMAP server only what is read is fetched.
 */
public final class BoundedPart {

    /** No mail program nests deeper; what does is meant to exhaust its reader. */
    private static final int DEEPEST = 12;

    private static final int MOST_PARTS = 200;

    /** The word alone: what follows it is often broken, as a date without its quotes (RFC 2183 2). */
    private static final Pattern ATTACHMENT = Pattern.compile("attachment\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern HANDLING_OPTIONAL =
            Pattern.compile("(?:^|[;\\s])handling\\s*=\\s*\"?\\s*optional\\b", Pattern.CASE_INSENSITIVE);

    /** RFC 5621 section 9: somebody else refers to it. */
    private static final Pattern BY_REFERENCE = Pattern.compile("by-reference\\b", Pattern.CASE_INSENSITIVE);

    private final Part part;
    private final int depth;
    private final WrittenContentType contentType;

    public BoundedPart(MimeMessage message) {
        this(message, 0);
    }

    private BoundedPart(Part part, int depth) {
        this.part = part;
        this.depth = depth;
        this.contentType = WrittenContentType.parse(header(part, "Content-Type"));
    }

    private static String header(Part part, String name) {
        try {
            String[] values = part.getHeader(name);
            return values == null ? "" : values[0].strip();
        } catch (MessagingException e) {
            return "";
        }
    }

    /** Type and subtype in lower case. */
    public String type() {
        return contentType.type();
    }

    /** The {@code start} of a {@code multipart/related} (RFC 2387), or nothing. */
    public String start() {
        return contentType.parameter("start");
    }

    /** The {@code charset} as it is named, or nothing. */
    public String charset() {
        return contentType.parameter("charset");
    }

    /** The {@code boundary} of a multipart, or nothing. */
    public String boundary() {
        return contentType.parameter("boundary");
    }

    /** The {@code Content-ID} with its angle brackets, or nothing. */
    public String contentId() {
        return header(part, "Content-ID");
    }

    /** The {@code report-type} of a {@code multipart/report} (RFC 6522) in lower case, or nothing. */
    public String reportType() {
        return contentType.parameter("report-type").toLowerCase(Locale.ROOT);
    }

    public boolean isMultipart() {
        return type().startsWith("multipart/");
    }

    public boolean isAttachment() {
        return ATTACHMENT.matcher(header(part, "Content-Disposition")).lookingAt();
    }

    /**
     * Whether it must be understood (RFC 3204, RFC 5621 section 8): unless it says that it need not, or is there to be referred
     * to, as a place is by a Geolocation header, which often comes with a {@code Content-ID} alone (RFC 6442 section 5).
     */
    boolean isNeeded() {
        String disposition = header(part, "Content-Disposition");
        boolean referredTo = disposition.isEmpty() && !contentId().isEmpty();
        return !isOptional(disposition)
                && !referredTo
                && !BY_REFERENCE.matcher(disposition).lookingAt();
    }

    /** Whether a {@code Content-Disposition} says that what has it may be passed over. */
    static boolean isOptional(String disposition) {
        return HANDLING_OPTIONAL.matcher(disposition).find();
    }

    /** The message that a {@code message/rfc822} holds; empty for any other part and for one that cannot be read. */
    public Optional<BoundedPart> message(int most) {
        if (!type().equals("message/rfc822") || depth >= DEEPEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new BoundedPart(new MimeMessage(null, new ByteArrayInputStream(bytes(most))), depth + 1));
        } catch (MessagingException e) {
            return Optional.empty();
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
        MimeMultipart multipart = new MimeMultipart(
                source instanceof MultipartDataSource ? source : new WithBoundary(source, boundary()));
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
        byte[] delimiter = ("--" + boundary()).getBytes(StandardCharsets.ISO_8859_1);
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
        try (InputStream decoded = decoded()) {
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

    /** Jakarta Mail believes no encoding of a message in a message (RFC 2046 5.2.1); some servers write one all the same. */
    private InputStream decoded() throws MessagingException, IOException {
        String encoding = header(part, "Content-Transfer-Encoding").toLowerCase(Locale.ROOT);
        return type().startsWith("message/") && (encoding.equals("base64") || encoding.equals("quoted-printable"))
                ? MimeUtility.decode(raw(), encoding)
                : part.getInputStream();
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
        return LabelledText.decode(bytes, charset(), bytes.length == most).replace("\0", "");
    }

    /** The parts of a multipart, under a content type that Jakarta Mail's parser takes too. */
    private record WithBoundary(DataSource parts, String boundary) implements DataSource {

        @Override
        public String getContentType() {
            return boundary.isEmpty()
                    ? "multipart/mixed"
                    : "multipart/mixed; boundary=\"" + boundary.replaceAll("[\\\\\"]", "\\\\$0") + "\"";
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return parts.getInputStream();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("A message that came in is not written to.");
        }

        @Override
        public String getName() {
            return parts.getName();
        }
    }
}
