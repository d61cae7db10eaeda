package io.ringback.telephony.callcontrol;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Lets people go on talking on a node that is told to stop. It begins no more calls and takes nothing more from the agenda, which the
 * other nodes do. All else of the node stops only then.
 */
class LastCalls {

    /** Calls of this node, of one kind. */
    interface UnderWay {

        /** From now on whoever wants one is told that this node takes none. */
        void takeNoMore();

        int count();
    }

    private static final Logger LOG = LoggerFactory.getLogger(LastCalls.class);
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(200);

    private final List<UnderWay> calls;
    private final Runnable takeNothingMore;
    private final Duration atMost;
    private final LongSupplier time;
    private final LongConsumer pause;

    /**
     * @param calls of this node
     * @param agenda of which this node takes nothing more
     * @param atMost after this what is still under way is hung up
     */
    LastCalls(List<UnderWay> calls, ObjectProvider<Scheduler> agenda, Duration atMost) {
        this(calls, () -> agenda.ifAvailable(Scheduler::pause), atMost, System::nanoTime, LockSupport::parkNanos);
    }

    /** With a time of its own, in nanoseconds. */
    LastCalls(List<UnderWay> calls, Runnable takeNothingMore, Duration atMost, LongSupplier time, LongConsumer pause) {
        this.calls = calls;
        this.takeNothingMore = takeNothingMore;
        this.atMost = atMost;
        this.time = time;
        this.pause = pause;
    }

    /** Returns once the last call has ended, or its time is over. */
    @EventListener(ContextClosedEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void finish() {
        calls.forEach(UnderWay::takeNoMore);
        if (atMost.isZero() || underWay() == 0) {
            return;
        }
        takeNothingMore.run();
        LOG.info("This node stops once its {} calls have ended, at the latest in {} s", underWay(), atMost.toSeconds());
        long end = time.getAsLong() + atMost.toNanos();
        while (underWay() > 0 && time.getAsLong() - end < 0) {
            pause.accept(LOOK_EVERY);
        }
        if (underWay() > 0) {
            LOG.warn("{} calls have not ended in time and are hung up", underWay());
        }
    }

    private int underWay() {
        return calls.stream().mapToInt(UnderWay::count).sum();
    }
}
