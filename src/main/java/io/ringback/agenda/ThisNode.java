package io.ringback.agenda;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who this node is, from its start to its end, and that it lives: a row that it renews by the clock of the database. Whoever has not
 * renewed theirs for {@link #deadAfter} is dead to the others.
 */
@Component
public class ThisNode implements SmartInitializingSingleton, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ThisNode.class);

    private static final String LIVES = "insert into living_node (id, alive_at) values (?, clock_timestamp())"
            + " on conflict (id) do update set alive_at = clock_timestamp()";

    private final UUID id = UUID.randomUUID();
    private final JdbcClient jdbc;
    private final Duration every;
    private final Duration deadAfter;
    private final Regularly beats = new Regularly("this-node");
    /** Both by {@link System#nanoTime()}. */
    private volatile long saidLast;

    private volatile long steadySince;

    /**
     * The nodes on this database.
     *
     * @param alive with this one
     * @param fallenSilent that ended within the last hour without saying so
     */
    public record Nodes(long alive, long fallenSilent) {}

    ThisNode(
            LifeSigns signs,
            @Value("${db-scheduler.heartbeat-interval:800ms}") Duration every,
            @Value("${db-scheduler.missed-heartbeats-limit:4}") int missed) {
        this.jdbc = signs.jdbc();
        this.every = every;
        this.deadAfter = every.multipliedBy(missed);
    }

    /** Random, and another one after each start. */
    public UUID id() {
        return id;
    }

    /** How often it says that it lives. */
    public Duration every() {
        return every;
    }

    /** Who has not said so for so long is dead. */
    public Duration deadAfter() {
        return deadAfter;
    }

    /**
     * Whether it may take others for dead: it has itself said that it lives, without a gap, for as long as they would have to be
     * silent. After the database was away all look dead, and none is.
     */
    public boolean mayJudgeOthers() {
        long now = System.nanoTime();
        return now - saidLast < deadAfter.toNanos() && now - steadySince > deadAfter.toNanos();
    }

    /** How many nodes there are. */
    public Nodes nodes() {
        return jdbc.sql("select count(*) filter (where silent <= :dead), count(*) filter (where silent > :dead)"
                        + " from (select extract(epoch from clock_timestamp() - alive_at) as silent from living_node) as node"
                        + " where silent < 3600")
                .param("dead", deadAfter.toMillis() / 1000.0)
                .query((row, number) -> new Nodes(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** The nodes that live, with this one, by their ids. */
    public Set<UUID> alive() {
        Set<UUID> alive = new HashSet<>(
                jdbc.sql("select id from living_node where alive_at > clock_timestamp() - ? * interval '1 millisecond'")
                        .param(deadAfter.toMillis())
                        .query(UUID.class)
                        .list());
        alive.add(id);
        return alive;
    }

    /** Nothing has been written by then that names this node. */
    @Override
    public void afterSingletonsInstantiated() {
        jdbc.sql("delete from living_node where alive_at < clock_timestamp() - interval '1 day'")
                .update();
        jdbc.sql(LIVES).param(id).update();
        saidLast = System.nanoTime();
        steadySince = saidLast;
        beats.begin(
                every,
                this::live,
                e -> LOG.warn("That this node lives cannot be said now; it is tried again: {}", e.toString()));
    }

    private void live() {
        jdbc.sql(LIVES).param(id).update();
        long now = System.nanoTime();
        if (now - saidLast > deadAfter.toNanos()) {
            steadySince = now;
        }
        saidLast = now;
    }

    @Override
    public void destroy() {
        beats.close();
        try {
            jdbc.sql("delete from living_node where id = ?").param(id).update();
        } catch (RuntimeException e) {
            LOG.warn("That this node ends cannot be said; the others notice it by themselves: {}", e.toString());
        }
    }
}
