package io.ringback.telephony.announcement;

import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * Whose sound is heard in a call, and where ours goes. An offer may name any address, and whoever makes it could aim sound at
 * anybody for as long as it plays. So it goes only to who has sent some from there (symmetric RTP, RFC 4961), to who set up the
 * call, and to media hosts in a list. And only those, and the address that was agreed on, are heard.
 */
final class MediaGate {

    /** For how many frames sound waits until the other side has sent some: three seconds. Then it passes unheard. */
    static final int PATIENCE = 3000 / Codec.FRAME_MILLIS;

    private final Predicate<InetAddress> trusted;
    private InetAddress heardFrom;
    private int patience = PATIENCE;

    /** @param trusted who is played to at once, and heard, whatever was agreed on */
    MediaGate(Predicate<InetAddress> trusted) {
        this.trusted = trusted;
    }

    /** Whether sound may go there. */
    boolean isOpenTo(MediaTarget target) {
        InetAddress address = target.rtp().getAddress();
        return address.equals(heardFrom) || trusted.test(address);
    }

    /** A frame passes. Whether it is worth waiting for the other side to send something. */
    boolean waitsFor(MediaTarget target) {
        if (isOpenTo(target)) {
            patience = PATIENCE;
            return false;
        }
        return patience-- > 0;
    }

    /** A packet has come. Whether it counts as the other side's. */
    boolean takes(InetAddress from, MediaTarget target) {
        if (from.equals(target.rtp().getAddress())) {
            heardFrom = from;
            return true;
        }
        return trusted.test(from);
    }
}
