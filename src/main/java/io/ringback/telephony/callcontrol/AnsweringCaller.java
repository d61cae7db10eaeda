package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sdp.SessionDescription;
import java.util.Optional;

/**
 * Makes a caller whose INVITE waits for its answer and the prompt-and-collect server talk to each other: the caller's offer
 * goes to the server, and its answer back; a caller without an offer is answered with the server's (RFC 3725 section 7).
 */
final class AnsweringCaller implements Negotiation {

    private final Party caller;
    private final Optional<SessionDescription> offer;
    private final Party server;
    private final Runnable joined;
    private final Runnable failed;

    AnsweringCaller(Party caller, Optional<SessionDescription> offer, Party server, Runnable joined, Runnable failed) {
        this.caller = caller;
        this.offer = offer;
        this.server = server;
        this.joined = joined;
        this.failed = failed;
    }

    @Override
    public void begin() {
        offer.ifPresentOrElse(wanted -> server.offer(wanted, this), () -> server.ask(this));
    }

    @Override
    public void agreed(Party party, Optional<SessionDescription> sdp) {
        if (party != server || sdp.filter(SessionDescription::audioSurvives).isEmpty()) {
            failed.run();
        } else if (offer.isPresent()) {
            server.acknowledge();
            caller.answer(sdp.get(), offer.get());
            joined.run();
        } else {
            caller.answer(sdp.get());
        }
    }

    @Override
    public void refused(Party party, int status) {
        failed.run();
    }

    @Override
    public void acknowledged(Party party, Optional<SessionDescription> answer) {
        if (party == caller && offer.isEmpty()) {
            answer.filter(SessionDescription::audioSurvives).ifPresentOrElse(this::conclude, failed);
        }
    }

    private void conclude(SessionDescription answer) {
        server.acknowledge(answer);
        joined.run();
    }
}
