package io.ringback.protocol.sip;

/**
 * Is told of each message that an agent sends, and of each that it has received and understood as SIP, on the agent's threads: it must
 * not block them.
 */
@FunctionalInterface
public interface SipTraffic {

    /** Nobody wants to know. */
    SipTraffic UNHEARD = message -> {};

    /** A message passed. */
    void passed(PassedMessage message);

    /** Whether somebody listens. If not, nothing is told. */
    default boolean isHeard() {
        return this != UNHEARD;
    }
}
