package io.ringback.protocol.mscml;

import java.util.Optional;

/**
 * The request {@code stop} (RFC 5022 section 6.4): ends what is being played or collected.
 *
 * @param id comes back in the response; empty if there is none
 */
public record Stop(Optional<String> id) implements MscmlRequest {

    @Override
    public String name() {
        return "stop";
    }
}
