package io.ringback.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** Bytes of a wire in every way that a message may be read: what is hidden in an encoding is found as well. */
final class ReadEveryWay {

    /** In lines, as mails have it, or in one. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{4,}(?:\\r?\\n[A-Za-z0-9+/_-]+)*={0,2}");

    private static final Pattern QUOTED = Pattern.compile("=([0-9A-Fa-f]{2})");
    private static final Pattern HEXADECIMAL = Pattern.compile("(?:[0-9A-Fa-f]{2}){6,}");
    private static final Pattern NUMBERED = Pattern.compile("&#(x[0-9A-Fa-f]{2,5}|[0-9]{2,6});|\\\\u([0-9A-Fa-f]{4})");

    private ReadEveryWay() {}

    /** @param bytes a character for each */
    static String of(String bytes) {
        StringBuilder all = new StringBuilder(bytes);
        String plain = plain(bytes);
        all.append(plain);
        all.append(NUMBERED.matcher(plain)
                .replaceAll(character -> literal(numbered(character.group(1), character.group(2)))));
        all.append(URLDecoder.decode(plain.replaceAll("%(?![0-9A-Fa-f]{2})", ""), ISO_8859_1));
        // UCS-2, and digits with anything between them, as people and semi-octets write numbers.
        all.append(bytes.replace("\0", ""));
        all.append(bytes.replaceAll("(?<=[0-9])[ ()./-](?=[0-9])", ""));
        BASE64.matcher(bytes).results().forEach(run -> all.append(decoded(run.group())));
        HEXADECIMAL.matcher(bytes).results().forEach(run -> all.append(octets(run.group())));
        return (all + new String(all.toString().getBytes(ISO_8859_1), UTF_8)).toLowerCase(Locale.ROOT);
    }

    /** Quoted-printable (RFC 2045 6.7), decoded. */
    static String plain(String bytes) {
        return QUOTED.matcher(bytes.replaceAll("=\\r?\\n", ""))
                .replaceAll(octet -> literal((char) Integer.parseInt(octet.group(1), 16)));
    }

    private static String literal(int character) {
        return java.util.regex.Matcher.quoteReplacement(Character.toString(character));
    }

    private static int numbered(String entity, String escape) {
        if (escape != null) {
            return Integer.parseInt(escape, 16);
        }
        return entity.startsWith("x") ? Integer.parseInt(entity.substring(1), 16) : Integer.parseInt(entity);
    }

    /** A run may begin with something else: every offset is tried. */
    private static String decoded(String run) {
        String text = run.replaceAll("[\\r\\n=]", "").replace('-', '+').replace('_', '/');
        StringBuilder all = new StringBuilder();
        for (int skip = 0; skip < Math.min(4, text.length()); skip++) {
            String whole = text.substring(skip);
            whole = whole.substring(0, whole.length() - (whole.length() % 4 == 1 ? 1 : 0));
            all.append(new String(Base64.getDecoder().decode(whole), ISO_8859_1).replace("\0", ""))
                    .append('\n');
        }
        return all.toString();
    }

    private static String octets(String hexadecimal) {
        StringBuilder text = new StringBuilder("\n");
        for (int i = 0; i + 1 < hexadecimal.length(); i += 2) {
            text.append((char) Integer.parseInt(hexadecimal.substring(i, i + 2), 16));
        }
        return text.append('\n').toString().replace("\0", "");
    }
}
