package io.ringback.protocol.mscml;

import java.util.Optional;

/** A request to a media server (RFC 5022 section 6). */
public sealed interface MscmlRequest permits Play, PlayCollect, PlayRecord, Stop {

    Optional<String> id();

    /** Of its element, by which a response names it. */
    String name();
}
