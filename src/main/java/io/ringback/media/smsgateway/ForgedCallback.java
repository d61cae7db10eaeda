package io.ringback.media.smsgateway;

/** A callback that is not provably the gateway's, or not of now. */
public final class ForgedCallback extends RuntimeException {

    ForgedCallback(String problem) {
        super(problem);
    }
}
