package io.ringback.telephony.switchcheck;

import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import io.ringback.telephony.callcontrol.ConnectionWatch;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How the connection of the two test accounts goes. */
final class SyntheticWatch implements ConnectionWatch {

    private final Map<Progress, Long> steps = new ConcurrentHashMap<>();
    private volatile Ending ending;
    private volatile String why = "";

    @Override
    public void progressed(Progress step, String detail) {
        if (step == Progress.ENDED) {
            why = Optional.ofNullable(detail).orElse("");
        }
        steps.putIfAbsent(step, System.nanoTime());
    }

    @Override
    public void turnedOut(Ending turnedOut) {
        ending = turnedOut;
    }

    boolean came(Progress step) {
        return steps.containsKey(step);
    }

    /** Whether it came so far so long ago. */
    boolean cameBefore(Progress step, long nanos) {
        return Optional.ofNullable(steps.get(step))
                .filter(at -> System.nanoTime() - at > nanos)
                .isPresent();
    }

    /** Empty while it is under way. */
    Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    /** Why it ended, once it has. */
    String why() {
        return why;
    }
}
