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

    /** Begins with what is rare, as a mail is long and nearly all of it is none: what stands before is looked at then. */
    private static final Pattern FORM =
            Pattern.compile("=(?<=(?i:password|secret|token|api_?key|csrf|code)=)[^&\\s\"<>]+");

    private static final Pattern LOGIN =
            Pattern.compile("([bB](?<!\\w.)(?i:asic|earer)|[dD](?<!\\w.)(?i:igest)) +[A-Za-z0-9+/=._~-]{6,}");

    /** What may be a session identifier, as long as it goes on. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]++");

    /** As links have it: 128 bits, so that the last character has two of them. The room that reads them stands above this one. */
    private static final int LENGTH = 22;

    private static final String LAST = "AQgw";

    /** As mail addresses have it, with the proof of a return path. */
    private static final Pattern IN_ADDRESS =
            Pattern.compile("(?i)(?<![0-9a-f])[0-9a-f]{32}(?:-[0-9a-f]{8,})?(?![0-9a-f])");

    /** The same with a line break within, as mail programs write them (RFC 2045 6.7) and quote them. */
    private static final Pattern BROKEN_SESSIONS =
            Pattern.compile("((?:/[qwcu]/|\\+[br]-))[A-Za-z0-9_-]{1,48}=?\r?\n[> \t]*[A-Za-z0-9_-]{1,48}");

    /** An address that somebody has dialled. */
    private static final Pattern DIALLED = Pattern.compile("(?i:(sips?:))[A-Za-z0-9_-]{21}[AQgw](?=@)");

    private static final Pattern END_OF_HEAD = Pattern.compile("\r?\n\r?\n");

    private CutSecrets() {}

    static Rung from(Rung rung) {
        return rung.saying(sessions(rung.label()), rung.protocol().isSip() ? ofSip(rung.text()) : of(rung.text()));
    }

    /** Call-IDs, tags and branches look like session identifiers. */
    private static String ofSip(String text) {
        Matcher end = END_OF_HEAD.matcher(text);
        return end.find() ? head(text.substring(0, end.end())) + of(text.substring(end.end())) : head(text);
    }

    private static String head(String text) {
        return DIALLED.matcher(named(text)).replaceAll("$1" + Matcher.quoteReplacement(CUT));
    }

    static String of(String text) {
        return sessions(named(text));
    }

    private static String named(String text) {
        String lines = LINES.matcher(text).replaceAll("$1 " + Matcher.quoteReplacement(CUT));
        String json = JSON.matcher(lines).replaceAll("$1\"" + Matcher.quoteReplacement(CUT) + "\"");
        String form = FORM.matcher(json).replaceAll("=" + Matcher.quoteReplacement(CUT));
        return LOGIN.matcher(form).replaceAll("$1 " + Matcher.quoteReplacement(CUT));
    }

    private static String sessions(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        int done = 0;
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            if (word.end() - word.start() >= LENGTH) {
                whole.append(text, done, word.start()).append(session(word.group()));
                done = word.end();
            }
        }
        whole.append(text, done, text.length());
        return BROKEN_SESSIONS.matcher(whole).replaceAll("$1" + Matcher.quoteReplacement(CUT));
    }

    private static String session(String word) {
        return word.length() == LENGTH && LAST.indexOf(word.charAt(LENGTH - 1)) >= 0
                ? CUT
                : IN_ADDRESS.matcher(word).replaceAll(Matcher.quoteReplacement(CUT));
    }
}
