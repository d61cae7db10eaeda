package io.ringback.protocol.sip;

import io.ringback.protocol.sdp.DecliningAnswer;
import io.ringback.protocol.sdp.MediaDescription;
import io.ringback.protocol.sdp.SessionDescription;
import java.util.Optional;

/**
 * A next offer in the PRACK for our answer. It cannot be refused, for the PRACK has its 200 in any case, and must be answered there
 * (RFC 3262 section 5, RFC 6337 section 4.2).
 */
final class PrackOffer {

    private PrackOffer() {}

    /**
     * The session as it is, if that is what is offered; otherwise none of its streams.
     *
     * @param before what was offered by the INVITE
     * @param said what we answered
     */
    static String answer(String offer, String before, String said) {
        Optional<SessionDescription> now = SessionDescription.parse(offer);
        boolean asItIs = now.flatMap(changed -> SessionDescription.parse(before).map(first -> isSame(first, changed)))
                .orElse(false);
        return asItIs ? said : DecliningAnswer.to(offer);
    }

    private static boolean isSame(SessionDescription first, SessionDescription next) {
        if (first.media().size() != next.media().size()) {
            return false;
        }
        for (int i = 0; i < first.media().size(); i++) {
            MediaDescription one = first.media().get(i);
            MediaDescription other = next.media().get(i);
            boolean same = one.port() == other.port()
                    && one.protocol().equals(other.protocol())
                    && one.payloadTypes().equals(other.payloadTypes())
                    && first.connectionOf(one).equals(next.connectionOf(other))
                    && first.directionOf(one).equals(next.directionOf(other));
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
