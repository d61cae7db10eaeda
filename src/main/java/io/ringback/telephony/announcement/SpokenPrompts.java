package io.ringback.telephony.announcement;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Prompts that were made for one call, as the built-in server of this process can play them. Their names cannot be guessed,
 * and they are soon forgotten.
 */
public final class SpokenPrompts {

    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Duration kept;
    private final int most;
    private final Clock clock;

    /** The oldest first. */
    private final Map<String, Spoken> prompts = new LinkedHashMap<>();

    private record Spoken(Prompt prompt, Instant since) {}

    /**
     * @param kept for how long each is known
     * @param most how many are; one more, and the oldest is forgotten
     */
    SpokenPrompts(Duration kept, int most, Clock clock) {
        this.kept = kept;
        this.most = most;
        this.clock = clock;
    }

    /**
     * Remembers what was spoken for some minutes.
     *
     * @param samples at 8 kHz, one channel
     * @return where it is played: the value of {@code play} (RFC 4240)
     */
    public String remember(short[] samples) {
        return "file:spoken/" + add(Prompt.of(samples)) + ".wav";
    }

    /** Remembers a prompt; returns the name it is known by. */
    synchronized String add(Prompt prompt) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Instant now = clock.instant();
        prompts.values().removeIf(spoken -> isOver(spoken, now));
        if (prompts.size() >= most) {
            prompts.remove(prompts.keySet().iterator().next());
        }
        prompts.put(id, new Spoken(prompt, now));
        return id;
    }

    synchronized Optional<Prompt> find(String id) {
        return Optional.ofNullable(prompts.get(id))
                .filter(spoken -> !isOver(spoken, clock.instant()))
                .map(Spoken::prompt);
    }

    private boolean isOver(Spoken spoken, Instant now) {
        return spoken.since().plus(kept).isBefore(now);
    }
}
