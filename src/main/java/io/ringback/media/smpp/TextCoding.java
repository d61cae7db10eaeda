package io.ringback.media.smpp;

import io.ringback.texting.GsmAlphabet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads the octets of a text by its data_coding (SMPP 3.4 5.2.19; 3GPP TS 23.038 4 for the upper half). */
final class TextCoding {

    private TextCoding() {}

    static String decode(int dataCoding, byte[] octets) {
        String text = decoded(dataCoding, octets);
        // No text has it, and no database takes it.
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    private static String decoded(int dataCoding, byte[] octets) {
        return switch (dataCoding) {
            case 0x00 -> GsmAlphabet.decode(octets);
            case 0x01, 0x03 -> new String(octets, StandardCharsets.ISO_8859_1);
            case 0x02, 0x04 -> utf8OrLatin1(octets);
            case 0x05 -> in("Shift_JIS", octets);
            case 0x06 -> in("ISO-8859-5", octets);
            case 0x07 -> in("ISO-8859-8", octets);
            case 0x08 -> ucs2(octets);
            case 0x0A -> in("ISO-2022-JP", octets);
            case 0x0E -> in("EUC-KR", octets);
            default -> byGroup(dataCoding, octets);
        };
    }

    /** The coding groups of TS 23.038: message class, and message waiting indication. */
    private static String byGroup(int dataCoding, byte[] octets) {
        return switch (dataCoding >> 4) {
            case 0x1 -> byAlphabet(dataCoding >> 2 & 3, octets);
            case 0xE -> ucs2(octets);
            case 0xF -> byAlphabet(dataCoding >> 2 & 1, octets);
            default -> GsmAlphabet.decode(octets);
        };
    }

    private static String byAlphabet(int alphabet, byte[] octets) {
        return switch (alphabet) {
            case 1 -> utf8OrLatin1(octets);
            case 2 -> ucs2(octets);
            default -> GsmAlphabet.decode(octets);
        };
    }

    /** Surrogate pairs are none in UCS-2, but all phones write them. */
    private static String ucs2(byte[] octets) {
        return new String(octets, 0, octets.length & ~1, StandardCharsets.UTF_16BE);
    }

    /** Octets of no alphabet: what they are by their looks. */
    private static String utf8OrLatin1(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    /** Not every Java has all of them. */
    private static String in(String charset, byte[] octets) {
        return new String(
                octets, Charset.isSupported(charset) ? Charset.forName(charset) : StandardCharsets.ISO_8859_1);
    }
}
