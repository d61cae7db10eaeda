package io.ringback.protocol.sip;

import io.ringback.protocol.sip.Alarms.Alarm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.header.RAckHeader;
import javax.sip.header.RSeqHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Our provisional responses to one INVITE that must arrive (RFC 3262 section 3): each is repeated until its PRACK comes, and the
 * next is not sent before. Belongs to its call, one event at a time.
 */
final class ReliableProgress {

    /** The option tag (RFC 3262 section 8.1). */
    static final String EXTENSION = "100rel";

    /** RFC 3262 section 3 has the first number at random below 2^31; it must not pass that by counting. */
    private static final int HIGHEST_FIRST = 1 << 30;

    private final CallTransactions transactions;
    private final ServerTransaction invite;
    private final Alarms alarms;
    private final Runnable unheard;
    private final Queue<Response> waiting = new ArrayDeque<>();
    private Optional<Response> unacknowledged = Optional.empty();
    private Optional<Alarm> repeating = Optional.empty();
    private Optional<Alarm> patience = Optional.empty();
    private Optional<Runnable> afterwards = Optional.empty();
    private int last = ThreadLocalRandom.current().nextInt(HIGHEST_FIRST);

    /** @param unheard what to do if no PRACK comes for one of them */
    ReliableProgress(CallTransactions transactions, ServerTransaction invite, Alarms alarms, Runnable unheard) {
        this.transactions = transactions;
        this.invite = invite;
        this.alarms = alarms;
        this.unheard = unheard;
    }

    /** Whether the caller wants all of them to be such. */
    boolean isRequired() {
        return Messages.lists(invite.getRequest(), RequireHeader.NAME, EXTENSION);
    }

    /** Whether the caller can be sent such. */
    boolean isSupported() {
        return isRequired() || Messages.lists(invite.getRequest(), SupportedHeader.NAME, EXTENSION);
    }

    /** Sends a response, or has it wait for its turn. */
    void send(Response response) {
        waiting.add(response);
        proceed();
    }

    /** Whether all that were sent have arrived. */
    boolean isHeard() {
        return unacknowledged.isEmpty();
    }

    /** What to do once they have: no 2xx may overtake them. */
    void afterwards(Runnable next) {
        afterwards = Optional.of(next);
        proceed();
    }

    /** Whether a PRACK is for the one that waits for it; {@link #proceed} must follow when it is answered. */
    boolean isAcknowledgedBy(Request prack) {
        if (!(prack.getHeader(RAckHeader.NAME) instanceof RAckHeader rack)
                || !unacknowledged.map(response -> isOf(rack, response)).orElse(false)) {
            return false;
        }
        stopRepeating();
        unacknowledged = Optional.empty();
        return true;
    }

    private boolean isOf(RAckHeader rack, Response response) {
        return rack.getRSeqNumber() == ((RSeqHeader) response.getHeader(RSeqHeader.NAME)).getSequenceNumber()
                && rack.getCSeqNumber() == Messages.sequence(response)
                && Request.INVITE.equals(rack.getMethod());
    }

    /** Sends the next one, or does what is to be done after the last. */
    void proceed() {
        if (!isHeard()) {
            return;
        }
        Response next = waiting.poll();
        if (next == null) {
            Optional<Runnable> then = afterwards;
            afterwards = Optional.empty();
            then.ifPresent(Runnable::run);
            return;
        }
        last++;
        number(next);
        unacknowledged = Optional.of(next);
        transactions.respond(invite, next);
        patience = Optional.of(alarms.after(transactions.timeout(), unheard));
        repeatAfter(next, transactions.t1());
    }

    private void number(Response response) {
        try {
            transactions.messages().set(response, RequireHeader.NAME, EXTENSION);
            response.setHeader(transactions.messages().headers().createRSeqHeader(last));
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Unlike that of a 2xx the interval doubles without end. */
    private void repeatAfter(Response response, Duration interval) {
        repeating = Optional.of(alarms.after(interval, () -> {
            transactions.respond(invite, response);
            repeatAfter(response, interval.multipliedBy(2));
        }));
    }

    /** The INVITE has its final response: nothing more is sent, though a PRACK may still come. */
    void end() {
        waiting.clear();
        afterwards = Optional.empty();
        stopRepeating();
    }

    private void stopRepeating() {
        repeating.ifPresent(Alarm::cancel);
        patience.ifPresent(Alarm::cancel);
    }
}
