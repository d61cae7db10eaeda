package io.ringback.ladder;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Takes what passes, and keeps nobody waiting: it is written in the background. If more comes than is written, the oldest is dropped.
 */
@Component
@EnableConfigurationProperties(LadderProperties.class)
public class Ladder {

    /** With texts of the greatest length some 80 MB; with usual ones a tenth of that. */
    static final int MOST = 10_000;

    private final Clock clock;
    private final boolean on;
    private final Deque<Passed> queue = new ArrayDeque<>();
    private boolean dropped;

    /**
     * What leads to a case that is not known yet.
     *
     * @param rung what passed; empty if it is only known that the strands belong together
     */
    record Passed(Instant at, Optional<Rung> rung, List<Strand> strands) {}

    /**
     * What was taken since the last time.
     *
     * @param dropped whether something is missing before it
     */
    record Taken(List<Passed> messages, boolean dropped) {}

    Ladder(Clock clock, LadderProperties settings) {
        this.clock = clock;
        this.on = settings.isOn();
    }

    /** Whether it takes anything. Who must work to tell what passed asks first. */
    public boolean isOn() {
        return on;
    }

    /**
     * Takes a message that has passed just now.
     *
     * @param label what it is, in a few words; no secret in it
     * @param text as it was said
     * @param strands by which its case is found
     */
    public void note(
            Rung.Protocol protocol, Rung.End from, Rung.End to, String label, String text, List<Strand> strands) {
        note(new Rung(clock.instant(), protocol, from, to, label, text), strands);
    }

    /**
     * Takes a message that has passed.
     *
     * @param strands by which its case is found
     */
    public void note(Rung rung, List<Strand> strands) {
        add(rung.at(), Optional.of(rung.bounded()), strands);
    }

    /** Takes that these lead to the same case. It is known on this node alone, and for a while. */
    public void tie(Strand one, Strand other) {
        add(clock.instant(), Optional.empty(), List.of(one, other));
    }

    private void add(Instant at, Optional<Rung> rung, List<Strand> strands) {
        if (!on || strands.isEmpty()) {
            return;
        }
        Passed passed = new Passed(at, rung, List.copyOf(strands));
        synchronized (queue) {
            if (queue.size() >= MOST) {
                queue.removeFirst();
                dropped = true;
            }
            queue.addLast(passed);
        }
    }

    Taken take() {
        synchronized (queue) {
            Taken taken = new Taken(new ArrayList<>(queue), dropped);
            queue.clear();
            dropped = false;
            return taken;
        }
    }
}
