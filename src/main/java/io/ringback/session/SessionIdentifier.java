package io.ringback.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 128 bits that only Ringback can tell apart from noise. Written in two ways: {@link #token()} for links, and
 * {@link #localPart()} for mail addresses, where capitals may be lost on the way.
 *
 * <p>{@link #toString()} hides it, as knowing it is enough to act.
 */
public final class SessionIdentifier {

    /** Length in bytes. */
    public static final int LENGTH = 16;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");
    private static final Pattern LOCAL_PART = Pattern.compile("[0-9a-f]{32}");

    private final byte[] bits;

    SessionIdentifier(byte[] bits) {
        if (bits.length != LENGTH) {
            throw new IllegalArgumentException("A session identifier has " + LENGTH + " bytes, not " + bits.length);
        }
        this.bits = bits.clone();
    }

    /** Reads a {@link #token()}; empty if it cannot be one. */
    public static Optional<SessionIdentifier> fromToken(String token) {
        return token != null && TOKEN.matcher(token).matches()
                ? Optional.of(new SessionIdentifier(Base64.getUrlDecoder().decode(token)))
                : Optional.empty();
    }

    /** Reads a {@link #localPart()}, in capitals or not; empty if it cannot be one. */
    public static Optional<SessionIdentifier> fromLocalPart(String localPart) {
        String lower = localPart == null ? "" : localPart.toLowerCase(Locale.ROOT);
        return LOCAL_PART.matcher(lower).matches()
                ? Optional.of(new SessionIdentifier(HexFormat.of().parseHex(lower)))
                : Optional.empty();
    }

    /** 22 characters that need no escaping in a URL (base64url, RFC 4648 section 5, unpadded). */
    public String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** 32 characters that survive a mail system that folds case (base16). */
    public String localPart() {
        return HexFormat.of().formatHex(bits);
    }

    /** What is stored: SHA-256, which is enough for 128 random bits and needs no salt. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionIdentifier that && MessageDigest.isEqual(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return "SessionIdentifier[hidden]";
    }
}
