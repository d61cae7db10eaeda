package io.ringback.protocol.sip;

import io.ringback.protocol.sip.Counters.Count;
import io.ringback.protocol.sip.SipSettings.Registration;
import java.text.ParseException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.InvalidArgumentException;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.MinExpiresHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the agent registered (RFC 3261 section 10): before each end again, after a failure later and later. */
final class OwnRegistration {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRegistration.class);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
    /** What a registrar may ask for; one that says "in 68 years" has not meant it. */
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

    /** Renewed when between 70 and 85 % of the time are over, so that many nodes do not come at once. */
    private static final double RENEW_FROM = 0.7;

    private static final double RENEW_WITHIN = 0.15;

    private final JainStack stack;
    private final OutgoingRequests outgoing;
    private final Registration registration;
    private final CallIdHeader callId;
    private long sequence;
    private int expires;
    private int failures;
    private volatile boolean registered;
    private volatile boolean closed;

    OwnRegistration(JainStack stack, OutgoingRequests outgoing, Registration registration) {
        this.stack = stack;
        this.outgoing = outgoing;
        this.registration = registration;
        this.callId = stack.messages().newCallId();
        this.expires = Math.toIntExact(registration.expires().toSeconds());
    }

    boolean isRegistered() {
        return registered;
    }

    synchronized void register() {
        if (!closed) {
            CompletableFuture<Void> unused = send(expires).thenAccept(this::answered);
        }
    }

    private synchronized CompletableFuture<Response> send(int seconds) {
        try {
            Request request = stack.messages()
                    .request(
                            Request.REGISTER,
                            registration.registrar(),
                            registration.aor(),
                            Optional.empty(),
                            registration.aor());
            request.setHeader((CallIdHeader) callId.clone());
            sequence++;
            ((CSeqHeader) request.getHeader(CSeqHeader.NAME)).setSeqNumber(sequence);
            request.setHeader(stack.messages().headers().createExpiresHeader(seconds));
            return outgoing.send(request);
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException(
                    "The registrar or the address to register is no SIP address: " + registration, e);
        }
    }

    private synchronized void answered(Response response) {
        // It was sent again with credentials under the next number.
        sequence = Math.max(sequence, Messages.sequence(response));
        if (closed) {
            return;
        }
        int status = response.getStatusCode();
        // A registrar that grants no time has not registered us, whatever its status says.
        if (status / 100 == 2 && granted(response) > 0) {
            accepted(granted(response));
        } else if (status == Response.INTERVAL_TOO_BRIEF
                && response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader least
                && least.getExpires() > expires) {
            // RFC 3261 10.2.8
            expires = least.getExpires();
            register();
        } else {
            failed(response);
        }
    }

    private void accepted(int seconds) {
        stack.counters().count(Count.REGISTRATIONS);
        if (!registered) {
            LOG.info("Registered");
        }
        registered = true;
        failures = 0;
        double share = RENEW_FROM + ThreadLocalRandom.current().nextDouble(RENEW_WITHIN);
        later(Duration.ofMillis((long) (seconds * 1000L * share)));
    }

    private void failed(Response response) {
        stack.counters().count(Count.REGISTRATIONS_FAILED);
        registered = false;
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 8));
        failures++;
        if (wait.compareTo(LONGEST_RETRY) > 0) {
            wait = LONGEST_RETRY;
        }
        if (response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader after
                && after.getRetryAfter() > wait.toSeconds()) {
            wait = Duration.ofSeconds(Math.min(after.getRetryAfter(), LONGEST_ASKED.toSeconds()));
        }
        LOG.warn(
                "Not registered: {}. Tried again in about {} s. Is the account known to the registrar, and the password"
                        + " right?",
                response.getStatusCode(),
                wait.toSeconds());
        later(wait.plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 4 + 1)));
    }

    private void later(Duration wait) {
        if (!stack.timers().isShutdown()) {
            Future<?> unused = stack.timers().schedule(this::register, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** The expiry of our own Contact, or of all. */
    private int granted(Response response) {
        Iterator<?> contacts = response.getHeaders(ContactHeader.NAME);
        while (contacts.hasNext()) {
            ContactHeader contact = (ContactHeader) contacts.next();
            if (contact.getExpires() >= 0 && isOurs(contact)) {
                return contact.getExpires();
            }
        }
        return response.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader all ? all.getExpires() : expires;
    }

    private boolean isOurs(ContactHeader contact) {
        return contact.getAddress() != null
                && contact.getAddress().getURI() instanceof javax.sip.address.SipURI uri
                && stack.settings().user().equals(uri.getUser())
                && stack.settings().listen().stream().anyMatch(listen -> listen.port() == uri.getPort());
    }

    /** Takes the registration back. */
    void close() {
        boolean was = registered;
        closed = true;
        registered = false;
        if (was) {
            try {
                send(0).get(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                LOG.info("The registration was not taken back; it will expire");
            }
        }
    }
}
