package io.ringback.media.smpp;

import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.inbox.Backoff;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one bind with an SMSC: whenever it is lost, or not to be had, it is tried again, more and more slowly. */
final class SmscBind {

    private static final Logger LOG = LoggerFactory.getLogger(SmscBind.class);
    /** A bind that held this long was a good one: its loss is mended quickly. */
    private static final Duration LASTING = Duration.ofSeconds(30);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final String name;
    private final SmppProperties.Host host;
    private final SmppProperties settings;
    private final DeliverSmListener deliveries;
    private final Clock clock;
    private final Semaphore window;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread keeper;

    private volatile SmscSession session;

    /**
     * @param number from 1, its place in the settings
     */
    SmscBind(int number, SmppProperties.Host host, SmppProperties settings, DeliverSmListener deliveries, Clock clock) {
        this.name = "smsc-" + number;
        this.host = host;
        this.settings = settings;
        this.deliveries = deliveries;
        this.clock = clock;
        window = new Semaphore(settings.window());
        keeper = new Thread(this::keep, name);
        keeper.setDaemon(true);
    }

    void start() {
        keeper.start();
    }

    /** Unbinds once all answers are there, which takes a moment; those that are not there soon are lost. */
    void stop() {
        stopping.countDown();
        SmscSession bound = session;
        session = null;
        try {
            if (bound != null) {
                if (window.tryAcquire(settings.window(), LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    window.release(settings.window());
                }
                bound.unbindAndClose();
            }
            keeper.interrupt();
            keeper.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String name() {
        return name;
    }

    /** The SMSC behind it, as operators know it: another bind may be with the same and hang all the same, or not. */
    String server() {
        return name + " (" + host.name() + ":" + host.port() + ")";
    }

    SmppProperties.Host host() {
        return host;
    }

    boolean isUp() {
        return session != null;
    }

    /**
     * Sends one segment and waits for the answer.
     *
     * @param left for how long it is worth delivering
     * @return message_id, if the SMSC gives one
     */
    Optional<String> submit(
            SmscAddress from,
            SmscAddress to,
            ShortMessage segment,
            boolean replace,
            Optional<Duration> left,
            Runnable leaves) {
        return inWindow(bound -> {
            leaves.run();
            return bound.submit(from, to, segment, replace, left);
        });
    }

    /** Has the SMSC forget a message that it holds. */
    void cancel(String messageId, SmscAddress from, SmscAddress to) {
        inWindow(bound -> {
            bound.cancel(messageId, from, to);
            return messageId;
        });
    }

    /** Has the SMSC put another text in the place of one that it holds. */
    void replace(String messageId, SmscAddress from, ShortMessage segment, Optional<Duration> left) {
        inWindow(bound -> {
            bound.replace(messageId, from, segment, left);
            return messageId;
        });
    }

    private <T> T inWindow(Function<SmscSession, T> request) {
        SmscSession bound = Optional.ofNullable(session)
                .orElseThrow(() -> new NotDelivered(new Failure.NotTaken("the bind with the SMSC is down")));
        try {
            if (!window.tryAcquire(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NotDelivered(new Failure.NotTaken("the SMSC leaves too many messages without an answer"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDelivered(new Failure.NotTaken("Ringback is stopping"));
        }
        try {
            if (session != bound) {
                throw new NotDelivered(new Failure.NotTaken("the bind with the SMSC is down"));
            }
            return request.apply(bound);
        } finally {
            window.release();
        }
    }

    private void keep() {
        Backoff backoff = new Backoff(settings.firstReconnect(), settings.longestReconnect());
        Duration pause = backoff.first();
        boolean again = true;
        try {
            while (!stops()) {
                Instant since = clock.instant();
                boolean unbound = hold();
                if (Duration.between(since, clock.instant()).compareTo(LASTING) > 0) {
                    pause = backoff.first();
                    again = true;
                }
                if (unbound && again) {
                    // At once, but only once: an SMSC that unbinds all who bind would be bound to without end.
                    again = false;
                    continue;
                }
                stopping.await(jittered(pause).toMillis(), TimeUnit.MILLISECONDS);
                pause = backoff.longerThan(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Binds and waits for the loss.
     *
     * @return whether the SMSC ended the bind with an unbind
     */
    private boolean hold() throws InterruptedException {
        SmscSession fresh = new SmscSession(settings, deliveries);
        try {
            fresh.bind(host);
            session = fresh;
            LOG.info("Bind {} with the SMSC is up.", name);
            fresh.awaitLoss();
            if (fresh.isUnboundBySmsc()) {
                LOG.info("The SMSC has unbound {}.", name);
            } else {
                LOG.warn("Bind {} with the SMSC was lost.", name);
            }
            return fresh.isUnboundBySmsc();
        } catch (IOException e) {
            LOG.warn("Bind {} with the SMSC cannot be had: {}", name, e.getMessage());
            return false;
        } finally {
            session = null;
            fresh.close();
        }
    }

    private boolean stops() {
        return stopping.getCount() == 0;
    }

    /** Between half and all of it, so that nodes that lost the SMSC together do not come back together. */
    private static Duration jittered(Duration pause) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1));
    }
}
