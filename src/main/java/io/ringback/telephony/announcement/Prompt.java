package io.ringback.telephony.announcement;

/**
 * A recording in both codecs, a whole number of packets long.
 *
 * @param pcma in A law
 * @param pcmu in mu law
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed, and read 50 times a second by each listener
record Prompt(byte[] pcma, byte[] pcmu) {

    static Prompt of(short[] samples) {
        return new Prompt(Codec.PCMA.encode(samples), Codec.PCMU.encode(samples));
    }

    byte[] in(Codec codec) {
        return codec == Codec.PCMA ? pcma : pcmu;
    }

    int frames() {
        return pcma.length / Codec.FRAME;
    }
}
