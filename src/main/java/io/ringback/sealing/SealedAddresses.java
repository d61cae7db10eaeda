package io.ringback.sealing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What stands in the database for addresses. A keyed hash (HMAC-SHA-256, cut to 128 bits) to look up and compare by: its key is random,
 * and lies in the database encrypted. When that key is replaced, the hashes are hashed once more with the next one, for nobody can make
 * them anew from addresses that are not kept. And AES-256-GCM where the address must be read, bound to its column and row, so that one
 * that was put elsewhere does not open.
 */
public final class SealedAddresses {

    static final SealedColumn HASH_KEY = new SealedColumn("address_hash_key.sealed", "", "");
    static final String ONLY_ROW = "one";

    private static final int HASH = 16;
    private static final int HASH_KEY_LENGTH = 32;

    private final AddressKeys keys;
    private final List<byte[]> hashKeys;
    private final List<KeyedHash> hashing;

    private SealedAddresses(AddressKeys keys, List<byte[]> hashKeys) {
        this.keys = keys;
        this.hashKeys = List.copyOf(hashKeys);
        this.hashing = hashKeys.stream().map(KeyedHash::new).toList();
    }

    /** Of a database that has no address yet. */
    public static SealedAddresses begin(AddressKeys keys) {
        return new SealedAddresses(keys, List.of()).withAnotherHashKey();
    }

    /** The same, when everything that was hashed has gone through {@link #hashAgain}. */
    public SealedAddresses withAnotherHashKey() {
        byte[] hashKey = new byte[HASH_KEY_LENGTH];
        new SecureRandom().nextBytes(hashKey);
        List<byte[]> all = new ArrayList<>(hashKeys);
        all.add(hashKey);
        return new SealedAddresses(keys, all);
    }

    /**
     * Of this database.
     *
     * @throws IllegalStateException if something in it is encrypted with a key that is not there; the message says what to do
     */
    public static SealedAddresses of(JdbcClient jdbc, AddressKeys keys) {
        List<byte[]> used =
                jdbc.sql("select key_id from address_key").query(byte[].class).list();
        used.stream().filter(id -> keys.withId(id).isEmpty()).findFirst().ifPresent(id -> {
            throw missing(id, keys);
        });
        jdbc.sql("insert into address_key (key_id) values (?) on conflict do nothing")
                .param(keys.first().id())
                .update();
        byte[] sealed = jdbc.sql("select sealed from address_hash_key")
                .query(byte[].class)
                .optional()
                .orElseThrow(() ->
                        new IllegalStateException("The table address_hash_key is empty, and without its row nobody"
                                + " is found by their address. Restore it from a backup of this database."));
        byte[] opened = openOctets(keys, HASH_KEY, ONLY_ROW, sealed);
        List<byte[]> hashKeys = IntStream.range(0, opened.length / HASH_KEY_LENGTH)
                .mapToObj(i -> Arrays.copyOfRange(opened, i * HASH_KEY_LENGTH, (i + 1) * HASH_KEY_LENGTH))
                .toList();
        SealedAddresses addresses = new SealedAddresses(keys, hashKeys);
        if (!keys.first().made(sealed)) {
            jdbc.sql("update address_hash_key set sealed = ? where sealed = ?")
                    .params(addresses.sealedHashKeys(), sealed)
                    .update();
        }
        return addresses;
    }

    /** The id of the key that encrypts: what {@code address_key} has. */
    public byte[] keyId() {
        return keys.first().id();
    }

    /** The keys of the hashes, as {@code address_hash_key} has them. */
    public byte[] sealedHashKeys() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        hashKeys.forEach(all::writeBytes);
        return keys.first().seal(HASH_KEY.place(ONLY_ROW), all.toByteArray());
    }

    /** The hash that stands for an address of a person wherever they are looked up by it. */
    public byte[] hash(String address) {
        return hash("address", address);
    }

    /** The hashes of several, in their order. */
    public byte[][] hashes(String... addresses) {
        return Stream.of(addresses).map(this::hash).toArray(byte[][]::new);
    }

    /** A hash that cannot be compared with those of another {@code purpose}. */
    public byte[] hash(String purpose, String text) {
        byte[] hash = (purpose + '/' + text).getBytes(StandardCharsets.UTF_8);
        for (KeyedHash hashKey : hashing) {
            hash = hash(hashKey, hash);
        }
        return hash;
    }

    /** What a hash of before is with the newest key. */
    public byte[] hashAgain(byte[] hash) {
        return hash(hashing.get(hashing.size() - 1), hash);
    }

    private static byte[] hash(KeyedHash hashKey, byte[] octets) {
        return Arrays.copyOf(hashKey.of(octets), HASH);
    }

    /** Encrypts {@code text} for that column of that row, and no other. */
    public byte[] seal(SealedColumn column, Object row, String text) {
        return sealOctets(column, row, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of what is no text. */
    public byte[] sealOctets(SealedColumn column, Object row, byte[] octets) {
        return keys.first().seal(column.place(row), octets);
    }

    /**
     * What was encrypted there.
     *
     * @throws IllegalStateException if it was encrypted for another place or with another key, or has been changed since
     */
    public String open(SealedColumn column, Object row, byte[] sealed) {
        return new String(openOctets(column, row, sealed), StandardCharsets.UTF_8);
    }

    /** The same of what is no text. */
    public byte[] openOctets(SealedColumn column, Object row, byte[] sealed) {
        return openOctets(keys, column, row, sealed);
    }

    /** With the first key, if it is not already; else null. */
    byte[] anew(SealedColumn column, Object row, byte[] sealed) {
        return keys.first().made(sealed)
                ? null
                : keys.first().seal(column.place(row), openOctets(keys, column, row, sealed));
    }

    private static byte[] openOctets(AddressKeys keys, SealedColumn column, Object row, byte[] sealed) {
        AddressKey key = keys.of(sealed).orElseThrow(() -> missing(Arrays.copyOf(sealed, AddressKey.ID), keys));
        return key.open(column.place(row), sealed)
                .orElseThrow(() -> new IllegalStateException("What " + column.name() + " has in row " + row
                        + " was not encrypted there, or has been changed since. Somebody wrote to the database past"
                        + " Ringback: restore the row from a backup."));
    }

    private static IllegalStateException missing(byte[] id, AddressKeys keys) {
        return new IllegalStateException("Addresses in this database are encrypted with the key "
                + AddressKey.fingerprint(id) + ", and ringback.address-keys has only " + keys.fingerprints()
                + ". Put the key back: at the end of the list if another is to replace it. If ringback.address-keys was"
                + " never set, it is the value that ringback.secret had"
                + " (docs/operations.md#the-keys-of-the-addresses).");
    }
}
