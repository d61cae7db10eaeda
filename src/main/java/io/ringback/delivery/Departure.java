package io.ringback.delivery;

import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;

/**
 * The moment from which on a message may reach its server. It is written down first: if the node dies then, the message may arrive
 * twice, and else it cannot. Nothing leaves for a delivery that is not this node's any more.
 */
public final class Departure {

    /** The property of an exchange that holds it. */
    static final String PROPERTY = "ringback.departure";

    /** An endpoint that tells by itself when a message leaves, instead of when the route gives it the message. */
    public interface Point {}

    private final BooleanSupplier note;
    private boolean left;
    private boolean closed;
    private boolean overtaken;

    /**
     * @param note commits that the message leaves; false if it must not: it is settled, not wanted any more, or another node's
     */
    Departure(BooleanSupplier note) {
        this.note = note;
    }

    /** One of a message that has left before this began, as far as anybody can tell. */
    static Departure unseen() {
        Departure departure = new Departure(() -> true);
        departure.now();
        return departure;
    }

    /** Tells that the message of {@code exchange} leaves. An exchange that carries none of ours may always go on. */
    public static void of(Exchange exchange) {
        Departure departure = exchange.getProperty(PROPERTY, Departure.class);
        if (departure != null) {
            departure.now();
        }
    }

    /**
     * The message leaves now. May be told several times.
     *
     * @throws NotDelivered if it must not leave
     * @throws org.springframework.dao.DataAccessException if that cannot be written down: then it must not leave either
     */
    public synchronized void now() {
        if (closed) {
            throw new NotDelivered(new Failure.NotTaken("it came too late, and was given up before"));
        }
        if (!left && !note.getAsBoolean()) {
            closed = true;
            overtaken = true;
            throw new NotDelivered(new Failure.NotTaken("it was settled meanwhile, or another node has it"));
        }
        left = true;
    }

    /** From now on it cannot leave any more. */
    synchronized void close() {
        closed = true;
    }

    /** Whether it may have reached its server. */
    synchronized boolean hasLeft() {
        return left;
    }

    /** Whether it was held back because it is not this node's to send any more. */
    synchronized boolean isOvertaken() {
        return overtaken;
    }
}
