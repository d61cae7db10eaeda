package io.ringback.telephony.switchcheck;

import io.ringback.telephony.switchcheck.SyntheticCallRows.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Makes synthetic calls, one at a time in the whole installation, and knows how they stand. */
final class SyntheticCalls {

    private static final Logger LOG = LoggerFactory.getLogger(SyntheticCalls.class);

    /** Who is rung in error is not rung every few minutes. */
    private static final Duration AFTER_ELSEWHERE = Duration.ofDays(1);

    private final Supplier<SyntheticFinding> call;
    private final SyntheticCallRows rows;
    private final BooleanSupplier running;
    private final Clock clock;
    private final Instant startedAt;
    private final ReentrantLock underWay = new ReentrantLock();
    private volatile Optional<Standing> standing = Optional.empty();

    /**
     * @param call makes one
     * @param running whether this node takes calls: what ends because it stops has not failed
     */
    SyntheticCalls(Supplier<SyntheticFinding> call, SyntheticCallRows rows, BooleanSupplier running, Clock clock) {
        this.call = call;
        this.rows = rows;
        this.running = running;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Makes the next one, unless the last one rang at somebody else's phone within a day. */
    void makeOne() {
        // A node that stood still finds its own task taken for dead: the ports are those of the call that it still
        // makes.
        if (!underWay.tryLock()) {
            return;
        }
        try {
            makeUnlessSomebodyIsRung();
        } finally {
            underWay.unlock();
        }
    }

    private void makeUnlessSomebodyIsRung() {
        if (!running.getAsBoolean()
                || rows.standing().filter(this::rangElsewhere).isPresent()) {
            return;
        }
        SyntheticFinding finding = made();
        if (!running.getAsBoolean()) {
            return;
        }
        rows.add(finding);
        if (!finding.connected()) {
            LOG.warn("The synthetic call failed: {}. {}", finding.outcome().words(), finding.detail());
        }
        refresh();
    }

    private SyntheticFinding made() {
        try {
            return call.get();
        } catch (RuntimeException e) {
            LOG.error("The synthetic call broke", e);
            return new SyntheticFinding(
                    SyntheticOutcome.BROKEN, e.getClass().getSimpleName() + "; see the log.", Duration.ZERO);
        }
    }

    private boolean rangElsewhere(Standing last) {
        return last.outcome().equals(SyntheticOutcome.ELSEWHERE.name())
                && last.endedAt().plus(AFTER_ELSEWHERE).isAfter(clock.instant());
    }

    /** Reads anew how they stand. What cannot be read stands as it was. */
    @Scheduled(fixedDelayString = "${ringback.operations.read-figures-every:5s}")
    void refresh() {
        standing = rows.standing();
    }

    /** How they stood a moment ago, whichever node made them; empty if there was none. */
    Optional<Standing> standing() {
        return standing;
    }

    /** For how long none has come all the way, as far as this node knows. */
    Duration sinceConnected() {
        return Duration.between(standing.map(Standing::connectedAt).orElse(startedAt), clock.instant());
    }

    /** For how long none has been made, as far as this node knows. */
    Duration sinceMade() {
        return Duration.between(standing.map(Standing::endedAt).orElse(startedAt), clock.instant());
    }
}
