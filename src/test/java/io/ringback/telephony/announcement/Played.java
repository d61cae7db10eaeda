package io.ringback.telephony.announcement;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The prompts of the built-in announcement server, for the tests of those who ask for them. */
public final class Played {

    private Played() {}

    /** Spoken prompts that a server of this process would play. */
    public static SpokenPrompts prompts() {
        return new SpokenPrompts(Duration.ofMinutes(5), 500, Clock.systemUTC());
    }

    /** How many packets of 20 ms the server would send for a {@code play} URL. */
    public static int frames(SpokenPrompts spoken, String play) throws Exception {
        return frames(spoken, play, "en");
    }

    /** The same in a language. */
    public static int frames(SpokenPrompts spoken, String play, String language) throws Exception {
        return new Prompts(Optional.empty(), "en", spoken, Optional.empty())
                .find(play, Optional.of(language))
                .frames();
    }
}
