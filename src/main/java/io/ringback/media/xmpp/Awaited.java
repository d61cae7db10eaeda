package io.ringback.media.xmpp;

import io.ringback.delivery.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The messages that the server has not answered for yet, by the id of their stanza. */
final class Awaited {

    private final Map<String, CompletableFuture<Optional<Failure>>> byId = new ConcurrentHashMap<>();

    /** Waits for what becomes of a message that is about to be sent; completed with nothing if it is taken. */
    CompletableFuture<Optional<Failure>> expect(String id) {
        CompletableFuture<Optional<Failure>> outcome = new CompletableFuture<>();
        byId.put(id, outcome);
        return outcome;
    }

    /** It is not waited for any more. */
    void forget(String id, CompletableFuture<Optional<Failure>> outcome) {
        byId.remove(id, outcome);
    }

    /** The server is responsible for it now. */
    void taken(String id) {
        complete(id, Optional.empty());
    }

    /** It was not taken; false if nobody waits to hear that. */
    boolean failed(String id, Failure failure) {
        return complete(id, Optional.of(failure));
    }

    /** The stream on which all of them were sent is no more. */
    void streamLost() {
        byId.values()
                .forEach(outcome -> outcome.complete(Optional.of(
                        new Failure.AnswerLost("the connection to the XMPP server was lost before its answer"))));
    }

    private boolean complete(String id, Optional<Failure> outcome) {
        CompletableFuture<Optional<Failure>> waiting = byId.get(id);
        return waiting != null && waiting.complete(outcome);
    }
}
