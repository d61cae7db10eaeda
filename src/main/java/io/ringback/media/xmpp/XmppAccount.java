package io.ringback.media.xmpp;

import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.inbox.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jxmpp.jid.EntityBareJid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One account of ours, kept online: whatever ends its stream, the next begins, or the same is resumed, with backoff. */
final class XmppAccount {

    private static final Logger LOG = LoggerFactory.getLogger(XmppAccount.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    /** What ends the peace of a stream. */
    private enum Signal {
        LOST,
        ABANDONED,
        CLOSING
    }

    private final int number;
    private final EntityBareJid jid;
    private final XmppProperties settings;
    private final Awaited awaited;
    private final CountDownLatch closing;
    private final Function<XmppAccount, XmppStream> streams;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Thread keeper;

    private volatile Optional<XmppStream> online = Optional.empty();
    private volatile String problem = "not connected yet";
    private volatile Exception lostBy = new IllegalStateException("never connected");

    /**
     * @param number of the account among {@code ringback.xmpp.accounts}
     * @param streams makes a stream for it that is not connected yet
     */
    XmppAccount(
            int number,
            EntityBareJid jid,
            XmppProperties settings,
            Awaited awaited,
            CountDownLatch closing,
            Function<XmppAccount, XmppStream> streams) {
        this.number = number;
        this.jid = jid;
        this.settings = settings;
        this.awaited = awaited;
        this.closing = closing;
        this.streams = streams;
        this.keeper = new Thread(this::keepOnline, "xmpp-" + number);
        this.keeper.setDaemon(true);
    }

    EntityBareJid jid() {
        return jid;
    }

    /** What is wrong; nothing while it is online. */
    Optional<String> problem() {
        return online.isPresent() ? Optional.empty() : Optional.of(problem);
    }

    /** Returns at once; it connects by itself. */
    void start() {
        keeper.start();
    }

    /** Signs off. What the server has not been told to be handled, it delivers again. */
    void close() {
        closing.countDown();
        signals.add(Signal.CLOSING);
        try {
            keeper.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Has the server take a message.
     *
     * @throws NotDelivered if it was not taken, or that is not known
     */
    void send(Message message) throws InterruptedException {
        String id = message.getStanzaId();
        XmppStream stream =
                online.orElseThrow(() -> new NotDelivered(new Failure.NotTaken("not connected to the XMPP server")));
        CompletableFuture<Optional<Failure>> outcome = awaited.expect(id);
        try {
            stream.send(message, () -> awaited.taken(id));
            Optional<Failure> failure = outcome.get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
            if (failure.isPresent()) {
                throw new NotDelivered(failure.get());
            }
        } catch (NotConnectedException e) {
            throw new NotDelivered(new Failure.NotTaken("the connection to the XMPP server was just lost"));
        } catch (TimeoutException e) {
            stream.abandon();
            signals.add(Signal.ABANDONED);
            throw new NotDelivered(
                    new Failure.AnswerLost("the XMPP server did not say in time whether it has taken it"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("Outcomes never fail", e);
        } finally {
            awaited.forget(id, outcome);
        }
    }

    private void keepOnline() {
        Backoff backoff = new Backoff(FIRST_PAUSE, settings.longestPause());
        Duration pause = backoff.first();
        XmppStream stream = open();
        try {
            while (!isClosing()) {
                signals.clear();
                try {
                    connect(stream);
                    pause = backoff.first();
                    stay(stream);
                    if (!isClosing()) {
                        note(ConnectionProblem.of(lostBy, number));
                    }
                } catch (SmackException | XMPPException | IOException | RuntimeException e) {
                    lostBy = e;
                    note(ConnectionProblem.of(e, number));
                } finally {
                    online = Optional.empty();
                }
                if (isClosing()) {
                    break;
                }
                stream = next(stream);
                pause = ConnectionProblem.isConflict(lostBy) ? settings.longestPause() : pause;
                if (closing.await(jittered(pause).toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
                pause = backoff.longerThan(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            online = Optional.empty();
            signOff(stream);
            awaited.streamLost();
        }
    }

    private XmppStream open() {
        XmppStream stream = streams.apply(this);
        stream.addConnectionListener(new ConnectionListener() {
            @Override
            public void connectionClosed() {
                lost(new IllegalStateException("closed by the server"));
            }

            @Override
            public void connectionClosedOnError(Exception e) {
                lost(e);
            }

            private void lost(Exception why) {
                lostBy = why;
                signals.add(Signal.LOST);
            }
        });
        // It was not resumed: nobody but the dispatcher sends again.
        stream.addStanzaDroppedListener(stanza -> {
            if (stanza.getStanzaId() != null) {
                awaited.failed(
                        stanza.getStanzaId(),
                        new Failure.AnswerLost("the connection to the XMPP server was lost before its answer"));
            }
        });
        return stream;
    }

    private void connect(XmppStream stream) throws SmackException, XMPPException, IOException, InterruptedException {
        stream.connect();
        try {
            stream.login();
        } catch (SmackException | XMPPException | IOException | RuntimeException e) {
            stream.abandon();
            throw e;
        }
        online = Optional.of(stream);
        LOG.info(
                "XMPP account {} is online{}{}",
                number,
                stream.streamWasResumed() ? " again, its stream resumed" : "",
                stream.isSmEnabled() ? "" : "; the server has no stream management (XEP-0198)");
    }

    /** Returns when the stream is no good any more, or is not wanted. */
    private void stay(XmppStream stream) throws InterruptedException {
        while (true) {
            Signal signal = signals.poll(settings.pingEvery().toMillis(), TimeUnit.MILLISECONDS);
            if (signal != null) {
                return;
            }
            if (!stream.isReceiving() && !isAlive(stream)) {
                return;
            }
        }
    }

    private boolean isAlive(XmppStream stream) throws InterruptedException {
        try {
            stream.sendIqRequestAndWaitForResponse(new Ping());
            return true;
        } catch (XMPPErrorException e) {
            return true;
        } catch (SmackException e) {
            lostBy = e;
            return false;
        }
    }

    /** The same to be resumed, if it can be; or else a new one. */
    private XmppStream next(XmppStream stream) {
        if (stream.isConnected()) {
            stream.instantShutdown();
        }
        if (!stream.isAbandoned()) {
            return stream;
        }
        awaited.streamLost();
        return open();
    }

    private void signOff(XmppStream stream) {
        if (stream.isReceiving() || stream.isAbandoned()) {
            // Without a word, as the last would be how many messages were handled, and one was not.
            stream.instantShutdown();
        } else if (stream.isAuthenticated()) {
            stream.disconnect();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** One line when something changes, and not one for each try. */
    private void note(String what) {
        if (!what.equals(problem) || online.isPresent()) {
            LOG.warn("XMPP account {} is not online: {}", number, what);
        }
        problem = what;
    }

    /** So that nodes which lost the same server do not all come back at the same moment. */
    private static Duration jittered(Duration pause) {
        return Duration.ofMillis(
                (long) (pause.toMillis() * (0.75 + ThreadLocalRandom.current().nextDouble() / 2)));
    }
}
