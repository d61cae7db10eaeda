package io.ringback.agenda;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much room each lane of this node has. What is picked has a place until it is done with. */
@Component
@EnableConfigurationProperties(LaneProperties.class)
public class Lanes extends AbstractSchedulerListener {

    /**
     * How a lane of this node stands.
     *
     * @param places how many it has
     * @param busy how many are taken; more than there are places while servers hang
     * @param waiting what is due and has no place yet, on all nodes
     */
    public record Standing(Lane lane, int places, int busy, long waiting) {}

    private final LaneProperties settings;
    private final ObjectProvider<Scheduler> scheduler;
    private final ObjectProvider<Hanging> hanging;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Map<Lane, AtomicInteger> busy = new EnumMap<>(Lane.class);
    /** Whether more may be due than was picked last. */
    private final Map<Lane, Boolean> more = new EnumMap<>(Lane.class);

    Lanes(
            LaneProperties settings,
            ObjectProvider<Scheduler> scheduler,
            ObjectProvider<Hanging> hanging,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.hanging = hanging;
        this.jdbc = jdbc;
        this.events = events;
        for (Lane lane : Lane.values()) {
            busy.put(lane, new AtomicInteger());
            more.put(lane, false);
        }
    }

    /**
     * How many more of the lane may be picked now. Beside a server that hangs there is room for others, but not for all at once:
     * many of those that come may be for the same server. A thread that is lost takes no place, but there is an end to how many.
     */
    int room(Lane lane) {
        int places = settings.places(lane);
        int taken = busy.get(lane).get();
        int hang = hanging(lane);
        int free = places - (taken - hang);
        if (hang > 0) {
            free = Math.min(free, (places + 1) / 2);
        }
        int lost = hanging.stream().mapToInt(one -> one.lostIn(lane)).sum();
        return Math.max(0, Math.min(free, settings.mostHeld(lane) - taken - lost));
    }

    private int hanging(Lane lane) {
        return hanging.stream().mapToInt(one -> one.in(lane)).sum();
    }

    /** These were picked when there was so much room. */
    void picked(List<Execution> executions, Map<Lane, Integer> room) {
        Map<Lane, Long> picked = executions.stream()
                .collect(Collectors.groupingBy(one -> Lane.of(one.getTaskName()), Collectors.counting()));
        synchronized (more) {
            room.forEach((lane, free) -> more.put(lane, picked.getOrDefault(lane, 0L) >= free));
        }
        picked.forEach((lane, count) -> busy.get(lane).addAndGet(count.intValue()));
    }

    @Override
    public void onExecutionComplete(ExecutionComplete done) {
        if (done.getCause().filter(LostClass::isBehind).isPresent()) {
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        }
        Lane lane = Lane.of(done.getExecution().getTaskName());
        int left = busy.get(lane).decrementAndGet();
        // Beside a server that hangs, those turned away would be picked again and again; the next look is soon enough.
        if (left <= settings.places(lane) / 2 && hanging(lane) == 0 && forgetThatMoreWait(lane)) {
            scheduler.ifAvailable(Scheduler::triggerCheckForDueExecutions);
        }
    }

    private boolean forgetThatMoreWait(Lane lane) {
        synchronized (more) {
            return more.put(lane, false);
        }
    }

    /** How the lanes stand, all of them. */
    public List<Standing> standing() {
        Map<Lane, Long> waiting = jdbc
                .sql("select task_name, count(*) from scheduled_tasks where not picked and execution_time <= now()"
                        + " group by 1")
                .query((row, number) -> Map.entry(Lane.of(row.getString(1)), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum));
        return Arrays.stream(Lane.values()).map(standing(waiting)).toList();
    }

    private Function<Lane, Standing> standing(Map<Lane, Long> waiting) {
        return lane -> new Standing(lane, settings.places(lane), busy.get(lane).get(), waiting.getOrDefault(lane, 0L));
    }
}
