package io.ringback.protocol.sip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sip.header.AuthorizationHeader;
import javax.sip.message.Request;

/**
 * Asks who sends a request, and checks the answer (RFC 3261 22.4, RFC 7616, RFC 8760). A nonce is its time and a signature
 * of ours, so nothing is kept for who only asks; what is kept are the counts of nonces that were used with a right
 * password, until they expire. Safe for use by many threads.
 */
final class DigestChallenges {

    /** How long a nonce lasts; its counts need to be kept as long. */
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private static final String HMAC = "HmacSHA256";
    private static final int RANDOM_BYTES = 8;

    /** How far behind the highest count another may come: requests overtake each other. */
    private static final int WINDOW = Long.SIZE;

    private final Map<String, String> users;
    private final String realm;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    /** Stands for the password of users that there are none of, so that they take as long. */
    private final String nobody;
    /** By nonce, the first used first. */
    private final Map<String, Uses> used = new LinkedHashMap<>();

    DigestChallenges(Map<String, String> users, String realm, Clock clock) {
        this.users = users;
        this.realm = realm;
        this.clock = clock;
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, HMAC);
        this.nobody = Base64.getEncoder().encodeToString(secret);
    }

    /** Whether anybody is asked at all. */
    boolean areOn() {
        return !users.isEmpty();
    }

    /** The response to a request that shows no credentials, or not the right ones; empty if it may pass. */
    Optional<SipResponse> refusal(Request request) {
        Optional<AuthorizationHeader> shown = shown(request);
        if (shown.isEmpty()) {
            return Optional.of(challenge(false));
        }
        AuthorizationHeader credentials = shown.get();
        String nonce = credentials.getNonce();
        if (nonce == null || !isOurs(nonce)) {
            return Optional.of(challenge(false));
        }
        Optional<Integer> count = count(credentials);
        if (count.isEmpty() || !isRight(credentials, count.get(), request)) {
            return Optional.of(SipResponse.of(403));
        }
        return isFresh(nonce) && firstUse(nonce, count.get()) ? Optional.empty() : Optional.of(challenge(true));
    }

    private Optional<AuthorizationHeader> shown(Request request) {
        Iterator<?> all = request.getHeaders(AuthorizationHeader.NAME);
        while (all.hasNext()) {
            if (all.next() instanceof AuthorizationHeader one
                    && "Digest".equalsIgnoreCase(one.getScheme())
                    && realm.equals(one.getRealm())) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** RFC 8760 2.3: what is preferred comes first. */
    private SipResponse challenge(boolean stale) {
        String nonce = nonce();
        return new SipResponse(
                401,
                Map.of(
                        "WWW-Authenticate",
                        List.of(
                                challenge(DigestAlgorithm.SHA_256, nonce, stale),
                                challenge(DigestAlgorithm.MD5, nonce, stale))),
                Optional.empty());
    }

    private String challenge(DigestAlgorithm algorithm, String nonce, boolean stale) {
        return "Digest realm=\"" + realm + "\",nonce=\"" + nonce + "\",algorithm=" + algorithm.token() + ",qop=\"auth\""
                + (stale ? ",stale=true" : "");
    }

    private String nonce() {
        byte[] start = new byte[Long.BYTES + RANDOM_BYTES];
        random.nextBytes(start);
        ByteBuffer.wrap(start).putLong(clock.millis());
        byte[] signature = signature(start);
        byte[] nonce = Arrays.copyOf(start, start.length + signature.length);
        System.arraycopy(signature, 0, nonce, start.length, signature.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    private byte[] signature(byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java must know " + HMAC, e);
        }
    }

    private boolean isOurs(String nonce) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(nonce);
            int start = Long.BYTES + RANDOM_BYTES;
            return bytes.length > start
                    && MessageDigest.isEqual(
                            signature(Arrays.copyOf(bytes, start)), Arrays.copyOfRange(bytes, start, bytes.length));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isFresh(String nonce) {
        long made = ByteBuffer.wrap(Base64.getUrlDecoder().decode(nonce)).getLong();
        return clock.millis() - made < LIFETIME.toMillis();
    }

    private static Optional<Integer> count(AuthorizationHeader credentials) {
        try {
            int count = credentials.getNonceCount();
            return count > 0 && credentials.getCNonce() != null && "auth".equalsIgnoreCase(credentials.getQop())
                    ? Optional.of(count)
                    : Optional.empty();
        } catch (RuntimeException e) {
            // JAIN-SIP on a count that is no number.
            return Optional.empty();
        }
    }

    private boolean isRight(AuthorizationHeader credentials, int count, Request request) {
        Optional<DigestAlgorithm> algorithm = DigestAlgorithm.named(credentials.getAlgorithm());
        String user = credentials.getUsername();
        if (algorithm.isEmpty() || user == null || credentials.getResponse() == null || credentials.getURI() == null) {
            return false;
        }
        // RFC 7616 3.4.6: for this request and no other.
        boolean meant =
                credentials.getURI().toString().equals(request.getRequestURI().toString());
        String right = algorithm
                .get()
                .response(
                        user,
                        realm,
                        users.getOrDefault(user, nobody),
                        credentials.getNonce(),
                        String.format("%08x", count),
                        credentials.getCNonce(),
                        request.getMethod(),
                        credentials.getURI().toString());
        boolean same = MessageDigest.isEqual(
                right.getBytes(StandardCharsets.UTF_8),
                credentials.getResponse().getBytes(StandardCharsets.UTF_8));
        return same & meant & users.containsKey(user);
    }

    private boolean firstUse(String nonce, int count) {
        synchronized (used) {
            long now = clock.millis();
            used.values().removeIf(uses -> now - uses.since > LIFETIME.toMillis());
            return used.computeIfAbsent(nonce, key -> new Uses(now)).first(count);
        }
    }

    /** The counts that a nonce was used with: the highest, and which of those before it. */
    private static final class Uses {
        private final long since;
        private int highest;
        private long before;

        Uses(long since) {
            this.since = since;
        }

        boolean first(int count) {
            if (count > highest) {
                int ahead = count - highest;
                before = ahead >= WINDOW ? 0 : before << ahead;
                before |= 1;
                highest = count;
                return true;
            }
            int behind = highest - count;
            if (behind >= WINDOW || (before >>> behind & 1) == 1) {
                return false;
            }
            before |= 1L << behind;
            return true;
        }
    }
}
