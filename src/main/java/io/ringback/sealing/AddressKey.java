package io.ringback.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of {@code ringback.address-keys}. It encrypts with AES-256-GCM (NIST SP 800-38D) under a key of its own for each place,
 * so that the random nonces never come near the number at which they may repeat, and nothing opens in another place than its own.
 * What it writes: the key's id, the nonce, the ciphertext, the tag.
 */
final class AddressKey {

    /** Octets of the id in front of what the key encrypts. */
    static final int ID = 4;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST = ID + NONCE + TAG_BITS / 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One for each thread, as to look the algorithm up costs ten times what it takes to open an address. */
    private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(AddressKey::cipher);

    private final byte[] id;
    private final KeyedHash places;

    /** @param secret as the setting has it */
    AddressKey(String secret) {
        byte[] material = secret.getBytes(StandardCharsets.UTF_8);
        id = Arrays.copyOf(Hkdf.derive(material, "ringback address key: id"), ID);
        places = new KeyedHash(Hkdf.derive(material, "ringback address key: encryption"));
    }

    byte[] id() {
        return id.clone();
    }

    /** What the key is called in the database and in what operators are told; says nothing of it. */
    String fingerprint() {
        return fingerprint(id);
    }

    static String fingerprint(byte[] id) {
        return HexFormat.of().formatHex(id);
    }

    /** Whether {@code sealed} says that it was made with this key. */
    boolean made(byte[] sealed) {
        return sealed.length >= ID && Arrays.equals(sealed, 0, ID, id, 0, ID);
    }

    /** Encrypts {@code plain} for one place and no other. */
    byte[] seal(String place, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, place, nonce).doFinal(plain);
            return ByteBuffer.allocate(ID + NONCE + encrypted.length)
                    .put(id)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + CIPHER, e);
        }
    }

    /** What was encrypted for that place; empty if it was not, or has been changed since. */
    Optional<byte[]> open(String place, byte[] sealed) {
        if (sealed.length < SHORTEST || !made(sealed)) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, place, Arrays.copyOfRange(sealed, ID, ID + NONCE));
            return Optional.of(cipher.doFinal(sealed, ID + NONCE, sealed.length - ID - NONCE));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, String place, byte[] nonce) throws GeneralSecurityException {
        byte[] where = place.getBytes(StandardCharsets.UTF_8);
        Cipher cipher = CIPHERS.get();
        cipher.init(mode, new SecretKeySpec(places.of(where), "AES"), new GCMParameterSpec(TAG_BITS, nonce), RANDOM);
        cipher.updateAAD(where);
        return cipher;
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + CIPHER, e);
        }
    }
}
