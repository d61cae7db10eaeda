package io.ringback.protocol.mscml;

import io.ringback.protocol.xml.Element;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and writes {@link MscmlResponse}s (RFC 5022 section 11). */
public final class MscmlResponses {

    private static final Pattern CODE = Pattern.compile("[1-9]\\d{2}");

    private static final Pattern OCTETS = Pattern.compile("\\d{1,9}");

    private MscmlResponses() {}

    /**
     * Reads a response. What a server says beyond it is passed over.
     *
     * @throws MscmlException with 400 if it is none
     */
    public static MscmlResponse read(String body) throws MscmlException {
        Element response = Document.read(body);
        Optional<String> id = response.attribute("id");
        String request = response.attribute("request").orElse("unknown");
        if (!response.name().equals("response")) {
            throw new MscmlException(400, "It is not a response", request, id);
        }
        String code = response.attribute("code").orElse("").strip();
        if (!CODE.matcher(code).matches()) {
            throw new MscmlException(400, "The response has no code of three digits", request, id);
        }
        return new MscmlResponse(
                request,
                id,
                Integer.parseInt(code),
                response.attribute("text").orElse(""),
                response.attribute("reason").filter(reason -> !reason.isBlank()),
                response.attribute("digits").orElse(""),
                response.attribute("playduration").flatMap(TimeValue::read),
                recorded(response));
    }

    private static Optional<MscmlResponse.Recorded> recorded(Element response) {
        return response.attribute("recduration").flatMap(TimeValue::read).flatMap(duration -> response.attribute(
                        "reclength")
                .map(String::strip)
                .filter(octets -> OCTETS.matcher(octets).matches())
                .map(octets -> new MscmlResponse.Recorded(Integer.parseInt(octets), duration)));
    }

    /** What a client reads as the same response. */
    public static String write(MscmlResponse response) {
        return Document.write("response", xml -> {
            xml.attribute("request", response.request());
            response.id().ifPresent(id -> xml.attribute("id", id));
            xml.attribute("code", Integer.toString(response.code()));
            xml.attribute("text", response.text());
            response.reason().ifPresent(reason -> xml.attribute("reason", reason));
            if (response.request().equals("playcollect") && response.code() < 300) {
                xml.attribute("digits", response.digits());
            }
            response.recorded().ifPresent(recorded -> {
                if (!response.digits().isEmpty()) {
                    xml.attribute("digits", response.digits());
                }
                xml.attribute("reclength", Integer.toString(recorded.octets()));
                xml.attribute("recduration", TimeValue.millis(recorded.duration()));
            });
            response.playDuration().ifPresent(duration -> xml.attribute("playduration", TimeValue.millis(duration)));
        });
    }
}
