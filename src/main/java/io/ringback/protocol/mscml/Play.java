package io.ringback.protocol.mscml;

import java.util.List;
import java.util.Optional;

/**
 * The request {@code play} (RFC 5022 section 6.1).
 *
 * @param id comes back in the response; empty if there is none
 * @param audio URLs that are played one after another
 * @param locale of the prompts, as it was written; empty for the server's own
 * @param playback how often they are
 */
public record Play(Optional<String> id, List<String> audio, Optional<String> locale, Playback playback)
        implements MscmlRequest {

    public Play {
        audio = List.copyOf(audio);
    }

    /** Plays everything once. */
    public Play(Optional<String> id, List<String> audio, Optional<String> locale) {
        this(id, audio, locale, Playback.ONCE);
    }

    @Override
    public String name() {
        return "play";
    }
}
