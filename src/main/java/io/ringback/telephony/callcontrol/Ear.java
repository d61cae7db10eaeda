package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.LegListener;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Hands what a leg says over to the thread of its party's events, and there to whoever is in charge of the party by then. */
final class Ear implements LegListener {

    private final Party party;
    private final Executor serial;

    /** @param serial runs the events one after another */
    Ear(Party party, Executor serial) {
        this.party = party;
        this.serial = serial;
    }

    private void tell(Consumer<PartyListener> event) {
        serial.execute(() -> {
            PartyListener listener = party.listener();
            listener.handle(() -> event.accept(listener));
        });
    }

    @Override
    public void ringing(int status) {
        tell(listener -> listener.ringing(party));
    }

    @Override
    public void answered(Optional<String> sdp) {
        tell(listener -> listener.answered(party, sdp));
    }

    @Override
    public void failed(int status, Optional<Integer> q850) {
        tell(listener -> listener.failed(party, status, q850));
    }

    @Override
    public void renegotiated(Optional<String> sdp) {
        tell(listener -> listener.renegotiated(party, sdp));
    }

    @Override
    public void renegotiationFailed(int status) {
        tell(listener -> listener.renegotiationFailed(party, status));
    }

    @Override
    public void offered(Optional<String> offer) {
        tell(listener -> listener.offered(party, offer));
    }

    @Override
    public void acknowledged(Optional<String> sdp) {
        tell(listener -> listener.acknowledged(party, sdp));
    }

    @Override
    public Set<String> infoTypes() {
        return InfoKind.TYPES;
    }

    @Override
    public void info(String contentType, String body) {
        tell(listener -> listener.info(party, contentType, body));
    }

    @Override
    public void infoRefused(String contentType, int status) {
        tell(listener -> listener.infoRefused(party, contentType, status));
    }

    @Override
    public void ended(boolean byPeer) {
        tell(listener -> listener.ended(party));
    }
}
