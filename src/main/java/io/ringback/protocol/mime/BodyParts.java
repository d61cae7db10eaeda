package io.ringback.protocol.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a body consists of: itself, or its parts and the parts of these (RFC 5621 section 4). What stands beside what is
 * looked for, such as ISUP (RFC 3204) or a place (RFC 6442), must be understood unless it says otherwise (section 8).
 *
 * @param parts those that have no further parts, in their order
 */
public record BodyParts(List<Part> parts) {

    private static final int LONGEST = 65_536;
    private static final String ALTERNATIVE = "multipart/alternative";
    private static final String RELATED = "multipart/related";

    /**
     * A part.
     *
     * @param type without parameters and in lower case; empty if the body has none
     * @param needed whether the body may be taken only by who understands it
     */
    public record Part(String type, boolean needed, String text) {}

    /**
     * Reads a body.
     *
     * @param contentType as it is written; nothing if the message does not say it
     * @param disposition likewise, the {@code Content-Disposition}
     * @throws UnreadablePartsException if it says that it has parts, and they cannot be told apart
     */
    public static BodyParts of(String contentType, String disposition, String body) throws UnreadablePartsException {
        String type = contentType.isBlank() ? "" : WrittenContentType.parse(contentType).type();
        if (!type.startsWith("multipart/")) {
            return new BodyParts(List.of(new Part(type, !BoundedPart.isOptional(disposition), body)));
        }
        String headers = "Content-Type: " + oneLine(contentType) + "\r\nContent-Disposition: " + oneLine(disposition);
        byte[] message = (headers + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
        try {
            List<Part> found = new ArrayList<>();
            collect(new BoundedPart(new MimeMessage(null, new ByteArrayInputStream(message))), true, found);
            return new BodyParts(List.copyOf(found));
        } catch (MessagingException | RuntimeException e) {
            throw new UnreadablePartsException(e);
        }
    }

    private static String oneLine(String header) {
        return header.replaceAll("[\r\n]+", " ");
    }

    private static void collect(BoundedPart part, boolean needed, List<Part> found) throws MessagingException {
        boolean itself = needed && part.isNeeded();
        if (!part.isMultipart()) {
            found.add(new Part(part.type(), itself, part.text(LONGEST)));
            return;
        }
        if (part.boundary().isEmpty()) {
            throw new MessagingException("it has no boundary");
        }
        List<BoundedPart> children = part.children();
        if (children.isEmpty()) {
            throw new MessagingException("it has no parts");
        }
        for (BoundedPart child : children) {
            collect(child, itself && isFor(child, part, children), found);
        }
    }

    /** Of alternatives one is enough, and what is related to a root is for who understands that (RFC 5621 4.1, 4.2). */
    private static boolean isFor(BoundedPart child, BoundedPart parent, List<BoundedPart> all) {
        return switch (parent.type()) {
            case ALTERNATIVE -> false;
            case RELATED ->
                parent.start().isEmpty()
                        ? child == all.get(0)
                        : child.contentId().equals(parent.start());
            default -> true;
        };
    }

    /** The first part of this type. */
    public Optional<String> first(String type) {
        return all(type).stream().findFirst();
    }

    /** All parts of this type. */
    public List<String> all(String type) {
        return parts.stream()
                .filter(part -> part.type().equals(type))
                .map(Part::text)
                .toList();
    }

    /** Whether nothing in it is needed that is of another type than these. */
    public boolean isUnderstoodBy(Set<String> types) {
        return parts.stream().allMatch(part -> !part.needed() || types.contains(part.type()));
    }
}
