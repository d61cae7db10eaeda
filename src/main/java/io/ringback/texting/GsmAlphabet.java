package io.ringback.texting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The GSM 7 bit default alphabet with its extension table (3GPP TS 23.038 6.2.1), and how many short messages a text takes
 * in it or, if it cannot be written so, in UCS-2 (3GPP TS 23.040 9.2.3.24.1: six octets of each go for being one of
 * several).
 */
public final class GsmAlphabet {

    private static final int ESCAPE = 0x1B;

    /** By septet; the place of the escape is held by a character that is no text. */
    private static final String DEFAULT = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ"
            + " !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final Map<Integer, Character> EXTENSION = Map.of(
            0x0A, '\f', 0x14, '^', 0x28, '{', 0x29, '}', 0x2F, '\\', 0x3C, '[', 0x3D, '~', 0x3E, ']', 0x40, '|', 0x65,
            '€');

    /** One septet or, with the escape before it, two: {@code ESCAPE << 8 | septet}. */
    private static final Map<Character, Integer> CODES = codes();

    private static final int OCTETS = 140;
    private static final int SEPTETS = 160;
    private static final int UNITS = 70;

    /** The header of one of several, with a reference of 8 bits. */
    private static final int HEADER_OCTETS = 6;

    private GsmAlphabet() {}

    /** Whether every character of the text is in the alphabet or its extension. */
    public static boolean isWritable(String text) {
        return text.chars().allMatch(unit -> CODES.containsKey((char) unit));
    }

    /**
     * How many septets the text takes: a character of the extension takes two.
     *
     * @throws IllegalArgumentException if it cannot be written in this alphabet
     */
    public static int septets(String text) {
        return text.chars().map(unit -> septets((char) unit)).sum();
    }

    /**
     * The text with one septet in each octet, unpacked, as SMPP carries it.
     *
     * @throws IllegalArgumentException if it cannot be written in this alphabet
     */
    public static byte[] encode(String text) {
        byte[] octets = new byte[septets(text)];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int code = code(text.charAt(i));
            if (code > 0x7F) {
                octets[at++] = ESCAPE;
            }
            octets[at++] = (byte) (code & 0x7F);
        }
        return octets;
    }

    /**
     * Reads unpacked septets. A septet that the extension table lacks is read as of the default alphabet, as 6.2.1.1
     * wants; an octet that is no septet becomes U+FFFD.
     */
    public static String decode(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length);
        boolean escaped = false;
        for (byte octet : octets) {
            int septet = octet & 0xFF;
            if (septet == ESCAPE) {
                // Twice, it announces a table that does not exist yet, to be shown as a space.
                if (escaped) {
                    text.append(' ');
                }
                escaped = !escaped;
                continue;
            }
            char plain = septet > 0x7F ? '\uFFFD' : DEFAULT.charAt(septet);
            text.append(escaped ? EXTENSION.getOrDefault(septet, plain) : plain);
            escaped = false;
        }
        return text.toString();
    }

    /** How many short messages the text takes; an empty one takes one. */
    public static int segments(String text) {
        return split(text).size();
    }

    /**
     * The text as its short messages hold it, in the GSM alphabet if it can be written so, else in UCS-2. An escape stays
     * with its character, and the halves of a surrogate pair stay together.
     */
    public static List<String> split(String text) {
        return split(text, HEADER_OCTETS);
    }

    /**
     * As {@link #split(String)}.
     *
     * @param headerOctets what the header of each takes if there are several: 6, or 7 with a reference of 16 bits
     */
    public static List<String> split(String text, int headerOctets) {
        if (isWritable(text)) {
            return septets(text) <= SEPTETS ? List.of(text) : split(text, (OCTETS - headerOctets) * 8 / 7, true);
        }
        return text.length() <= UNITS ? List.of(text) : split(text, (OCTETS - headerOctets) / 2, false);
    }

    private static List<String> split(String text, int most, boolean inSeptets) {
        List<String> segments = new ArrayList<>();
        int begin = 0;
        int taken = 0;
        for (int at = 0; at < text.length(); ) {
            int character = Character.charCount(text.codePointAt(at));
            int size = inSeptets ? septets(text.charAt(at)) : character;
            if (taken + size > most) {
                segments.add(text.substring(begin, at));
                begin = at;
                taken = 0;
            }
            taken += size;
            at += character;
        }
        segments.add(text.substring(begin));
        return List.copyOf(segments);
    }

    private static int septets(char character) {
        return code(character) > 0x7F ? 2 : 1;
    }

    private static int code(char character) {
        Integer code = CODES.get(character);
        if (code == null) {
            throw new IllegalArgumentException(
                    "U+%04X is not in the GSM alphabet; write the text in UCS-2.".formatted((int) character));
        }
        return code;
    }

    private static Map<Character, Integer> codes() {
        Map<Character, Integer> codes = new HashMap<>();
        for (int septet = 0; septet < DEFAULT.length(); septet++) {
            if (septet != ESCAPE) {
                codes.put(DEFAULT.charAt(septet), septet);
            }
        }
        EXTENSION.forEach((septet, character) -> codes.put(character, ESCAPE << 8 | septet));
        return Map.copyOf(codes);
    }
}
