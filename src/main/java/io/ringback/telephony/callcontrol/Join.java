package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sdp.SessionDescription;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Makes two parties talk to each other (RFC 3725): asks one for an offer by an INVITE without one, makes that offer to the
 * other, and gives the answer back in the ACK (flow I). Whichever codecs and pictures both have are so found by themselves.
 *
 * <p>Phones refuse offers, and some agree to one in a way that leaves nothing to be heard. Each {@link Way} is tried until
 * speech survives.
 */
final class Join implements Negotiation {

    /** Who makes the offer. */
    enum Way {
        FIRST_OFFERS,
        SECOND_OFFERS,
        /** The first again, cut down to what every phone has. */
        FIRST_OFFERS_PLAIN_AUDIO
    }

    private final Party first;
    private final Party second;
    private final Iterator<Way> ways;
    private final Runnable joined;
    private final Runnable failed;
    private Way way;
    private Party offerer;
    private Party answerer;

    Join(Party first, Party second, List<Way> ways, Runnable joined, Runnable failed) {
        this.first = first;
        this.second = second;
        this.ways = ways.iterator();
        this.joined = joined;
        this.failed = failed;
    }

    /** Tries the next way. */
    @Override
    public void begin() {
        if (!ways.hasNext()) {
            failed.run();
            return;
        }
        way = ways.next();
        offerer = way == Way.SECOND_OFFERS ? second : first;
        answerer = way == Way.SECOND_OFFERS ? first : second;
        offerer.ask(this);
    }

    @Override
    public void agreed(Party party, Optional<SessionDescription> sdp) {
        if (party == offerer) {
            sdp.filter(this::isWorthOffering).ifPresentOrElse(this::passOn, this::giveUpThisWay);
        } else {
            sdp.filter(SessionDescription::audioSurvives).ifPresentOrElse(this::conclude, this::giveUpThisWay);
        }
    }

    /** A phone that now offers to listen only, or only to speak, may yet agree to more than that if it is asked. */
    private boolean isWorthOffering(SessionDescription offer) {
        return ways.hasNext() ? offer.audioFlowsBothWays() : toBeOffered(offer).audioSurvives();
    }

    private void passOn(SessionDescription offer) {
        answerer.offer(toBeOffered(offer), this);
    }

    private SessionDescription toBeOffered(SessionDescription offer) {
        return (way == Way.FIRST_OFFERS_PLAIN_AUDIO ? offer.plainAudio() : offer).bothWays();
    }

    private void conclude(SessionDescription answer) {
        answerer.acknowledge();
        offerer.acknowledge(answer);
        joined.run();
    }

    @Override
    public void refused(Party party, int status) {
        giveUpThisWay();
    }

    private void giveUpThisWay() {
        answerer.settle();
        offerer.settle();
        begin();
    }
}
