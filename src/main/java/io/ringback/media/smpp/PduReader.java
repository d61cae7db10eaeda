package io.ringback.media.smpp;

import java.io.DataInputStream;
import java.io.IOException;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.PDUReader;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.util.DefaultDecomposer;

/**
 * Reads PDUs of no more than there can be in one, and lets none that cannot be read get as far as the session: jsmpp would
 * allocate what a length says, and leave a deliver_sm with broken fields without any answer.
 */
final class PduReader implements PDUReader {

    /** A message_payload of 64 KB, and all else. */
    private static final int LONGEST = 70_000;

    /** A command_id that does not exist, and is answered by generic_nack. */
    private static final int UNREADABLE = 0x7FFFFFFF;

    private final PDUReader pdus = new DefaultPDUReader();
    private final DefaultDecomposer decomposer = new DefaultDecomposer();

    @Override
    public Command readPDUHeader(DataInputStream in) throws InvalidCommandLengthException, IOException {
        Command header = pdus.readPDUHeader(in);
        if (header.getCommandLength() > LONGEST) {
            throw new InvalidCommandLengthException("A PDU of " + header.getCommandLength() + " octets");
        }
        return header;
    }

    @Override
    public byte[] readPDU(DataInputStream in, Command header) throws IOException {
        byte[] pdu = mended(header.getCommandId(), pdus.readPDU(in, header));
        if (!isReadable(header.getCommandId(), pdu)) {
            header.setCommandId(UNREADABLE);
        }
        return pdu;
    }

    private static byte[] mended(int commandId, byte[] pdu) {
        try {
            return switch (commandId) {
                case SMPPConstant.CID_DELIVER_SM -> MendedPdu.deliverSm(pdu);
                case SMPPConstant.CID_SUBMIT_SM_RESP -> MendedPdu.submitSmResp(pdu);
                default -> pdu;
            };
        } catch (RuntimeException e) {
            return pdu;
        }
    }

    private boolean isReadable(int commandId, byte[] pdu) {
        try {
            switch (commandId) {
                case SMPPConstant.CID_DELIVER_SM -> decomposer.deliverSm(pdu);
                case SMPPConstant.CID_DATA_SM -> decomposer.dataSm(pdu);
                default -> {
                    // Answers are read where they are waited for.
                }
            }
            return true;
        } catch (PDUStringException e) {
            // The session has an error code for it.
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public byte[] readPDU(DataInputStream in, int commandLength, int commandId, int commandStatus, int sequenceNumber)
            throws IOException {
        return pdus.readPDU(in, commandLength, commandId, commandStatus, sequenceNumber);
    }
}
