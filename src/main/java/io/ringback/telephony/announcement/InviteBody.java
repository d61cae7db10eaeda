package io.ringback.telephony.announcement;

import io.ringback.protocol.mscml.Mscml;
import io.ringback.protocol.sip.SipRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an INVITE carries: an offer, MSCML, or both as {@code multipart/mixed} (RFC 5621, RFC 5022 section 3).
 *
 * @param offer the SDP
 * @param mscml the request
 */
record InviteBody(Optional<String> offer, Optional<String> mscml) {

    static final String SDP = "application/sdp";
    static final String MIXED = "multipart/mixed";

    private static final int MOST_PARTS = 10;
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^;\\s\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEADERS_END = Pattern.compile("\r\n\r\n|\n\n");

    /**
     * An offer and nothing else.
     *
     * @throws RefusedException with 415 if it is something else
     */
    static Optional<String> offer(SipRequest invite) throws RefusedException {
        Optional<String> body = invite.body().filter(text -> !text.isBlank());
        if (body.isPresent() && !type(contentType(invite)).equals(SDP)) {
            throw new RefusedException(415, "Only " + SDP + " is understood");
        }
        return body;
    }

    /**
     * An offer, or MSCML, or both.
     *
     * @throws RefusedException with 415 if something else is required to be understood, 400 if it cannot be read
     */
    static InviteBody of(SipRequest invite) throws RefusedException {
        Optional<String> body = invite.body().filter(text -> !text.isBlank());
        if (body.isEmpty()) {
            return new InviteBody(Optional.empty(), Optional.empty());
        }
        return switch (type(contentType(invite))) {
            case SDP -> new InviteBody(body, Optional.empty());
            case Mscml.CONTENT_TYPE -> new InviteBody(Optional.empty(), body);
            case MIXED -> parts(contentType(invite), body.get());
            default ->
                throw new RefusedException(
                        415, "Only " + SDP + ", " + Mscml.CONTENT_TYPE + " and both as " + MIXED + " are understood");
        };
    }

    private static InviteBody parts(String contentType, String body) throws RefusedException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw new RefusedException(400, "The body of several parts has no boundary");
        }
        String delimiter = "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        InviteBody all = new InviteBody(Optional.empty(), Optional.empty());
        // RFC 2046 5.1.1: a delimiter stands at the begin of a line, and its line end belongs to it.
        String[] parts = ("\r\n" + body).split("\r?\n" + Pattern.quote(delimiter), MOST_PARTS + 2);
        if (parts.length < 2 || parts.length > MOST_PARTS + 1) {
            throw new RefusedException(400, "The body has no parts, or too many");
        }
        for (int i = 1; i < parts.length && !parts[i].startsWith("--"); i++) {
            all = all.with(parts[i]);
        }
        return all;
    }

    private InviteBody with(String part) throws RefusedException {
        // The rest of the delimiter's line comes first.
        String lines = part.substring(Math.max(part.indexOf('\n') + 1, 0));
        Matcher end = HEADERS_END.matcher("\r\n" + lines);
        if (!end.find()) {
            throw new RefusedException(400, "A part of the body has no end of its headers");
        }
        String headers = ("\r\n" + lines).substring(0, end.start());
        String content = ("\r\n" + lines).substring(end.end());
        switch (type(header(headers, "content-type").orElse("text/plain"))) {
            case SDP -> {
                if (offer.isPresent()) {
                    throw new RefusedException(400, "The body has two offers");
                }
                return new InviteBody(Optional.of(content + "\r\n"), mscml);
            }
            case Mscml.CONTENT_TYPE -> {
                if (mscml.isPresent()) {
                    throw new RefusedException(400, "The body has two requests");
                }
                return new InviteBody(offer, Optional.of(content));
            }
            default -> {
                // RFC 5621 section 8.3: what need not be understood says so.
                if (header(headers, "content-disposition")
                        .filter(disposition -> disposition
                                .toLowerCase(Locale.ROOT)
                                .replace(" ", "")
                                .contains("handling=optional"))
                        .isEmpty()) {
                    throw new RefusedException(415, "A part of the body is not understood");
                }
                return this;
            }
        }
    }

    private static Optional<String> header(String headers, String name) {
        return headers.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static String contentType(SipRequest invite) {
        return invite.first("Content-Type").orElse("");
    }

    private static String type(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
