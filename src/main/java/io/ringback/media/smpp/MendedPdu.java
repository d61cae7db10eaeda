package io.ringback.media.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jsmpp.bean.OptionalParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites what an SMSC sends so that jsmpp, which takes a PDU whole or not at all, can read it. A broken optional parameter
 * costs that parameter. Fields that Ringback has no use for are emptied, and so cannot be wrong.
 */
final class MendedPdu {

    private static final Logger LOG = LoggerFactory.getLogger(MendedPdu.class);

    private static final int HEADER = 16;
    private static final int TAG_AND_LENGTH = 4;

    /** SMPP 3.4 5.2.23: 65 octets with the NUL. */
    static final int LONGEST_MESSAGE_ID = 64;

    private final ByteBuffer in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private MendedPdu(byte[] pdu) {
        in = ByteBuffer.wrap(pdu);
        byte[] header = new byte[HEADER];
        in.get(header);
        out.writeBytes(header);
    }

    /**
     * A deliver_sm (SMPP 3.4 4.6.1) with those of its optional parameters that can be read.
     *
     * @throws RuntimeException if it ends within a field that it must have
     */
    static byte[] deliverSm(byte[] pdu) {
        MendedPdu mended = new MendedPdu(pdu);
        mended.empty(); // service_type
        mended.address();
        mended.address();
        mended.octets(3); // esm_class, protocol_id, priority_flag
        mended.empty(); // schedule_delivery_time
        mended.empty(); // validity_period
        mended.octets(4); // registered_delivery, replace_if_present_flag, data_coding, sm_default_msg_id
        int length = mended.in.get() & 0xFF;
        mended.out.write(length);
        mended.octets(length);
        mended.optionalParameters();
        return mended.whole();
    }

    /**
     * A submit_sm_resp (SMPP 3.4 4.4.2) with its message_id, which is empty if there is none, and nothing else: that the
     * text was taken is in its header.
     */
    static byte[] submitSmResp(byte[] pdu) {
        MendedPdu mended = new MendedPdu(pdu);
        byte[] id = new byte[mended.in.remaining()];
        mended.in.get(id);
        int end = 0;
        while (end < Math.min(id.length, LONGEST_MESSAGE_ID) && id[end] != 0) {
            end++;
        }
        mended.out.write(id, 0, end);
        mended.out.write(0);
        return mended.whole();
    }

    private byte[] cOctetString() {
        int begin = in.position();
        while (in.get() != 0) {
            // On to the NUL.
        }
        return Arrays.copyOfRange(in.array(), begin, in.position());
    }

    private void empty() {
        cOctetString();
        out.write(0);
    }

    private void address() {
        octets(2);
        out.writeBytes(cOctetString());
    }

    private void octets(int number) {
        byte[] octets = new byte[number];
        in.get(octets);
        out.writeBytes(octets);
    }

    private void optionalParameters() {
        while (in.remaining() >= TAG_AND_LENGTH) {
            short tag = in.getShort();
            int length = in.getShort() & 0xFFFF;
            if (length > in.remaining()) {
                leftOut(tag, "it is said to be longer than the PDU");
                return;
            }
            byte[] value = new byte[length];
            in.get(value);
            if (isReadable(tag, value)) {
                out.writeBytes(ByteBuffer.allocate(TAG_AND_LENGTH)
                        .putShort(tag)
                        .putShort((short) length)
                        .array());
                out.writeBytes(value);
            } else {
                leftOut(tag, "its value of " + length + " octets is none that it can have");
            }
        }
        if (in.hasRemaining()) {
            LOG.warn(
                    "A deliver_sm of the SMSC ends with {} octets that are no optional parameter. They were left out.",
                    in.remaining());
        }
    }

    private static boolean isReadable(short tag, byte[] value) {
        try {
            OptionalParameters.deserialize(tag, value).serialize();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void leftOut(short tag, String why) {
        LOG.warn(
                "Optional parameter 0x{} of a deliver_sm of the SMSC was left out: {}.",
                "%04X".formatted(tag & 0xFFFF),
                why);
    }

    private byte[] whole() {
        byte[] pdu = out.toByteArray();
        ByteBuffer.wrap(pdu).putInt(pdu.length);
        return pdu;
    }
}
