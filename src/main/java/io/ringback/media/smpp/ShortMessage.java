package io.ringback.media.smpp;

import io.ringback.delivery.CannotBeDelivered;
import io.ringback.texting.GsmAlphabet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsmpp.bean.OptionalParameter;

/**
 * One segment of a text as submit_sm carries it.
 *
 * @param octets short_message, with the header if there is one
 * @param hasHeader whether esm_class says so (UDHI)
 * @param parameters optional ones that it needs
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ShortMessage(byte[] octets, byte dataCoding, boolean hasHeader, List<OptionalParameter> parameters) {

    private static final byte GSM = 0;
    private static final byte UCS_2 = 8;
    private static final int MOST_SEGMENTS = 255;

    /**
     * The segments of a text.
     *
     * @param reference the same whenever the text is sent again, so that a phone takes a doubled segment for one
     */
    static List<ShortMessage> segments(String text, int reference, Concatenation concatenation) {
        boolean gsm = GsmAlphabet.isWritable(text);
        List<String> parts = GsmAlphabet.split(text, concatenation.headerOctets());
        if (parts.size() > MOST_SEGMENTS) {
            throw new CannotBeDelivered("The text is too long for " + MOST_SEGMENTS + " short messages.");
        }
        List<ShortMessage> segments = new ArrayList<>();
        for (String part : parts) {
            byte[] octets = gsm ? GsmAlphabet.encode(part) : part.getBytes(StandardCharsets.UTF_16BE);
            byte coding = gsm ? GSM : UCS_2;
            if (parts.size() == 1) {
                return List.of(new ShortMessage(octets, coding, false, List.of()));
            }
            int number = segments.size() + 1;
            byte[] header = concatenation.header(reference, parts.size(), number);
            segments.add(new ShortMessage(
                    joined(header, octets),
                    coding,
                    header.length > 0,
                    List.of(concatenation.parameters(reference, parts.size(), number))));
        }
        return List.copyOf(segments);
    }

    private static byte[] joined(byte[] header, byte[] octets) {
        byte[] all = new byte[header.length + octets.length];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(octets, 0, all, header.length, octets.length);
        return all;
    }
}
