package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that writes down what it hears, for a test to read one after another. */
final class HeardEvents implements LegListener {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** The next event must be this. */
    void next(String expected) throws InterruptedException {
        assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    /** All that has been heard and not been read. */
    List<String> rest() {
        List<String> rest = new ArrayList<>();
        events.drainTo(rest);
        return rest;
    }

    @Override
    public void ringing(int status) {
        events.add("ringing " + status);
    }

    @Override
    public void answered(Optional<String> sdp) {
        events.add("answered " + sdp.orElse("-"));
    }

    @Override
    public void failed(int status, Optional<Integer> q850) {
        events.add("failed " + status + q850.map(cause -> " " + cause).orElse(""));
    }

    @Override
    public void renegotiated(Optional<String> sdp) {
        events.add("renegotiated " + sdp.orElse("-"));
    }

    @Override
    public void renegotiationFailed(int status) {
        events.add("renegotiation failed " + status);
    }

    @Override
    public void offered(Optional<String> offer) {
        events.add("offered " + offer.orElse("-"));
    }

    @Override
    public void acknowledged(Optional<String> sdp) {
        events.add("acknowledged " + sdp.orElse("-"));
    }

    @Override
    public void info(String contentType, String body) {
        events.add("info " + contentType + " " + body);
    }

    @Override
    public void ended(boolean byPeer) {
        events.add(byPeer ? "ended by peer" : "ended");
    }
}
