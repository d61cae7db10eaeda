package io.ringback.protocol.sip;

import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks peers by OPTIONS whether they are there. Taken for up until two questions in a row had no answer. */
final class PeerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);

    private static final int SILENCES = 2;

    private final JainStack stack;
    private final OutgoingRequests outgoing;
    private final Map<String, Integer> silences = new ConcurrentHashMap<>();

    PeerWatch(JainStack stack, OutgoingRequests outgoing) {
        this.stack = stack;
        this.outgoing = outgoing;
    }

    void start() {
        long every = stack.settings().watchEvery().toMillis();
        for (String peer : stack.settings().watch()) {
            silences.put(peer, 0);
            stack.timers().scheduleWithFixedDelay(() -> ask(peer), 0, every, TimeUnit.MILLISECONDS);
        }
    }

    private void ask(String peer) {
        try {
            Request request = stack.messages().direct(Request.OPTIONS, peer);
            Duration patience = stack.settings().watchEvery();
            outgoing.send(request)
                    .thenApply(Response::getStatusCode)
                    .completeOnTimeout(Response.REQUEST_TIMEOUT, patience.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAccept(status -> note(peer, status));
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            // Thrown on, it would end the asking.
            LOG.error(
                    "A peer of ringback.sip.watch cannot be asked: {}",
                    e.getClass().getName());
            note(peer, Response.SERVICE_UNAVAILABLE);
        }
    }

    /** Whatever the peer says to OPTIONS, it is there; except that it is not in service. */
    private void note(String peer, int status) {
        boolean silent = status == Response.REQUEST_TIMEOUT || status == Response.SERVICE_UNAVAILABLE;
        int before = silences.getOrDefault(peer, 0);
        int now = silent ? Math.min(SILENCES, before + 1) : 0;
        silences.put(peer, now);
        if (isUp(before) != isUp(now)) {
            LOG.warn("The peer {} is {}", stack.settings().watch().indexOf(peer) + 1, isUp(now) ? "up again" : "down");
        }
    }

    private static boolean isUp(int silent) {
        return silent < SILENCES;
    }

    Map<String, Boolean> up() {
        Map<String, Boolean> up = new LinkedHashMap<>();
        stack.settings().watch().forEach(peer -> up.put(peer, isUp(silences.getOrDefault(peer, 0))));
        return up;
    }
}
