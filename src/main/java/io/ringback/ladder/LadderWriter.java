package io.ringback.ladder;

import io.ringback.ladder.Ladder.Passed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Writes the ladder once a second, all that came since in one statement. A message whose case nobody knows yet waits for it: a failed
 * call has one as soon as it is stored. What belongs to no case is not kept.
 */
@Component
class LadderWriter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LadderWriter.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Ladder ladder;
    private final CasesOfStrands cases;
    private final LadderRows rows;
    private final HepSender hep;
    private final Clock clock;
    private List<Passed> waiting = new ArrayList<>();
    private boolean gap;
    private ScheduledExecutorService thread;

    LadderWriter(Ladder ladder, CasesOfStrands cases, LadderRows rows, HepSender hep, Clock clock) {
        this.ladder = ladder;
        this.cases = cases;
        this.rows = rows;
        this.hep = hep;
        this.clock = clock;
    }

    /** Writes what can be written now. */
    synchronized void write() {
        Ladder.Taken taken = ladder.take();
        gap |= taken.dropped();
        List<Passed> messages = waiting;
        messages.addAll(taken.messages());
        waiting = new ArrayList<>();
        if (messages.isEmpty()) {
            return;
        }
        Instant tooLate = clock.instant().minus(PATIENCE);
        try {
            cases.ask(messages.stream().map(Passed::strands).toList());
            Map<UUID, List<Rung>> byCase = new LinkedHashMap<>();
            // Twice, as the strands of a later message may lead to the case of an earlier one.
            List<Passed> once = sort(messages, byCase);
            List<Passed> twice = sort(once, byCase);
            twice.stream().filter(passed -> passed.at().isAfter(tooLate)).forEach(waiting::add);
            rows.write(byCase, gap);
            gap = false;
            byCase.forEach((id, rungs) -> rungs.forEach(rung -> hep.send(id, rung)));
        } catch (RuntimeException e) {
            // The database is away, and operators see that elsewhere. What is in memory now is lost.
            gap = true;
            LOG.debug("The ladder could not be written", e);
        }
    }

    /** Puts those of a known case to it, and gives back the others. */
    private List<Passed> sort(List<Passed> messages, Map<UUID, List<Rung>> byCase) {
        List<Passed> others = new ArrayList<>();
        for (Passed passed : messages) {
            Optional<UUID> known = cases.of(passed.strands());
            if (known.isPresent()) {
                passed.rung().ifPresent(rung -> byCase.computeIfAbsent(known.get(), id -> new ArrayList<>())
                        .add(CutSecrets.from(rung)));
            } else {
                others.add(passed);
            }
        }
        return others;
    }

    @Override
    public synchronized void start() {
        if (!ladder.isOn()) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "ladder");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping;
        synchronized (this) {
            stopping = thread;
            thread = null;
        }
        if (stopping != null) {
            stopping.shutdown();
            write();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
