package io.ringback.media.mail;

import io.ringback.protocol.mime.BoundedPart;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;

/** All parts of a message, from outside in. A report that a gateway has wrapped is found in it like one that it has not. */
final class MailParts {

    private static final int MOST_PARTS = 200;
    private static final int MOST_WRAPPED = 256 * 1024;

    private final List<BoundedPart> all = new ArrayList<>();

    private MailParts() {}

    static List<BoundedPart> of(BoundedPart whole) {
        MailParts parts = new MailParts();
        parts.add(whole);
        return List.copyOf(parts.all);
    }

    private void add(BoundedPart part) {
        if (all.size() >= MOST_PARTS) {
            return;
        }
        all.add(part);
        part.message(MOST_WRAPPED)
                .filter(wrapped -> wrapped.type().equals("multipart/report"))
                .ifPresent(this::add);
        if (part.isMultipart()) {
            try {
                part.children().forEach(this::add);
            } catch (MessagingException e) {
                // It says by its type what it is, even if its parts cannot be told apart.
                return;
            }
        }
    }

    /** Whether a part is, or is said to be, a report of {@code kind}, such as {@code delivery-status} (RFC 6522). */
    static boolean haveReport(List<BoundedPart> parts, String kind) {
        return parts.stream()
                .anyMatch(part -> part.reportType().replace("global-", "").equals(kind)
                        || part.type().replace("global-", "").equals("message/" + kind));
    }
}
