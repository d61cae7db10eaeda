package io.ringback.protocol.sip;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The calls that routes steer, by their ids, until they have ended. */
final class SteeredLegs {

    private final Map<String, SteeredLeg> legs = new ConcurrentHashMap<>();

    /**
     * What came of a step.
     *
     * @param status of the final response; 200 if the call ended as asked
     * @param sdp the phone's
     */
    record Step(String leg, int status, Optional<String> sdp) {}

    CompletableFuture<Step> place(UserAgent agent, OutgoingCall call) {
        SteeredLeg steered = new SteeredLeg(call.offer().isPresent());
        CompletableFuture<Step> answered = steered.next();
        Leg leg = agent.place(call, steered);
        steered.begin(leg);
        return answered;
    }

    void accept(IncomingCall call, String sdp) {
        SteeredLeg steered = new SteeredLeg(false);
        steered.begin(call.accept(sdp, steered));
    }

    /** @throws IllegalArgumentException if the call has ended, or there was none of that id */
    SteeredLeg of(String id) {
        SteeredLeg steered = legs.get(id);
        if (steered == null) {
            throw new IllegalArgumentException("There is no call " + id + ". It may have ended.");
        }
        return steered;
    }

    int size() {
        return legs.size();
    }

    /** A call, and who waits for its next step. */
    final class SteeredLeg implements LegListener {

        private final CompletableFuture<Leg> leg = new CompletableFuture<>();
        private boolean offered;
        private boolean over;
        private CompletableFuture<Step> waiting = new CompletableFuture<>();

        SteeredLeg(boolean offered) {
            this.offered = offered;
        }

        /** What happens may be told before the leg itself is. */
        private void onceBegun(Consumer<Leg> then) {
            CompletableFuture<Void> unused = leg.thenAccept(then);
        }

        private synchronized void begin(Leg begun) {
            if (!over) {
                legs.put(begun.callId(), this);
            }
            leg.complete(begun);
        }

        private synchronized CompletableFuture<Step> next() {
            waiting = new CompletableFuture<>();
            return waiting;
        }

        CompletableFuture<Step> renegotiate(Optional<String> offer) {
            CompletableFuture<Step> next;
            synchronized (this) {
                offered = offer.isPresent();
                next = next();
            }
            onceBegun(begun -> begun.offer(offer));
            return next;
        }

        CompletableFuture<Step> hangUp() {
            CompletableFuture<Step> next = next();
            onceBegun(Leg::hangUp);
            return next;
        }

        Leg leg() {
            return leg.join();
        }

        @Override
        public void answered(Optional<String> sdp) {
            agreed(sdp);
        }

        @Override
        public void renegotiated(Optional<String> sdp) {
            agreed(sdp);
        }

        /** Our offer is answered, so the ACK has nothing to say; otherwise the route sends it, with the answer. */
        private void agreed(Optional<String> sdp) {
            onceBegun(begun -> {
                boolean acknowledge;
                synchronized (this) {
                    acknowledge = offered;
                }
                if (acknowledge) {
                    begun.acknowledge(Optional.empty());
                }
                tell(new Step(begun.callId(), 200, sdp));
            });
        }

        @Override
        public void renegotiationFailed(int status) {
            onceBegun(begun -> tell(new Step(begun.callId(), status, Optional.empty())));
        }

        @Override
        public void failed(int status, Optional<Integer> q850) {
            over(status);
        }

        @Override
        public void ended(boolean byPeer) {
            over(200);
        }

        /** A route has no way to hear it in the middle of a call; the session stays as it was. */
        @Override
        public void offered(Optional<String> offer) {
            onceBegun(begun -> begun.refuse(488));
        }

        private void over(int status) {
            synchronized (this) {
                over = true;
            }
            onceBegun(begun -> {
                legs.remove(begun.callId());
                tell(new Step(begun.callId(), status, Optional.empty()));
            });
        }

        private void tell(Step step) {
            CompletableFuture<Step> told;
            synchronized (this) {
                told = waiting;
            }
            told.complete(step);
        }
    }
}
