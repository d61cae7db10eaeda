package io.ringback.announcement;

import java.net.InetSocketAddress;

/**
 * Where and how the other side wants its sound, as offer and answer agreed.
 *
 * @param rtp where packets go
 * @param rtcp where reports go
 * @param codec in which codec
 * @param payloadType the number the other side knows the codec by
 * @param listening whether it wants to hear anything now; false on hold
 */
record MediaTarget(InetSocketAddress rtp, InetSocketAddress rtcp, Codec codec, int payloadType, boolean listening) {}
