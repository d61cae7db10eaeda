package io.ringback.callcontrol;

import io.ringback.mscml.MscmlRequest;
import io.ringback.mscml.MscmlResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MSCML as text. */
final class MediaControl {

    static final String CONTENT_TYPE = "application/mediaservercontrol+xml";

    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(request|id|code|text|reason|digits)=\"([^\"]*)\"");

    private MediaControl() {}

    static String write(MscmlRequest request) {
        StringBuilder audio = new StringBuilder();
        String locale = "";
        String kind = "play";
        if (request instanceof io.ringback.mscml.PlayCollect collect) {
            kind = "playcollect";
            collect.audio().forEach(url -> audio.append("<audio url=\"")
                    .append(url.replace("&", "&amp;"))
                    .append("\"/>"));
        } else if (request instanceof io.ringback.mscml.Play play) {
            play.audio().forEach(url -> audio.append("<audio url=\"")
                    .append(url.replace("&", "&amp;"))
                    .append("\"/>"));
        }
        return "<MediaServerControl version=\"1.0\"><request><" + kind + " id=\""
                + request.id().orElse("") + "\"" + locale + "><prompt>" + audio + "</prompt></" + kind
                + "></request></MediaServerControl>";
    }

    static Optional<MscmlResponse> read(String body) {
        Matcher attributes = ATTRIBUTE.matcher(body);
        java.util.Map<String, String> found = new java.util.HashMap<>();
        while (attributes.find()) {
            found.put(attributes.group(1), attributes.group(2));
        }
        if (!found.containsKey("code") || !body.contains("<response")) {
            return Optional.empty();
        }
        return Optional.of(new MscmlResponse(
                found.getOrDefault("request", ""),
                Optional.ofNullable(found.get("id")),
                Integer.parseInt(found.get("code")),
                found.getOrDefault("text", ""),
                Optional.ofNullable(found.get("reason")),
                found.getOrDefault("digits", "")));
    }
}
