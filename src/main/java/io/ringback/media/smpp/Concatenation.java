package io.ringback.media.smpp;

import org.jsmpp.bean.OptionalParameter;

/** How the segments of one text are told to belong together. */
enum Concatenation {
    /** A header with a reference of 8 bits (3GPP TS 23.040 9.2.3.24.1): what all networks know. */
    UDH_8(6),
    /** A header with a reference of 16 bits (9.2.3.24.8). */
    UDH_16(7),
    /** The parameters sar_* of SMPP 3.4 5.3.2.22-24; the SMSC writes the header. */
    SAR(7);

    private static final short SAR_MSG_REF_NUM = 0x020C;
    private static final short SAR_TOTAL_SEGMENTS = 0x020E;
    private static final short SAR_SEGMENT_SEQNUM = 0x020F;

    private final int headerOctets;

    Concatenation(int headerOctets) {
        this.headerOctets = headerOctets;
    }

    int headerOctets() {
        return headerOctets;
    }

    /** Empty if the segments are told otherwise. */
    byte[] header(int reference, int total, int number) {
        return switch (this) {
            case UDH_8 -> new byte[] {5, 0x00, 3, (byte) reference, (byte) total, (byte) number};
            case UDH_16 ->
                new byte[] {6, 0x08, 4, (byte) (reference >> 8), (byte) reference, (byte) total, (byte) number};
            case SAR -> new byte[0];
        };
    }

    OptionalParameter[] parameters(int reference, int total, int number) {
        if (this != SAR) {
            return new OptionalParameter[0];
        }
        return new OptionalParameter[] {
            new OptionalParameter.OctetString(SAR_MSG_REF_NUM, new byte[] {(byte) (reference >> 8), (byte) reference}),
            new OptionalParameter.OctetString(SAR_TOTAL_SEGMENTS, new byte[] {(byte) total}),
            new OptionalParameter.OctetString(SAR_SEGMENT_SEQNUM, new byte[] {(byte) number})
        };
    }
}
