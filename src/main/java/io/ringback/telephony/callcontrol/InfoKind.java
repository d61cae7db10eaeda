package io.ringback.telephony.callcontrol;

import io.ringback.protocol.mscml.Mscml;
import java.util.Locale;

/** What an INFO (RFC 6086) is about, by the type of its body. */
enum InfoKind {
    /** A key of a phone that does not send keys as media (RFC 4733). */
    KEY,
    /** "Send a whole picture" (RFC 5168). */
    PICTURE,
    /** What a prompt-and-collect server is told to do, and what came of it (RFC 5022). */
    MSCML,
    OTHER;

    /** @param contentType with parameters or without */
    static InfoKind of(String contentType) {
        return switch (contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/dtmf-relay", "application/dtmf" -> KEY;
            case "application/media_control+xml" -> PICTURE;
            case Mscml.CONTENT_TYPE -> MSCML;
            default -> OTHER;
        };
    }
}
