package io.ringback.protocol.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.header.ContentDispositionHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Message;

/**
 * The session description in a message: its body, or a part of it where other things come along, such as ISUP of a SIP-I
 * gateway (RFC 3204) or a place (RFC 6442). Parts within parts are read too (RFC 5621 section 4).
 */
final class SessionBody {

    private static final String MULTIPART = "multipart/";
    private static final int DEEPEST = 4;
    private static final int MOST_PARTS = 20;
    private static final Pattern HEADERS_END = Pattern.compile("\r?\n\r?\n");

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^;\\s\"]{1,70}))");

    private SessionBody() {}

    /** Empty if it describes none. */
    static Optional<String> in(Message message) {
        String type = Messages.contentType(message);
        if (type.isEmpty() || type.equals(Messages.SDP)) {
            return Messages.body(message);
        }
        ContentTypeHeader written = (ContentTypeHeader) message.getHeader(ContentTypeHeader.NAME);
        return type.startsWith(MULTIPART)
                ? Messages.body(message).flatMap(body -> part(written.toString(), body, 0))
                : Optional.empty();
    }

    /** Whether the body must be understood (RFC 5621 section 8) and cannot. The parts of several are for their reader. */
    static boolean isStrange(Message message) {
        String type = Messages.contentType(message);
        return !type.isEmpty() && !type.equals(Messages.SDP) && !type.startsWith(MULTIPART) && !isOptional(message);
    }

    /** RFC 3261 20.11: such a body may be ignored. */
    static boolean isOptional(Message message) {
        ContentDispositionHeader disposition =
                (ContentDispositionHeader) message.getHeader(ContentDispositionHeader.NAME);
        return disposition != null && "optional".equalsIgnoreCase(disposition.getHandling());
    }

    private static Optional<String> part(String contentType, String body, int depth) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (depth > DEEPEST || !boundary.find()) {
            return Optional.empty();
        }
        String delimiter = "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        // RFC 2046 5.1.1: a delimiter stands at the begin of a line, and its line end belongs to it.
        String[] parts = ("\r\n" + body).split("\r?\n" + Pattern.quote(delimiter), MOST_PARTS);
        for (int i = 1; i < parts.length && !parts[i].startsWith("--"); i++) {
            Optional<String> found = described(parts[i], depth);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> described(String part, int depth) {
        // The rest of the delimiter's line comes first; a part without headers begins with an empty line.
        Matcher end = HEADERS_END.matcher(part);
        if (!end.find()) {
            return Optional.empty();
        }
        String contentType = part.substring(0, end.start())
                .replaceAll("\r?\n[ \t]+", " ")
                .lines()
                .filter(line -> line.regionMatches(true, 0, "content-type:", 0, 13))
                .map(line -> line.substring(13).strip())
                .findFirst()
                .orElse("");
        String content = part.substring(end.end());
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals(Messages.SDP)) {
            return Optional.of(content.stripTrailing() + "\r\n");
        }
        return type.startsWith(MULTIPART) ? part(contentType, content, depth + 1) : Optional.empty();
    }
}
