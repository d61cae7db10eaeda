package io.ringback.telephony.announcement;

import io.ringback.protocol.mime.BodyParts;
import io.ringback.protocol.mime.UnreadablePartsException;
import io.ringback.protocol.mscml.Mscml;
import io.ringback.protocol.sip.SipRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an INVITE carries: an offer, MSCML, or both, whatever comes along with them (RFC 5621, RFC 5022 section 3).
 *
 * @param offer the SDP
 * @param mscml the request
 */
record InviteBody(Optional<String> offer, Optional<String> mscml) {

    static final String SDP = "application/sdp";
    static final String MIXED = "multipart/mixed";

    /** What is understood. */
    static final Set<String> TYPES = Set.of(SDP, Mscml.CONTENT_TYPE);

    /**
     * An offer.
     *
     * @throws RefusedException with 415 if something else is required to be understood, 400 if it cannot be read
     */
    static Optional<String> offer(SipRequest invite) throws RefusedException {
        return read(invite, Set.of(SDP)).offer();
    }

    /**
     * An offer, or MSCML, or both.
     *
     * @throws RefusedException with 415 if something else is required to be understood, 400 if it cannot be read
     */
    static InviteBody of(SipRequest invite) throws RefusedException {
        return read(invite, TYPES);
    }

    private static InviteBody read(SipRequest invite, Set<String> understood) throws RefusedException {
        Optional<String> body = invite.body().filter(text -> !text.isBlank());
        if (body.isEmpty()) {
            return new InviteBody(Optional.empty(), Optional.empty());
        }
        BodyParts parts;
        try {
            parts = BodyParts.of(header(invite, "Content-Type"), header(invite, "Content-Disposition"), body.get());
        } catch (UnreadablePartsException e) {
            throw new RefusedException(400, e.getMessage());
        }
        if (!parts.isUnderstoodBy(understood)) {
            throw new RefusedException(415, "Something in the body is not understood, and has to be");
        }
        return new InviteBody(one(parts.all(SDP), "offers"), one(parts.all(Mscml.CONTENT_TYPE), "requests"));
    }

    private static Optional<String> one(List<String> all, String what) throws RefusedException {
        if (all.size() > 1) {
            throw new RefusedException(400, "The body has several " + what);
        }
        return all.stream().findFirst();
    }

    private static String header(SipRequest invite, String name) {
        return invite.first(name).orElse("");
    }
}
