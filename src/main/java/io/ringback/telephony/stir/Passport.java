package io.ringback.telephony.stir;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import io.ringback.protocol.sip.HeaderGrammar;
import java.net.URI;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an Identity header says (RFC 8224), read but not yet believed: a PASSporT (RFC 8225), in its full or its compact form.
 *
 * @param caller who calls
 * @param called whom
 * @param issuedAt when it was signed
 * @param certificate where the certificate of who signed it is
 * @param extension what kind it is: empty for a plain one, {@code shaken} (RFC 8588)
 * @param attestation how well who signed it knows the caller: A, B or C; of SHAKEN only
 */
record Passport(
        JWSObject signed,
        Identity caller,
        Set<Identity> called,
        Instant issuedAt,
        URI certificate,
        Optional<String> extension,
        Optional<String> attestation) {

    static final String SHAKEN = "shaken";

    private static final int LONGEST = 8000;

    /** Whether a party is named by its number or by its URI. */
    enum Kind {
        NUMBER("tn"),
        URI("uri");

        private final String claim;

        Kind(String claim) {
            this.claim = claim;
        }
    }

    /** A party of the call. */
    record Identity(Kind kind, String value) {}

    /**
     * Reads a value of the header. The compact form leaves out what the call says anyhow: it is put together again from that.
     *
     * @throws IllegalArgumentException if it is none; says why, without what stands there
     */
    static Passport read(String value, SignedCall call) {
        if (value.length() > LONGEST) {
            throw new IllegalArgumentException("it is longer than " + LONGEST + " characters");
        }
        String token = HeaderGrammar.split(value, ';').get(0);
        Map<String, String> parameters = HeaderGrammar.parameters(value.substring(token.length()));
        String info = parameters.getOrDefault("info", "").replaceAll("^<|>$", "");
        try {
            JWSObject signed = token.startsWith("..") ? compact(token, info, call) : JWSObject.parse(token);
            return of(signed, info);
        } catch (ParseException | ClassCastException e) {
            throw new IllegalArgumentException("it is no PASSporT", e);
        }
    }

    private static Passport of(JWSObject signed, String info) throws ParseException {
        Map<String, Object> header = signed.getHeader().toJSONObject();
        Map<String, Object> claims = signed.getPayload().toJSONObject();
        if (claims == null) {
            throw new IllegalArgumentException("its claims are no JSON");
        }
        URI certificate = signed.getHeader().getX509CertURL();
        if (!JWSAlgorithm.ES256.equals(signed.getHeader().getAlgorithm())
                || !"passport".equals(header.get("typ"))
                || certificate == null
                || !certificate.toString().equals(info)) {
            throw new IllegalArgumentException("its type, its algorithm or its certificate is not as RFC 8225 has it");
        }
        List<Identity> callers = identities(claims.get("orig"));
        if (callers.size() != 1 || !(claims.get("iat") instanceof Number issuedAt)) {
            throw new IllegalArgumentException("it does not say who calls, or when");
        }
        return new Passport(
                signed,
                callers.get(0),
                Set.copyOf(identities(claims.get("dest"))),
                Instant.ofEpochSecond(issuedAt.longValue()),
                certificate,
                Optional.ofNullable((String) header.get("ppt")),
                Optional.ofNullable((String) claims.get("attest")));
    }

    /** RFC 8225 section 7 and RFC 8224 section 4: without white space, with the names in order. */
    private static JWSObject compact(String token, String info, SignedCall call) throws ParseException {
        Identity caller = SignedCall.identity(call.caller());
        Identity called = SignedCall.identity(call.called().get(0));
        long issuedAt = call.date()
                .map(Passport::seconds)
                .orElseThrow(() -> new IllegalArgumentException("its compact form needs the header Date"));
        String header = "{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":\"" + plain(info) + "\"}";
        String claims = "{\"dest\":{\"" + called.kind().claim + "\":[\"" + plain(called.value()) + "\"]},\"iat\":"
                + issuedAt + ",\"orig\":{\"" + caller.kind().claim + "\":\"" + plain(caller.value()) + "\"}}";
        return new JWSObject(Base64URL.encode(header), Base64URL.encode(claims), new Base64URL(token.substring(2)));
    }

    private static String plain(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\')) {
            throw new IllegalArgumentException("something of the call cannot stand in a compact form");
        }
        return text;
    }

    private static long seconds(String date) {
        try {
            return ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toEpochSecond();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("its compact form needs a Date that can be read", e);
        }
    }

    /** {@code {"tn":"46..."}}, {@code {"tn":["46..."], "uri":[...]}}. */
    private static List<Identity> identities(Object claim) {
        Map<?, ?> named = claim instanceof Map<?, ?> map ? map : Map.of();
        return Stream.of(Kind.values())
                .flatMap(kind -> values(named.get(kind.claim)).map(value -> new Identity(kind, canonical(kind, value))))
                .collect(Collectors.toList());
    }

    private static String canonical(Kind kind, String value) {
        return kind == Kind.NUMBER ? value.replaceAll("[^0-9*#]", "") : value.toLowerCase(Locale.ROOT);
    }

    private static Stream<String> values(Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(Object::toString);
        }
        return value == null ? Stream.empty() : Stream.of(value.toString());
    }

    /** Whether this is a kind that says who calls, and not what somebody adds to it. */
    boolean isAboutCaller() {
        return extension.filter(kind -> !kind.equals(SHAKEN)).isEmpty();
    }

    /** Whether it was signed with this key. */
    boolean isSignedWith(PublicKey key) {
        try {
            return key instanceof ECPublicKey curve && signed.verify(new ECDSAVerifier(curve));
        } catch (JOSEException | IllegalStateException e) {
            return false;
        }
    }
}
