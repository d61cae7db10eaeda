package io.ringback.protocol.sip;

import io.ringback.protocol.mime.BodyParts;
import io.ringback.protocol.mime.UnreadablePartsException;
import java.util.Optional;
import java.util.Set;
import javax.sip.header.ContentDispositionHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;
import javax.sip.message.Message;

/**
 * The session description in a message: its body, or a part of it where other things come along, such as ISUP of a SIP-I
 * gateway (RFC 3204) or a place (RFC 6442).
 */
final class SessionBody {

    /** What is understood where nobody says that they understand more. */
    static final Set<String> TYPES = Set.of(Messages.SDP);

    private SessionBody() {}

    /** Empty if it describes none. */
    static Optional<String> in(Message message) {
        return Messages.body(message).flatMap(body -> described(type(message), body));
    }

    /** The same of a request as others see it. */
    static Optional<String> in(SipRequest request) {
        return request.body()
                .flatMap(body -> described(request.first("Content-Type").orElse(""), body));
    }

    private static Optional<String> described(String contentType, String body) {
        if (contentType.isBlank()) {
            return Optional.of(body);
        }
        try {
            return BodyParts.of(contentType, "", body).first(Messages.SDP);
        } catch (UnreadablePartsException describesNothing) {
            return Optional.empty();
        }
    }

    /** Whether something in the body must be understood (RFC 5621 section 8), and is of none of these types. */
    static boolean isStrange(Message message, Set<String> understood) {
        Optional<BodyParts> parts = parts(message);
        return parts.filter(all -> !all.isUnderstoodBy(understood)).isPresent();
    }

    /** What the body consists of; empty if there is none, or nobody can say. */
    static Optional<BodyParts> parts(Message message) {
        Optional<String> body = Messages.body(message);
        String contentType = type(message);
        if (body.isEmpty() || contentType.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    BodyParts.of(contentType, value(message, ContentDispositionHeader.NAME), body.get()));
        } catch (UnreadablePartsException describesNothing) {
            return Optional.empty();
        }
    }

    /** RFC 3261 20.11: such a body may be ignored. */
    static boolean isOptional(Message message) {
        ContentDispositionHeader disposition =
                (ContentDispositionHeader) message.getHeader(ContentDispositionHeader.NAME);
        return disposition != null && "optional".equalsIgnoreCase(disposition.getHandling());
    }

    private static String type(Message message) {
        return value(message, ContentTypeHeader.NAME);
    }

    private static String value(Message message, String name) {
        Header header = message.getHeader(name);
        return header == null ? "" : header.toString().split(":", 2)[1].strip();
    }
}
