package io.ringback.delivery;

import com.github.kagkarlsson.scheduler.task.Execution;

/**
 * That this node was given a message to send. It is no longer, once the agenda has another version.
 *
 * @param task in the lane of the message
 * @param instance of the task
 * @param version of the row on the agenda
 * @param failures how often sending it has failed so far
 */
record Pick(String task, String instance, long version, int failures) {

    static Pick of(Execution execution) {
        return new Pick(execution.getTaskName(), execution.getId(), execution.version, execution.consecutiveFailures);
    }
}
