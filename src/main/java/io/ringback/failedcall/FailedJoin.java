package io.ringback.failedcall;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Several people could not be joined to one conference: for each of them, a call failed.
 *
 * @param id the sender's own id of the attempt to join them all, unique per source
 * @param caller who wanted them to join
 * @param conference where
 * @param occurredAt when the last of them had failed
 * @param source which adapter or API client told us
 * @param callerIdentity whether the caller is who it says they are
 */
public record FailedJoin(
        String id,
        Address caller,
        Address conference,
        Instant occurredAt,
        String source,
        CallerIdentity callerIdentity) {

    /** Enough that two people never share an id. */
    private static final int OCTETS = 12;

    /** The failed call of one missing person. */
    public FailedCall of(Address callee, Cause cause) {
        return new FailedCall(
                idOf(callee),
                caller,
                callee,
                Medium.VOICE,
                cause,
                occurredAt,
                source,
                Optional.of(conference),
                callerIdentity);
    }

    /** The call of one missing person, as the switch saw it end. */
    public EndedCall of(Address callee, CallEnding ending) {
        return new EndedCall(
                idOf(callee),
                caller,
                callee,
                Medium.VOICE,
                ending,
                occurredAt,
                source,
                Optional.of(conference),
                callerIdentity);
    }

    /** The same however often it is told, in whichever order; does not say who is meant. */
    private String idOf(Address callee) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((id + " " + callee.uri()).getBytes(StandardCharsets.UTF_8));
            return id + "/" + HexFormat.of().formatHex(hash, 0, OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
