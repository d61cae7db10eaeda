package io.ringback.agenda;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/**
 * How much room each lane of this node has. What is picked, or handed over in memory, has a place until it is done with.
 *
 * <p>While more of a lane is due than was picked nothing of it is handed over: what came first has the places first.
 */
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
    /** How much is to be handed over once it is committed. */
    private final Map<Lane, AtomicInteger> promised = new EnumMap<>(Lane.class);
    /** Held while places are given away, so that one is not both picked for and handed over to. */
    private final Object placing = new Object();

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
            promised.put(lane, new AtomicInteger());
        }
    }

    /**
     * Whether what is written now is to be handed over to this node once it is committed. If so, {@link #begin} or {@link #forget}
     * has to follow; if not, it belongs on the agenda. Waits for nothing.
     */
    public boolean promise(Lane lane) {
        synchronized (more) {
            if (more.get(lane) || room(lane) <= promised.get(lane).get()) {
                more.put(lane, true);
                return false;
            }
            promised.get(lane).incrementAndGet();
            return true;
        }
    }

    /** What was promised does not come. */
    public void forget(Lane lane) {
        promised.get(lane).decrementAndGet();
    }

    /**
     * What was promised begins. May wait while what is due is being picked.
     *
     * @return false if others have taken the room meanwhile; if not, {@link #end} has to follow
     */
    public boolean begin(Lane lane) {
        synchronized (placing) {
            forget(lane);
            if (room(lane) == 0) {
                return false;
            }
            busy.get(lane).incrementAndGet();
            return true;
        }
    }

    /**
     * What was handed over is done with.
     *
     * @param cause why it broke off, if it did
     */
    public void end(Lane lane, Optional<Throwable> cause) {
        if (cause.filter(LostClass::isBehind).isPresent()) {
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        }
        int left = busy.get(lane).decrementAndGet();
        // Beside a server that hangs, those turned away would be picked again and again; the next look is soon enough.
        if (left <= settings.places(lane) / 2 && hanging(lane) == 0 && forgetThatMoreWait(lane)) {
            scheduler.ifAvailable(Scheduler::triggerCheckForDueExecutions);
        }
    }

    /**
     * How many more of the lane may be picked now. Beside a server that hangs there is room for others, but not for all at once:
     * many of those that come may be for the same server. A thread that is lost takes no place, but there is an end to how many.
     */
    private int room(Lane lane) {
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

    /** Has what is due picked, of each lane that has room at most as much as that is. */
    List<Execution> picking(Function<Map<Lane, Integer>, List<Execution>> pick) {
        synchronized (placing) {
            Map<Lane, Integer> room = new EnumMap<>(Lane.class);
            for (Lane lane : Lane.values()) {
                int free = room(lane);
                if (free > 0) {
                    room.put(lane, free);
                }
            }
            List<Execution> executions = pick.apply(room);
            picked(executions, room);
            return executions;
        }
    }

    private void picked(List<Execution> executions, Map<Lane, Integer> room) {
        Map<Lane, Long> picked = executions.stream()
                .collect(Collectors.groupingBy(one -> Lane.of(one.getTaskName()), Collectors.counting()));
        synchronized (more) {
            room.forEach((lane, free) -> more.put(lane, picked.getOrDefault(lane, 0L) >= free));
        }
        picked.forEach((lane, count) -> busy.get(lane).addAndGet(count.intValue()));
    }

    @Override
    public void onExecutionComplete(ExecutionComplete done) {
        end(Lane.of(done.getExecution().getTaskName()), done.getCause());
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
