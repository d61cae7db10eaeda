package io.ringback.media.webpush;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The keys of a browser, which reads what was encrypted for it as RFC 8291 and RFC 8188 say, and as no code of ours does. */
public final class BrowserOfRig {

    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final ECPrivateKey own;
    private final byte[] point;
    private final byte[] auth;

    private BrowserOfRig(ECPrivateKey own, byte[] point, byte[] auth) {
        this.own = own;
        this.point = point;
        this.auth = auth;
    }

    /** One with new keys. */
    public static BrowserOfRig make() {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = pairs.generateKeyPair();
            ECPoint at = ((ECPublicKey) pair.getPublic()).getW();
            byte[] auth = new byte[16];
            new SecureRandom().nextBytes(auth);
            byte[] point = ByteBuffer.allocate(65)
                    .put((byte) 4)
                    .put(fixed(at.getAffineX()))
                    .put(fixed(at.getAffineY()))
                    .array();
            return new BrowserOfRig((ECPrivateKey) pair.getPrivate(), point, auth);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One with these keys, in base64url. */
    static BrowserOfRig of(String privateKey, String p256dh, String auth) throws GeneralSecurityException {
        ECPrivateKeySpec number = new ECPrivateKeySpec(new BigInteger(1, DECODER.decode(privateKey)), curve());
        return new BrowserOfRig(
                (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(number),
                DECODER.decode(p256dh),
                DECODER.decode(auth));
    }

    public String p256dh() {
        return ENCODER.encodeToString(point);
    }

    public String auth() {
        return ENCODER.encodeToString(auth);
    }

    /** The private key, for an application server of a test. */
    String number() {
        return ENCODER.encodeToString(fixed(own.getS()));
    }

    /** What was encrypted, with how it was padded cut off. */
    public String read(byte[] body) {
        try {
            ByteBuffer header = ByteBuffer.wrap(body);
            byte[] salt = new byte[16];
            header.get(salt);
            int record = header.getInt();
            byte[] sender = new byte[header.get()];
            header.get(sender);
            byte[] sealed = new byte[header.remaining()];
            header.get(sealed);
            if (sealed.length > record) {
                throw new IllegalStateException("More than one record (RFC 8291 4).");
            }
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(own);
            agreement.doPhase(
                    KeyFactory.getInstance("EC")
                            .generatePublic(new ECPublicKeySpec(
                                    new ECPoint(
                                            new BigInteger(1, Arrays.copyOfRange(sender, 1, 33)),
                                            new BigInteger(1, Arrays.copyOfRange(sender, 33, 65))),
                                    curve())),
                    true);
            byte[] first = hmac(auth, agreement.generateSecret());
            byte[] ikm = hmac(first, "WebPush: info\0".getBytes(StandardCharsets.US_ASCII), point, sender, ONE);
            byte[] prk = hmac(salt, ikm);
            byte[] key = hmac(prk, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), ONE);
            byte[] nonce = hmac(prk, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), ONE);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(key, 0, 16, "AES"), new GCMParameterSpec(128, nonce, 0, 12));
            byte[] plain = cipher.doFinal(sealed);
            int end = plain.length - 1;
            while (plain[end] == 0) {
                end--;
            }
            if (plain[end] != 2) {
                throw new IllegalStateException("The last record ends with 2 (RFC 8188 2).");
            }
            return new String(plain, 0, end, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("It was not encrypted for this browser.", e);
        }
    }

    private static final byte[] ONE = {1};

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static byte[] fixed(BigInteger number) {
        byte[] octets = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, octets.length);
        System.arraycopy(octets, octets.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }
}
