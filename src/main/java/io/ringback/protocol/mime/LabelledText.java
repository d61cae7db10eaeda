package io.ringback.protocol.mime;

import jakarta.mail.internet.MimeUtility;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text whose charset is named by a label that may be wrong: programs call windows-1252 ISO 8859-1 or ASCII, and gateways
 * change the octets and keep the label, or the other way round. UTF-8 is hardly ever met by chance, so what is valid UTF-8 is.
 */
public final class LabelledText {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** What programs call charsets that are registered under another name, or the larger set that they really write. */
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601-1989", "x-windows-949"),
            Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("iso-8859-8-i", "ISO-8859-8"),
            Map.entry("iso-8859-8-e", "ISO-8859-8"),
            Map.entry("iso-8859-6-i", "ISO-8859-6"),
            Map.entry("iso-8859-6-e", "ISO-8859-6"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("utf-8mb4", "UTF-8"));

    private static final Pattern UTF_7 = Pattern.compile("(?:x-)?(?:unicode-\\d-\\d-)?utf-?7(?:-imap)?");
    private static final Pattern UTF_7_SHIFTED = Pattern.compile("\\+([A-Za-z0-9+/]*)-?");
    private static final Pattern ONE_OCTET = Pattern.compile("(?i)(?:us-ascii|iso-8859-\\d+|windows-125\\d|x-mac.*)");

    private LabelledText() {}

    /**
     * The text that {@code octets} are meant to be.
     *
     * @param label the charset's name as it is written, or nothing
     * @param cut whether the last character may lack octets
     */
    public static String decode(byte[] octets, String label, boolean cut) {
        String name = label.toLowerCase(Locale.ROOT).replaceAll("[\\s\"';,<>]", "");
        if (UTF_7.matcher(name).matches()) {
            return utf7(new String(octets, StandardCharsets.ISO_8859_1));
        }
        Charset named = charset(name);
        if (named != null && !isOftenWrong(named, octets)) {
            return new String(octets, named);
        }
        return utf8(octets, cut)
                .orElseGet(() -> new String(octets, named == null || isWestern(named) ? WINDOWS_1252 : named));
    }

    private static boolean isOftenWrong(Charset named, byte[] octets) {
        return named.equals(StandardCharsets.UTF_8)
                || ONE_OCTET.matcher(named.name()).matches()
                || named.name().startsWith("UTF-16") && !hasZero(octets);
    }

    /** What is written in none of these as it should be is windows-1252. */
    private static boolean isWestern(Charset named) {
        return named.equals(StandardCharsets.UTF_8)
                || named.equals(StandardCharsets.US_ASCII)
                || named.equals(StandardCharsets.ISO_8859_1);
    }

    private static boolean hasZero(byte[] octets) {
        for (byte octet : octets) {
            if (octet == 0) {
                return true;
            }
        }
        return false;
    }

    private static Charset charset(String name) {
        if (name.isEmpty()) {
            return null;
        }
        try {
            String other = OTHER_NAMES.getOrDefault(name, name.replaceFirst("^windows(?=\\d)", "windows-"));
            String java = Charset.isSupported(other) ? other : MimeUtility.javaCharset(name);
            return Charset.isSupported(java) ? Charset.forName(java) : null;
        } catch (IllegalCharsetNameException e) {
            return null;
        }
    }

    private static Optional<String> utf8(byte[] octets, boolean cut) {
        try {
            int whole = cut ? octets.length - 4 : octets.length;
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, 0, Math.max(whole, 0)))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** RFC 2152. */
    private static String utf7(String text) {
        Matcher shifted = UTF_7_SHIFTED.matcher(text);
        return shifted.replaceAll(shift ->
                Matcher.quoteReplacement(shift.group(1).isEmpty() ? "+" : utf16(shift.group(1), shift.group())));
    }

    private static String utf16(String base64, String asWritten) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_16BE);
        } catch (IllegalArgumentException e) {
            return asWritten;
        }
    }
}
