package io.ringback.media.webpush;

import io.ringback.directory.BrowserAddress;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts for one browser (RFC 8291) as one record of {@code aes128gcm} (RFC 8188), so that no push service reads along. Key, salt and
 * nonce are new for each message.
 */
final class BrowserEncryption {

    /** A push service takes at least 4096 octets (RFC 8030 7.2). */
    private static final int RECORD = 4096;

    private static final int HEADER = 16 + 4 + 1 + 65;
    private static final int TAG = 16;
    private static final byte LAST_RECORD = 2;

    /** What is longest of what fits with its end and, less than a step of it, its padding. */
    static final int LONGEST = RECORD - HEADER - TAG - 1;

    /** Texts are padded to a multiple, as what is longer tells more. */
    private static final int STEP = 512;

    private final SecureRandom random;

    BrowserEncryption(SecureRandom random) {
        this.random = random;
    }

    /**
     * The body of a push message.
     *
     * @param plain at most {@link #LONGEST} octets
     */
    byte[] encrypt(byte[] plain, BrowserAddress browser) {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"), random);
            byte[] salt = new byte[16];
            random.nextBytes(salt);
            return encrypt(plain, browser, pairs.generateKeyPair(), salt);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Each Java has P-256, SHA-256 and AES-GCM.", e);
        }
    }

    private static byte[] encrypt(byte[] plain, BrowserAddress browser, KeyPair ours, byte[] salt)
            throws GeneralSecurityException {
        ECPublicKey own = (ECPublicKey) ours.getPublic();
        byte[] point = point(own);
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(ours.getPrivate());
        agreement.doPhase(theirs(browser.key(), own), true);
        byte[] info = joined(ascii("WebPush: info\0"), browser.key(), point);
        byte[] keying = derived(browser.secret(), agreement.generateSecret(), info, 32);
        byte[] key = derived(salt, keying, ascii("Content-Encoding: aes128gcm\0"), 16);
        byte[] nonce = derived(salt, keying, ascii("Content-Encoding: nonce\0"), 12);
        int padded = Math.min(LONGEST, (plain.length / STEP + 1) * STEP) + 1;
        byte[] record = Arrays.copyOf(plain, padded);
        record[plain.length] = LAST_RECORD;
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
        byte[] header = ByteBuffer.allocate(HEADER)
                .put(salt)
                .putInt(RECORD)
                .put((byte) point.length)
                .put(point)
                .array();
        return joined(header, cipher.doFinal(record));
    }

    private static ECPublicKey theirs(byte[] point, ECPublicKey own) throws GeneralSecurityException {
        ECPoint there = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(there, own.getParams()));
    }

    /** Uncompressed (X9.62). */
    private static byte[] point(ECPublicKey key) {
        byte[] point = new byte[65];
        point[0] = 4;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 33);
        return point;
    }

    private static void put(BigInteger number, byte[] into, int at) {
        byte[] octets = number.toByteArray();
        int length = Math.min(octets.length, 32);
        System.arraycopy(octets, octets.length - length, into, at + 32 - length, length);
    }

    /** HKDF with SHA-256 (RFC 5869), for no more than one block. */
    private static byte[] derived(byte[] salt, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        return Arrays.copyOf(hmac(hmac(salt, secret), joined(info, new byte[] {1})), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
