package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sdp.SessionDescription;
import java.util.Optional;

/**
 * A change of the session that one phone asks for by re-INVITE or UPDATE (hold, another address or codec, a picture, fax) and
 * that the other side, a phone or a server, decides on: what they say is passed between them, refusals too.
 */
final class Change implements Negotiation {

    private static final int NOT_ACCEPTABLE_HERE = 488;
    private static final int REQUEST_PENDING = 491;

    private final Party asking;
    private final Optional<SessionDescription> offer;
    private final Party asked;
    private final Runnable done;

    /** @param offer empty if the phone asks for an offer (RFC 3261 14.1) */
    Change(Party asking, Optional<SessionDescription> offer, Party asked, Runnable done) {
        this.asking = asking;
        this.offer = offer;
        this.asked = asked;
        this.done = done;
    }

    @Override
    public void begin() {
        offer.ifPresentOrElse(wanted -> asked.offer(wanted, this), () -> asked.ask(this));
    }

    @Override
    public void agreed(Party party, Optional<SessionDescription> sdp) {
        if (sdp.isEmpty()) {
            asked.settle();
            refuse(NOT_ACCEPTABLE_HERE);
        } else if (offer.isPresent()) {
            asked.acknowledge();
            asking.answer(sdp.get(), offer.get());
            done.run();
        } else {
            asking.answer(sdp.get());
        }
    }

    @Override
    public void refused(Party party, int status) {
        refuse(status);
    }

    private void refuse(int status) {
        asking.refuse(status);
        done.run();
    }

    @Override
    public void abandon() {
        asking.refuse(REQUEST_PENDING);
        asked.settle();
    }

    /** The answer to an offer that the phone had asked for. */
    @Override
    public void acknowledged(Party party, Optional<SessionDescription> answer) {
        if (party == asking && offer.isEmpty()) {
            answer.ifPresentOrElse(asked::acknowledge, asked::settle);
            done.run();
        }
    }
}
