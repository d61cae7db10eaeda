package io.ringback.delivery;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.util.Optional;
import java.util.UUID;

/** Why it is this node that sends a message. Nothing leaves by a claim that has lapsed. */
sealed interface Claim {

    /** How often sending it has failed so far. */
    int failures();

    /** What the message is to be composed from; empty if that is to be read. */
    Optional<Circumstances> known();

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

        @Override
        public Optional<Circumstances> known() {
            return Optional.empty();
        }
    }

    /**
     * This node has written it, and was handed it when that was committed. It has lapsed once the message has no owner any more, or what is
     * known is no longer so.
     *
     * @param node whose message it is
     * @param known what to compose it from; empty if that is to be read
     */
    record HandedOver(UUID node, Optional<Circumstances> known) implements Claim {

        /** The same message, to be composed from what is read again. */
        HandedOver knowingNothing() {
            return new HandedOver(node, Optional.empty());
        }

        @Override
        public int failures() {
            return 0;
        }
    }
}
