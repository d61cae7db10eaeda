package io.ringback.agenda;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.util.Arrays;
import java.util.Locale;

/** What on the agenda waits for its own kind only. Each lane has places of its own on each node. */
public enum Lane {
    /** Somebody waits for the phone to ring. */
    CONNECTIONS("deliver-connection"),
    EMAIL("deliver-email"),
    SMS("deliver-sms"),
    MMS("deliver-mms"),
    INSTANT_MESSAGE("deliver-instant-message"),
    VOICE("deliver-voice"),
    /** What came in and is to be handled again. */
    EVENTS("handle-event"),
    /** All the rest: what is done now and then, in the background. */
    HOUSEKEEPING(null);

    private final String taskName;

    Lane(String taskName) {
        this.taskName = taskName;
    }

    /** The one task of the lane; housekeeping has several, which others name. */
    public TaskDescriptor<Void> task() {
        if (taskName == null) {
            throw new IllegalStateException("The tasks of " + this + " have their own names");
        }
        return TaskDescriptor.of(taskName);
    }

    /** The lane of a task. */
    static Lane of(String taskName) {
        return Arrays.stream(values())
                .filter(lane -> taskName.equals(lane.taskName))
                .findAny()
                .orElse(HOUSEKEEPING);
    }

    /** As settings, metrics and pages call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
