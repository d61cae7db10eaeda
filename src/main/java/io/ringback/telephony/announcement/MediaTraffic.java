package io.ringback.telephony.announcement;

import java.net.InetSocketAddress;

/** Is told what was played to whom, once a call has ended; on the threads that play, which it must not block. */
@FunctionalInterface
public interface MediaTraffic {

    /**
     * A call has ended.
     *
     * @param callId of the SIP call
     * @param from where it was played from
     * @param to where the sound went last
     * @param packets of RTP that were sent
     */
    void played(String callId, InetSocketAddress from, InetSocketAddress to, int packets);
}
