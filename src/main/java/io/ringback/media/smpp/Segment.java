package io.ringback.media.smpp;

import java.util.Arrays;
import java.util.Optional;

/**
 * One segment of a text that comes in several.
 *
 * @param reference what the segments of one text have in common, next to sender and recipient
 * @param number from 1 to {@code total}
 * @param octets without the header
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Segment(String sender, String recipient, int reference, int total, int number, int dataCoding, byte[] octets) {

    private static final int REFERENCE_8 = 0x00;
    private static final int REFERENCE_16 = 0x08;
    /** So that references of one kind are not taken for those of another. */
    private static final int KIND = 1 << 16;

    /** What a header says of a segment, and where the text begins. */
    record Header(Optional<Place> place, int length) {}

    /** A segment's place in its text. */
    record Place(int reference, int total, int number) {

        /** The one segment of one is no segment. */
        private boolean isOneOfSeveral() {
            return total > 1 && number >= 1 && number <= total;
        }
    }

    /**
     * Where in a longer text the delivery belongs: as its header or, without one, its parameters say. A header that
     * contradicts itself says nothing, and is taken away as far as it can be.
     */
    static Header read(Delivery delivery) {
        if (delivery.hasHeader()) {
            return header(delivery.octets());
        }
        Optional<Place> place = delivery.number(Delivery.SAR_MSG_REF_NUM)
                .flatMap(reference -> delivery.number(Delivery.SAR_TOTAL_SEGMENTS)
                        .flatMap(total -> delivery.number(Delivery.SAR_SEGMENT_SEQNUM)
                                .map(number -> new Place(2 * KIND | reference, total, number))))
                .filter(Place::isOneOfSeveral);
        return new Header(place, 0);
    }

    /** 3GPP TS 23.040 9.2.3.24: a length, then elements of an identifier, a length and that many octets. */
    private static Header header(byte[] octets) {
        if (octets.length == 0) {
            return new Header(Optional.empty(), 0);
        }
        int end = 1 + (octets[0] & 0xFF);
        if (end > octets.length) {
            return new Header(Optional.empty(), 0);
        }
        Optional<Place> place = Optional.empty();
        int at = 1;
        while (at + 2 <= end) {
            int identifier = octets[at] & 0xFF;
            int length = octets[at + 1] & 0xFF;
            int data = at + 2;
            if (data + length > end) {
                break;
            }
            if (identifier == REFERENCE_8 && length == 3) {
                place = Optional.of(new Place(octets[data] & 0xFF, octets[data + 1] & 0xFF, octets[data + 2] & 0xFF));
            } else if (identifier == REFERENCE_16 && length == 4) {
                place = Optional.of(new Place(
                        KIND | (octets[data] & 0xFF) << 8 | (octets[data + 1] & 0xFF),
                        octets[data + 2] & 0xFF,
                        octets[data + 3] & 0xFF));
            }
            at = data + length;
        }
        return new Header(place.filter(Place::isOneOfSeveral), end);
    }

    static byte[] withoutHeader(Delivery delivery, Header header) {
        return Arrays.copyOfRange(delivery.octets(), header.length(), delivery.octets().length);
    }

    /** Holds a text. */
    @Override
    public String toString() {
        return "Segment " + number + " of " + total;
    }
}
