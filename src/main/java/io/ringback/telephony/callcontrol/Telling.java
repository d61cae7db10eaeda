package io.ringback.telephony.callcontrol;

import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Connections.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Tells the chronicle of one connection each step once, the outcome once, and at the end how long the two have talked. */
final class Telling {

    private final Chronicle chronicle;
    private final Clock clock;
    private final Set<Progress> told = EnumSet.noneOf(Progress.class);
    private Optional<Ending> outcome = Optional.empty();
    private Optional<Instant> talkingSince = Optional.empty();

    Telling(Chronicle chronicle, Clock clock) {
        this.chronicle = chronicle;
        this.clock = clock;
    }

    /** A step, unless it has been told. */
    void step(Progress step) {
        tell(step, null);
    }

    /** The two talk. */
    void connected() {
        talkingSince = Optional.of(clock.instant());
        step(Progress.CONNECTED);
        turnedOut(Ending.CONNECTED);
    }

    /** How it ends, unless that has been told. */
    void turnedOut(Ending ending) {
        if (outcome.isEmpty()) {
            outcome = Optional.of(ending);
            chronicle.turnedOut(ending);
        }
    }

    /** Nothing is left of it; {@code why} holds no address. */
    void ended(String why) {
        tell(
                Progress.ENDED,
                talkingSince
                        .map(since -> "after %d s of talk; %s"
                                .formatted(
                                        Duration.between(since, clock.instant()).toSeconds(), why))
                        .orElse(why));
    }

    private void tell(Progress step, String detail) {
        if (told.add(step)) {
            chronicle.progressed(step, detail);
        }
    }
}
