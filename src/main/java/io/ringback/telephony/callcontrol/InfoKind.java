package io.ringback.telephony.callcontrol;

import io.ringback.protocol.mscml.Mscml;
import io.ringback.protocol.sip.DtmfInfo;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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

    /** The one thing that phones ask for in it. */
    private static final Pattern WHOLE_PICTURE = Pattern.compile("<\\s*picture_fast_update\\s*/?\\s*>");

    private static final String WHOLE_PICTURE_PLEASE = """
            <?xml version="1.0" encoding="utf-8"?>
            <media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder></vc_primitive></media_control>
            """;

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

    /**
     * Says to one phone what the other has sent, if phones tell each other such a thing: written anew, since bodies have room
     * for the name of whoever sends them.
     */
    static void passOn(String contentType, String body, DtmfInfo.Receiver phone) {
        switch (of(contentType)) {
            case KEY -> DtmfInfo.passOn(contentType, body, phone);
            case PICTURE -> {
                if (WHOLE_PICTURE.matcher(body).find()) {
                    phone.info(MEDIA_CONTROL, WHOLE_PICTURE_PLEASE);
                }
            }
            case MSCML, OTHER -> {}
        }
    }
}
