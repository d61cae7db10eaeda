package io.ringback.ladder;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of messages what lets somebody act or listen: passwords, keys, signatures, the tokens of links. */
final class CutSecrets {

    static final String CUT = "[cut]";

    /** Headers, and attributes of SDP, whose whole value is one. */
    private static final Pattern LINES = Pattern.compile("(?im)^((?:(?:proxy-|www-)?auth[a-z]*|proxy-authenticate"
            + "|(?:set-)?cookie|identity|y|idempotency-key|[a-z-]{0,30}(?:api-?key|secret|token|signature|password)[a-z-]{0,30})[ \\t]*:"
            + "|a=(?:crypto|key-mgmt|ice-pwd):|k=)[^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*");

    /** Fields of JSON, of forms and of XML. */
    private static final Pattern JSON = Pattern.compile(
            "(?i)(\"[a-z_-]{0,30}(?:password|secret|token|api_?key|signature|code)\"\\s*:\\s*)\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"?");

    private static final Pattern FORM =
            Pattern.compile("(?i)\\b((?:[a-z_-]{0,30}(?:password|secret|token|api_?key|csrf|code))=)[^&\\s\"<>]+");

    private static final Pattern LOGIN = Pattern.compile("(?i)\\b(basic|bearer|digest) +[A-Za-z0-9+/=._~-]{6,}");

    /** A session identifier as links have it, and as mail addresses have it, with the proof of a return path. */
    private static final Pattern SESSIONS = Pattern.compile(
            "(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{21}[AQgw](?![A-Za-z0-9_-])|(?i:(?<![0-9a-f])[0-9a-f]{32}(?:-[0-9a-f]{8,})?(?![0-9a-f]))");

    /** The same with a line break within, as mail programs write them (RFC 2045 6.7) and quote them. */
    private static final Pattern BROKEN_SESSIONS =
            Pattern.compile("((?:/[qwcu]/|\\+[br]-))[A-Za-z0-9_-]{1,48}=?\r?\n[> \t]*[A-Za-z0-9_-]{1,48}");

    private static final Pattern END_OF_HEAD = Pattern.compile("\r?\n\r?\n");

    private CutSecrets() {}

    static Rung from(Rung rung) {
        return rung.saying(sessions(rung.label()), rung.protocol().isSip() ? ofSip(rung.text()) : of(rung.text()));
    }

    /** Call-IDs, tags and branches look like session identifiers. */
    private static String ofSip(String text) {
        Matcher end = END_OF_HEAD.matcher(text);
        return end.find() ? named(text.substring(0, end.end())) + of(text.substring(end.end())) : named(text);
    }

    private static String of(String text) {
        return sessions(named(text));
    }

    private static String named(String text) {
        String lines = LINES.matcher(text).replaceAll("$1 " + Matcher.quoteReplacement(CUT));
        String json = JSON.matcher(lines).replaceAll("$1\"" + Matcher.quoteReplacement(CUT) + "\"");
        String form = FORM.matcher(json).replaceAll("$1" + Matcher.quoteReplacement(CUT));
        return LOGIN.matcher(form).replaceAll("$1 " + Matcher.quoteReplacement(CUT));
    }

    private static String sessions(String text) {
        String whole = SESSIONS.matcher(text).replaceAll(Matcher.quoteReplacement(CUT));
        return BROKEN_SESSIONS.matcher(whole).replaceAll("$1" + Matcher.quoteReplacement(CUT));
    }
}
