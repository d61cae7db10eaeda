package io.ringback.telephony.callcontrol;

import io.ringback.protocol.mscml.Mscml;
import io.ringback.protocol.sip.DtmfInfo;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an INFO (RFC 6086) is about, by the type of its body. */
enum InfoKind {
    /** A key of a phone that does not send keys as media (RFC 4733). */
    KEY,
    /** "Send a whole picture" (RFC 5168). */
    PICTURE,
    /** What a prompt-and-collect server is told to do, and what came of it (RFC 5022). */
    MSCML,
    OTHER;

    private static final String MEDIA_CONTROL = "application/media_control+xml";

    /** The types of bodies that are about something. */
    static final Set<String> TYPES = Stream.concat(
                    DtmfInfo.TYPES.stream(), Stream.of(MEDIA_CONTROL, Mscml.CONTENT_TYPE))
            .collect(Collectors.toUnmodifiableSet());

    /** @param contentType with parameters or without */
    static InfoKind of(String contentType) {
        if (DtmfInfo.isOf(contentType)) {
            return KEY;
        }
        return switch (contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
            case MEDIA_CONTROL -> PICTURE;
            case Mscml.CONTENT_TYPE -> MSCML;
            default -> OTHER;
        };
    }
}
