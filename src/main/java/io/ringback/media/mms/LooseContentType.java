package io.ringback.media.mms;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Content-Type as relays write it, turned into one of RFC 2045 5.1. */
final class LooseContentType {

    private static final Pattern TYPE = Pattern.compile("\\s*([\\w.+-]+/[\\w.+-]+)(.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER =
            Pattern.compile("[;\\s]\\s*([\\w-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s\"]+))");

    private LooseContentType() {}

    /**
     * Quotes what has to be quoted ({@code type=text/xml}, {@code start=<soap>}) and leaves out what is no parameter. What
     * names no type is left as it is.
     */
    static String mended(String contentType) {
        Matcher type = TYPE.matcher(contentType);
        if (!type.matches()) {
            return contentType;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(type.group(2));
        while (parameter.find()) {
            parameters.putIfAbsent(
                    parameter.group(1).toLowerCase(Locale.ROOT),
                    parameter.group(2) != null ? parameter.group(2) : parameter.group(3));
        }
        StringBuilder mended = new StringBuilder(type.group(1));
        parameters.forEach((name, value) ->
                mended.append("; ").append(name).append("=\"").append(value).append('"'));
        return mended.toString();
    }
}
