package io.ringback.mscml;

import java.util.List;
import java.util.Optional;

/**
 * The request {@code play} (RFC 5022 section 6.1).
 *
 * @param id comes back in the response; empty if there is none
 * @param audio URLs that are played one after another
 * @param locale of the prompts, as it was written; empty for the server's own
 */
public record Play(Optional<String> id, List<String> audio, Optional<String> locale) implements MscmlRequest {

    public Play {
        audio = List.copyOf(audio);
    }
}
