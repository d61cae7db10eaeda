package io.ringback.delivery;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.util.UUID;

/** Why it is this node that sends a message. Nothing leaves by a claim that has lapsed. */
sealed interface Claim {

    /** How often sending it has failed so far. */
    int failures();

    /**
     * This node has picked it from the agenda. It has lapsed once the agenda has another version.
     *
     * @param task in the lane of the message
     * @param instance of the task
     * @param version of the row on the agenda
     */
    record Picked(String task, String instance, long version, int failures) implements Claim {

        static Picked of(Execution execution) {
            return new Picked(
                    execution.getTaskName(), execution.getId(), execution.version, execution.consecutiveFailures);
        }
    }

    /**
     * This node has written it, and was handed it when that was committed. It has lapsed once the message has no owner any more.
     *
     * @param node whose message it is
     */
    record HandedOver(UUID node) implements Claim {

        @Override
        public int failures() {
            return 0;
        }
    }
}
