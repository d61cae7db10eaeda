package io.ringback.directory;

import java.math.BigInteger;
import java.net.URI;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one browser is told by Web Push: what its {@code PushSubscription} says (W3C Push API 8). As an {@link Address} it is written
 * {@code webpush:endpoint#p256dh.auth}, so that it is kept, found, moved and erased as all addresses are. Who has it can write to the
 * browser; it is a secret.
 *
 * @param endpoint where to post: a URL that a browser named, which nobody must trust (RFC 8030 8.3)
 * @param p256dh the browser's public key, an uncompressed point of P-256 in base64url (RFC 8291 3.1)
 * @param auth the secret of both, 16 octets in base64url (RFC 8291 3.2)
 */
public record BrowserAddress(URI endpoint, String p256dh, String auth) {

    public static final String SCHEME = "webpush";

    /** Of an endpoint. Those of the known services have up to 600 characters. */
    private static final int LONGEST = 1000;

    /**
     * RFC 3986, no user, no fragment, and no brackets at all: braces would have a meaning to Camel. A name with a letter in its last part is no
     * address. Without TLS only what stays on this machine.
     */
    private static final Pattern ENDPOINT = Pattern.compile(
            "(?i)(https://(?:[a-z0-9_-]{1,63}\\.){1,20}[a-z][a-z0-9-]{0,62}|http://(?:127\\.0\\.0\\.1|localhost))(:[0-9]{1,5})?"
                    + "(/[A-Za-z0-9._~%!$&'()*+,;=:@/?-]*)");

    private static final Pattern POINT = Pattern.compile("[A-Za-z0-9_-]{87}");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int OCTETS_OF_NUMBER = 32;
    private static final byte UNCOMPRESSED = 4;

    /**
     * @throws IllegalArgumentException if it is none of a browser; fit to show to the sender
     */
    public BrowserAddress {
        if (!ENDPOINT.matcher(endpoint.toString()).matches()) {
            throw new IllegalArgumentException("This is not the https: address of a push service.");
        }
        if (!POINT.matcher(p256dh).matches() || !isOnCurve(octets(p256dh))) {
            throw new IllegalArgumentException("The key (p256dh) is not a point of P-256.");
        }
        if (!SECRET.matcher(auth).matches() || octets(auth).length != 16) {
            throw new IllegalArgumentException("The secret (auth) does not have 16 octets.");
        }
    }

    /**
     * As a browser says it.
     *
     * @throws IllegalArgumentException if it is none of a browser; fit to show to the sender
     */
    public static BrowserAddress of(String endpoint, String p256dh, String auth) {
        Matcher matcher = ENDPOINT.matcher(endpoint == null ? "" : endpoint);
        if (endpoint == null || endpoint.length() > LONGEST || !matcher.matches()) {
            throw new IllegalArgumentException("This is not the https: address of a push service.");
        }
        String port = matcher.group(2) == null ? "" : matcher.group(2);
        URI normal;
        try {
            normal = URI.create(matcher.group(1).toLowerCase(Locale.ROOT) + port + matcher.group(3));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("This is not the https: address of a push service.", e);
        }
        return new BrowserAddress(normal, String.valueOf(p256dh), String.valueOf(auth));
    }

    /**
     * What follows {@code webpush:} in an address.
     *
     * @throws IllegalArgumentException if it is none of a browser
     */
    static BrowserAddress read(String text) {
        int hash = text.indexOf('#');
        int dot = text.indexOf('.', Math.max(hash, 0));
        if (hash < 0 || dot < 0) {
            throw new IllegalArgumentException(
                    "A webpush: address is written webpush:endpoint#p256dh.auth, as a browser gives them.");
        }
        return of(text.substring(0, hash), text.substring(hash + 1, dot), text.substring(dot + 1));
    }

    /**
     * What the address of a device says.
     *
     * @throws IllegalArgumentException if it is none of a browser
     */
    public static BrowserAddress of(Address address) {
        if (!address.scheme().equals(SCHEME)) {
            throw new IllegalArgumentException("This is not the address of a browser.");
        }
        return read(address.value());
    }

    /** The same as a device has it. */
    public Address address() {
        return new Address(SCHEME + ":" + endpoint + "#" + p256dh + "." + auth);
    }

    /** The key: 65 octets. */
    public byte[] key() {
        return octets(p256dh);
    }

    /** The secret of both: 16 octets. */
    public byte[] secret() {
        return octets(auth);
    }

    private static byte[] octets(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    /** A point beside the curve would tell of the other's key (SEC 1 3.2.2.1). */
    private static boolean isOnCurve(byte[] point) {
        if (point.length != 1 + 2 * OCTETS_OF_NUMBER || point[0] != UNCOMPRESSED) {
            return false;
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + OCTETS_OF_NUMBER));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + OCTETS_OF_NUMBER, point.length));
        EllipticCurve curve = curve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    private static EllipticCurve curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class).getCurve();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Each Java knows P-256.", e);
        }
    }

    /** Who has it can write to the browser. */
    @Override
    public String toString() {
        return address().toString();
    }
}
