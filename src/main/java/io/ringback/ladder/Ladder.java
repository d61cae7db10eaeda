package io.ringback.ladder;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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

    /** A message whose case is not known yet. */
    record Passed(Rung rung, List<Strand> strands) {}

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
        if (!on || strands.isEmpty()) {
            return;
        }
        String bounded = text.length() > Rung.LONGEST ? text.substring(0, Rung.LONGEST) + "\n[cut]" : text;
        Passed passed = new Passed(new Rung(clock.instant(), protocol, from, to, label, bounded), List.copyOf(strands));
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
