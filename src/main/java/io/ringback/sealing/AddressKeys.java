package io.ringback.sealing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of {@code ringback.address-keys}: the first encrypts, and whichever fits decrypts. */
public final class AddressKeys {

    private static final int SHORTEST = 32;

    private final List<AddressKey> keys;

    private AddressKeys(List<AddressKey> keys) {
        this.keys = keys;
    }

    /**
     * The keys that the settings name.
     *
     * @param setting secrets with commas between them, each of at least 32 characters, the same on every node
     * @param fallback {@code ringback.secret}, which is used if there is no setting
     * @throws IllegalArgumentException if one is too short, or is there twice
     */
    public static AddressKeys of(String setting, String fallback) {
        boolean set = setting != null && !setting.isBlank();
        String name = set ? "ringback.address-keys" : "ringback.secret";
        List<String> secrets = set
                ? Stream.of(setting.split(",", -1)).map(String::strip).toList()
                : List.of(fallback == null ? "" : fallback);
        for (int i = 0; i < secrets.size(); i++) {
            if (secrets.get(i).length() < SHORTEST) {
                throw new IllegalArgumentException("Key " + (i + 1) + " of " + name + " has "
                        + secrets.get(i).length() + " characters. Each must have at least " + SHORTEST
                        + " random characters. Make one with: openssl rand -hex 32");
            }
        }
        List<AddressKey> keys = secrets.stream().map(AddressKey::new).toList();
        if (keys.stream().map(AddressKey::fingerprint).distinct().count() < keys.size()) {
            throw new IllegalArgumentException(name + " has the same key twice. Remove one of the two.");
        }
        return new AddressKeys(keys);
    }

    /** The one that encrypts. */
    AddressKey first() {
        return keys.get(0);
    }

    /** The one with this id. */
    Optional<AddressKey> withId(byte[] id) {
        return keys.stream().filter(key -> key.made(id)).findFirst();
    }

    /** The one that made {@code sealed}. */
    Optional<AddressKey> of(byte[] sealed) {
        return keys.stream().filter(key -> key.made(sealed)).findFirst();
    }

    /** Whether there are keys that are only there to decrypt. */
    boolean areBeingReplaced() {
        return keys.size() > 1;
    }

    /** The names of all, as {@link AddressKey#fingerprint()}. */
    String fingerprints() {
        return keys.stream().map(AddressKey::fingerprint).collect(Collectors.joining(", "));
    }
}
