package io.ringback.wording;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A vCard (RFC 6350) with a name and what is dialled, so that a telephone shows the name. */
final class ContactCard {

    /** RFC 6350 3.2: of a line, in octets, without its end. */
    private static final int LONGEST_LINE = 75;

    private ContactCard() {}

    /**
     * @param name as it is shown; whatever it holds, it stays one value
     * @param dialled {@code tel:} and {@code sip:} addresses
     */
    static String write(String name, List<String> dialled) {
        StringBuilder card = new StringBuilder("BEGIN:VCARD\r\nVERSION:4.0\r\n");
        card.append(folded("FN:" + escaped(Wording.name(name))));
        // RFC 6350 6.4.1: a URI, expected to be tel:, with others allowed.
        dialled.forEach(uri -> card.append(folded("TEL;VALUE=uri:" + uri)));
        return card.append("END:VCARD\r\n").toString();
    }

    /** RFC 6350 3.4. Line ends and other control characters are gone before. */
    private static String escaped(String text) {
        return text.replaceAll("[\\\\,;]", "\\\\$0");
    }

    /** Never within a character. */
    private static String folded(String line) {
        StringBuilder folded = new StringBuilder();
        int octets = 0;
        for (int character : line.codePoints().toArray()) {
            String one = Character.toString(character);
            int length = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > LONGEST_LINE) {
                folded.append("\r\n ");
                octets = 1;
            }
            folded.append(one);
            octets += length;
        }
        return folded.append("\r\n").toString();
    }
}
