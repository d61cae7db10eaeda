package io.ringback.telephony.switchcheck;

import io.ringback.protocol.sip.LegListener;
import java.util.Optional;

/** Says nothing for as long as the call lasts. */
class Listening implements LegListener {

    @Override
    public void answered(Optional<String> sdp) {}

    @Override
    public void failed(int status, Optional<Integer> q850) {}

    @Override
    public void renegotiated(Optional<String> sdp) {}

    @Override
    public void renegotiationFailed(int status) {}

    @Override
    public void offered(Optional<String> offer) {}

    @Override
    public void ended(boolean byPeer) {}
}
