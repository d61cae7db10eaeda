package io.ringback.media.smpp;

import io.ringback.arrival.AsItCame;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Upright;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;

/**
 * A deliver_sm.
 *
 * @param octets short_message, or message_payload in its place
 * @param parameters the optional ones, by tag
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Delivery(
        SmscAddress from,
        SmscAddress to,
        int esmClass,
        int dataCoding,
        byte[] octets,
        Map<Integer, byte[]> parameters) {

    static final int RECEIPTED_MESSAGE_ID = 0x001E;
    static final int SAR_MSG_REF_NUM = 0x020C;
    static final int SAR_TOTAL_SEGMENTS = 0x020E;
    static final int SAR_SEGMENT_SEQNUM = 0x020F;
    static final int MESSAGE_STATE = 0x0427;
    static final int NETWORK_ERROR_CODE = 0x0423;
    private static final int MESSAGE_PAYLOAD = 0x0424;

    private static final int TAG_AND_LENGTH = 4;
    private static final int UDHI = 0x40;
    private static final int MESSAGE_TYPE = 0x3C;
    private static final int SMSC_DELIVERY_RECEIPT = 0x04;

    static Delivery of(DeliverSm pdu) {
        Map<Integer, byte[]> parameters = new HashMap<>();
        if (pdu.getOptionalParameters() != null) {
            for (OptionalParameter parameter : pdu.getOptionalParameters()) {
                byte[] whole = parameter.serialize();
                byte[] value = new byte[whole.length - TAG_AND_LENGTH];
                System.arraycopy(whole, TAG_AND_LENGTH, value, 0, value.length);
                parameters.put(parameter.tag & 0xFFFF, value);
            }
        }
        byte[] octets = pdu.getShortMessage();
        if (octets == null || octets.length == 0) {
            octets = parameters.getOrDefault(MESSAGE_PAYLOAD, new byte[0]);
        }
        return new Delivery(
                new SmscAddress(pdu.getSourceAddrTon(), pdu.getSourceAddrNpi(), given(pdu.getSourceAddr())),
                new SmscAddress(pdu.getDestAddrTon(), pdu.getDestAddrNpi(), given(pdu.getDestAddress())),
                pdu.getEsmClass() & 0xFF,
                pdu.getDataCoding() & 0xFF,
                octets,
                Map.copyOf(parameters));
    }

    /** Whether the SMSC says that it speaks itself, and not a person (SMPP 3.4 5.2.12). */
    boolean isMarkedAsReceipt() {
        return (esmClass & MESSAGE_TYPE) == SMSC_DELIVERY_RECEIPT || parameters.containsKey(RECEIPTED_MESSAGE_ID);
    }

    /** Whether it may be a text that a person wrote: it is no acknowledgement of any kind, as far as its marks go. */
    boolean isText() {
        return (esmClass & MESSAGE_TYPE) == 0 && !isMarkedAsReceipt();
    }

    /** Whether the octets begin with a header. */
    boolean hasHeader() {
        return (esmClass & UDHI) != 0;
    }

    /** An optional parameter that is a number. */
    Optional<Integer> number(int tag) {
        return Optional.ofNullable(parameters.get(tag))
                .filter(value -> value.length > 0 && value.length <= 2)
                .map(value -> value.length == 1 ? value[0] & 0xFF : (value[0] & 0xFF) << 8 | (value[1] & 0xFF));
    }

    /**
     * As it goes on the ladder of its case.
     *
     * @param what it is, in a few words
     * @param text what it says, of all segments
     */
    AsItCame asItCame(String what, String text) {
        StringBuilder said = new StringBuilder("deliver_sm\nsource_addr: " + from.value() + "\ndestination_addr: "
                + to.value() + "\nesm_class: " + esmClass + "\ndata_coding: " + dataCoding + '\n');
        Optional.ofNullable(parameters.get(RECEIPTED_MESSAGE_ID))
                .map(id -> new String(id, StandardCharsets.US_ASCII).replace("\0", ""))
                .ifPresent(
                        id -> said.append("receipted_message_id: ").append(id).append('\n'));
        number(MESSAGE_STATE)
                .ifPresent(state -> said.append("message_state: ").append(state).append('\n'));
        return AsItCame.Said.by(
                Upright.SMS_CENTRE,
                Protocol.SMPP,
                what,
                said.append("short_message: ").append(text).toString());
    }

    private static String given(String address) {
        return address == null ? "" : address;
    }

    /** A text is not for logs. */
    @Override
    public String toString() {
        return "Delivery[esmClass=" + esmClass + ", dataCoding=" + dataCoding + "]";
    }
}
