package io.ringback.failedcall;

/** Whether the caller is who the call says they are: anybody can write another's number into a call. */
public enum CallerIdentity {

    /** The network vouches for it: by a signature (RFC 8224), or because the switch has authenticated them. */
    VERIFIED,

    /** Nobody vouches for it, or what vouches for it does not hold. */
    UNVERIFIED,

    /** Who told the call does not say. */
    NOT_TOLD;

    /** What was told; null if nothing was. */
    static CallerIdentity told(Boolean verified) {
        if (verified == null) {
            return NOT_TOLD;
        }
        return verified ? VERIFIED : UNVERIFIED;
    }
}
