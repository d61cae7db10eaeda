package io.ringback.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The clients that have an API key. Only hashes are kept. Looking a key up takes the same time whether it is right,
 * nearly right or wrong: its hash is compared with every client's, each in constant time.
 */
final class ApiKeys {

    static final int SHORTEST = 32;
    private static final int LONGEST = 512;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    private record Entry(ApiClient client, byte[] hash) {}

    private final List<Entry> entries;

    /** @throws IllegalArgumentException if a key cannot be used; says which and what to do, without the key */
    ApiKeys(Map<String, ApiKeyProperties.Key> keys) {
        List<Entry> read = new ArrayList<>();
        keys.forEach((name, key) -> {
            Entry entry = new Entry(new ApiClient(name, scopes(name, key)), hash(name, key));
            read.stream()
                    .filter(other -> MessageDigest.isEqual(other.hash, entry.hash))
                    .findAny()
                    .ifPresent(other -> {
                        throw new IllegalArgumentException("ringback.api.keys." + name + " and ringback.api.keys."
                                + other.client.name()
                                + " have the same key. Give each client its own, so that one can be withdrawn.");
                    });
            read.add(entry);
        });
        this.entries = List.copyOf(read);
    }

    /** Whose key {@code presented} is. */
    Optional<ApiClient> find(String presented) {
        if (presented.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] hash = sha256(presented);
        ApiClient found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash, hash)) {
                found = entry.client;
            }
        }
        return Optional.ofNullable(found);
    }

    private static Set<Scope> scopes(String name, ApiKeyProperties.Key key) {
        if (key.scopes().isEmpty()) {
            throw new IllegalArgumentException("ringback.api.keys." + name
                    + ".scopes is missing. Name what this client may do, out of: " + Scope.names() + ".");
        }
        return key.scopes().stream()
                .map(scope -> Scope.named(scope)
                        .orElseThrow(() -> new IllegalArgumentException("ringback.api.keys." + name + ".scopes names "
                                + scope + ", which is none of: " + Scope.names() + ".")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static byte[] hash(String name, ApiKeyProperties.Key key) {
        boolean clear = key.value() != null && !key.value().isEmpty();
        boolean hashed = key.sha256() != null && !key.sha256().isEmpty();
        if (clear == hashed) {
            throw new IllegalArgumentException("ringback.api.keys." + name
                    + " needs either .value (the key) or .sha256 (its hash in hexadecimal), and not both.");
        }
        if (clear) {
            if (key.value().length() < SHORTEST || key.value().length() > LONGEST) {
                throw new IllegalArgumentException("ringback.api.keys." + name + ".value must have " + SHORTEST + " to "
                        + LONGEST + " random characters. Make one with: openssl rand -hex 32");
            }
            return sha256(key.value());
        }
        if (!SHA_256.matcher(key.sha256()).matches()) {
            throw new IllegalArgumentException("ringback.api.keys." + name + ".sha256 must have 64 hexadecimal digits."
                    + " Make it with: printf %s \"$KEY\" | sha256sum");
        }
        return HexFormat.of().parseHex(key.sha256());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
