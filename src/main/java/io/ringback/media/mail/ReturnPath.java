package io.ringback.media.mail;

import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifiers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The envelope sender of each letter: {@code mailbox+b-<message id>-<proof>@domain}. A bounce goes there (RFC 5321
 * 4.5.5), and as only who holds Ringback's secret can make the proof, it is about a letter that Ringback wrote, whatever
 * the bounce itself says.
 */
public final class ReturnPath {

    private static final int PROOF_LENGTH = 16;

    /** In hex, so that the address survives a mail system that folds case. */
    private static final Pattern DETAIL = Pattern.compile("b-([0-9a-f]{32})-([0-9a-f]{" + PROOF_LENGTH + "})");

    private final MailIdentity identity;
    private final SessionIdentifiers sessions;

    public ReturnPath(MailIdentity identity, SessionIdentifiers sessions) {
        this.identity = identity;
        this.sessions = sessions;
    }

    /** The address to which a bounce of message {@code messageId} is to be sent. */
    public String address(UUID messageId) {
        HexFormat hex = HexFormat.of();
        return identity.address("b-"
                + hex.toHexDigits(messageId.getMostSignificantBits())
                + hex.toHexDigits(messageId.getLeastSignificantBits())
                + "-" + proof(messageId));
    }

    /** The message that {@code address} was made for; empty if Ringback did not make it. */
    public Optional<UUID> messageOf(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        String prefix = identity.mailbox() + "+";
        String suffix = "@" + identity.domain();
        if (!lower.startsWith(prefix) || !lower.endsWith(suffix)) {
            return Optional.empty();
        }
        return messageOfDetail(lower.substring(prefix.length(), lower.length() - suffix.length()));
    }

    /** The message whose return path has the detail {@code detail}; empty if Ringback did not make it. */
    Optional<UUID> messageOfDetail(String detail) {
        Matcher parts = DETAIL.matcher(detail.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        UUID messageId = new UUID(
                Long.parseUnsignedLong(parts.group(1), 0, 16, 16), Long.parseUnsignedLong(parts.group(1), 16, 32, 16));
        // In constant time, so that the proof cannot be found digit by digit.
        boolean proved = MessageDigest.isEqual(
                proof(messageId).getBytes(StandardCharsets.US_ASCII),
                parts.group(2).getBytes(StandardCharsets.US_ASCII));
        return proved ? Optional.of(messageId) : Optional.empty();
    }

    private String proof(UUID messageId) {
        return sessions.derive(messageId, Purpose.REPORT).localPart().substring(0, PROOF_LENGTH);
    }
}
