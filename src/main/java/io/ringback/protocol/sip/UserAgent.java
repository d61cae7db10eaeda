package io.ringback.protocol.sip;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A SIP user agent (RFC 3261 section 6): places and takes calls, sends and takes other requests. One per node and purpose,
 * with ports of its own. Safe for use by many threads; handlers and listeners are called on the agent's threads and must
 * not block them.
 */
public interface UserAgent extends AutoCloseable {

    /**
     * Binds the ports, registers where that is configured, and starts watching the peers.
     *
     * @throws IllegalStateException if a port cannot be bound; the message names it
     */
    void start();

    /** Ends the registration and all calls (BYE, CANCEL), frees ports and threads. May be repeated. */
    @Override
    void close();

    /**
     * Places a call. Credentials, the outbound proxy, forks and retransmissions are seen to; {@code listener} hears what a
     * caller would hear.
     */
    Leg place(OutgoingCall call, LegListener listener);

    /** Takes the calls that come in from now on. Without a handler they are answered 480. */
    void onCall(CallHandler handler);

    /**
     * Sends a request outside of any call (MESSAGE, OPTIONS, PUBLISH, SUBSCRIBE ...) and completes with its final response;
     * where no answer comes, with 408, as RFC 3261 section 8.1.3.1 has it. It never completes exceptionally for what a
     * peer does.
     *
     * <p>A SUBSCRIBE that is accepted is refreshed until it is ended (RFC 6665): by a SUBSCRIBE with {@code Expires: 0} and
     * the Call-ID of its response, which names the subscription. A NOTIFY with the Call-ID of a SUBSCRIBE that came in goes to
     * who sent that.
     *
     * @throws IllegalArgumentException if the request cannot be written; the message names what to mend
     */
    CompletionStage<SipResponse> send(SipRequest request);

    /**
     * Takes requests outside of calls. Methods that nobody takes are answered 405, except OPTIONS, which the agent answers
     * itself.
     *
     * @param methods such as {@code MESSAGE}
     */
    void onRequest(Set<String> methods, RequestHandler handler);

    /**
     * Whether requests are taken that belong to no call and no subscription, as they are unless it is said otherwise. Meanwhile
     * they are answered 503 with Retry-After, OPTIONS too, so that whoever sends them turns to another node (RFC 3261 21.5.4).
     * What is under way goes on.
     */
    void takeNewRequests(boolean taken);

    /**
     * Hangs up a call that another process of ours left behind when it died: sends BYE in its dialog. Completes when the
     * peer has answered or not.
     */
    CompletionStage<SipResponse> hangUp(DialogIdentity dialog);

    /** The peers that are watched by OPTIONS, by the address they are configured with, and whether they answer. */
    Map<String, Boolean> peersUp();

    /** Whether the agent is registered; empty if it is not to be. */
    default Optional<Boolean> registered() {
        return Optional.empty();
    }

    /** The calls, transactions and timers that the agent holds at this moment; all zero once all calls have ended. */
    Holdings holdings();

    /** The agent's counters since its start, by name, for metrics: requests taken, refused, throttled and so on. */
    Map<String, Long> counters();

    /** Takes a call: see {@link IncomingCall} for what must follow. */
    @FunctionalInterface
    interface CallHandler {
        void on(IncomingCall call);

        /** The types of bodies that are read in its calls' INVITEs; one that needs to be of another type is answered 415. */
        default Set<String> understands() {
            return SessionBody.TYPES;
        }
    }

    /** Answers a request outside of a call, at once or later. An exception is answered 500. */
    @FunctionalInterface
    interface RequestHandler {
        CompletionStage<SipResponse> on(SipRequest request);
    }

    /**
     * What an agent holds.
     *
     * @param legs calls that have not ended
     * @param dialogs of calls, open or being left
     * @param transactions client and server transactions that have not ended
     * @param timers of the agent's own: ring times, session timers, back-offs
     */
    record Holdings(int legs, int dialogs, int transactions, int timers) {}
}
