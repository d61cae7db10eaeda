package io.ringback.telephony.announcement;

import io.ringback.protocol.sdp.DescriptionWriter.Format;
import io.ringback.protocol.sdp.Encoding;
import java.util.Arrays;
import java.util.Optional;

/** The codecs announcements are played and recorded in, in the order they are offered (RFC 3551 4.5.14). */
enum Codec {
    PCMA(8) {
        @Override
        byte encode(int linear) {
            return G711.alaw(linear);
        }

        @Override
        int decode(byte code) {
            return G711.fromAlaw(code);
        }
    },
    PCMU(0) {
        @Override
        byte encode(int linear) {
            return G711.mulaw(linear);
        }

        @Override
        int decode(byte code) {
            return G711.fromMulaw(code);
        }
    };

    /** Samples in a second. */
    static final int RATE = 8000;

    /** Samples, and bytes, in the 20 ms of a packet. */
    static final int FRAME = 160;

    /** How long a packet lasts. */
    static final int FRAME_MILLIS = 20;

    private final int payloadType;

    Codec(int payloadType) {
        this.payloadType = payloadType;
    }

    /** The static payload type of RFC 3551. */
    int payloadType() {
        return payloadType;
    }

    abstract byte encode(int linear);

    /** The linear sample of 16 bits of a code. */
    abstract int decode(byte code);

    /** The samples in this codec, filled up with silence to whole packets. */
    byte[] encode(short[] samples) {
        byte[] encoded = new byte[(samples.length + FRAME - 1) / FRAME * FRAME];
        for (int i = 0; i < samples.length; i++) {
            encoded[i] = encode(samples[i]);
        }
        Arrays.fill(encoded, samples.length, encoded.length, encode(0));
        return encoded;
    }

    /** By the encoding that a session description says. */
    static Optional<Codec> of(Encoding encoding) {
        return Arrays.stream(values())
                .filter(codec -> encoding.equals(new Encoding(codec.name(), RATE)))
                .findFirst();
    }

    /** The one that a payload type stands for where nothing else was agreed (RFC 3551 section 6). */
    static Optional<Codec> ofStatic(int payloadType) {
        return Arrays.stream(values())
                .filter(codec -> codec.payloadType == payloadType)
                .findFirst();
    }

    /** As a session description has it. */
    Format as(int number) {
        return new Format(number, name() + "/" + RATE);
    }
}
