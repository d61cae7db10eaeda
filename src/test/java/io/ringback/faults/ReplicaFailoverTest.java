package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The short form of {@code bin/show-failover}. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.CRASHING)
class ReplicaFailoverTest {

    private static final int CASES = 18;

    @Test
    void nothingThatWasAcceptedIsLostWithTheMachineOfTheDatabase() throws Exception {
        try (ReplicaFailover failover = new ReplicaFailover(true)) {
            ReplicaFailover.Account account = failover.inMidTraffic(CASES);

            assertThat(account.lost()).isZero();
            assertThat(account.informed()).isEqualTo(CASES);
            assertThat(account.copies())
                    .as("each letter that may have been sent twice is noted")
                    .isLessThanOrEqualTo(account.noted());
        }
    }
}
