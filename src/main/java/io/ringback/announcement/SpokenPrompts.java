package io.ringback.announcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Prompts made for one connection. Their names cannot be guessed, and they are soon forgotten. */
final class SpokenPrompts {

    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Prompt> prompts;

    /**
     * @param kept for how long each is known
     * @param most how many are; one more, and another is forgotten
     */
    SpokenPrompts(Duration kept, int most, Clock clock) {
        this.prompts = Caffeine.newBuilder()
                .expireAfterWrite(kept)
                .maximumSize(most)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Remembers a prompt; returns the name it is known by. */
    String add(Prompt prompt) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        prompts.put(id, prompt);
        return id;
    }

    Optional<Prompt> find(String id) {
        return Optional.ofNullable(prompts.getIfPresent(id));
    }
}
