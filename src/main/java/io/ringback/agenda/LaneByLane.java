package io.ringback.agenda;

import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Picks what is due, in one statement, from each lane no more than it has room for. What has no room is left to other nodes. A task
 * that this node does not know is left to those that do.
 */
class LaneByLane extends PostgreSqlJdbcCustomization {

    /** The limit of each lane is a column of what it is joined with, so that each lane walks its own stretch of the index. */
    private static final String PICK = """
            with due as (
                select t.task_name, t.task_instance
                  from unnest(?::text[], ?::int[]) as lane (task, room)
                 cross join lateral (
                       select task_name, task_instance from scheduled_tasks
                        where task_name = lane.task and not picked and execution_time <= ?
                        order by execution_time limit lane.room
                          for update skip locked) t),
            picked as (
                update scheduled_tasks s
                   set picked = true, picked_by = ?, last_heartbeat = ?, version = version + 1
                  from due where s.task_name = due.task_name and s.task_instance = due.task_instance
                returning s.*)
            select * from picked order by execution_time
            """;

    private static final int LONGEST_NAME = 50;

    private final Lanes lanes;
    private final Supplier<Set<String>> tasks;

    /**
     * @param tasks the names of those that this node does
     */
    LaneByLane(Lanes lanes, Supplier<Set<String>> tasks) {
        super(false, false);
        this.lanes = lanes;
        this.tasks = tasks;
    }

    @Override
    public List<Execution> lockAndFetchSingleStatement(
            JdbcTaskRepositoryContext agenda, Instant now, int limit, boolean orderByPriority) {
        return lanes.picking(room -> pick(agenda, now, room));
    }

    private List<Execution> pick(JdbcTaskRepositoryContext agenda, Instant now, Map<Lane, Integer> room) {
        String[] withRoom = tasks.get().stream()
                .filter(task -> room.containsKey(Lane.of(task)))
                .toArray(String[]::new);
        Integer[] rooms = new Integer[withRoom.length];
        for (int i = 0; i < rooms.length; i++) {
            rooms[i] = room.get(Lane.of(withRoom[i]));
        }
        if (rooms.length == 0) {
            return List.of();
        }
        String node = agenda.schedulerName.getName();
        return agenda.jdbcRunner.query(
                PICK,
                statement -> {
                    statement.setArray(1, statement.getConnection().createArrayOf("text", withRoom));
                    statement.setArray(2, statement.getConnection().createArrayOf("int4", rooms));
                    setInstant(statement, 3, now);
                    statement.setString(4, node.substring(0, Math.min(node.length(), LONGEST_NAME)));
                    setInstant(statement, 5, now);
                },
                agenda.resultSetMapper.get());
    }
}
