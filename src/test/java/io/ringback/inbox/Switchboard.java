package io.ringback.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.Spine;
import io.ringback.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What happens to the events of {@link BurstTest}: the effect of each is a row, written in the transaction of the event. Some are held,
 * some cannot be handled, some lose their connection.
 */
final class Switchboard {

    private static final String BLOCKED =
            " from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private final TestDatabase database;
    private final JdbcClient jdbc;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Set<String> holding = ConcurrentHashMap.newKeySet();
    private final Set<String> storedFirst = ConcurrentHashMap.newKeySet();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile String broken = "";
    private volatile Runnable problem = () -> {};
    private volatile String losing = "";

    Switchboard(TestDatabase database) {
        this.database = database;
        this.jdbc = database.jdbc();
    }

    static void createEffects(TestDatabase database) {
        database.jdbc()
                .sql("create table effect (event_id text not null, nth bigint generated always as identity)")
                .update();
    }

    /** Handles the events of one node. */
    final class Desk implements EventHandler {

        private volatile JdbcClient of;

        /** From now on its effects are in the transactions of this node. */
        void at(Spine node) {
            of = node.the(JdbcClient.class);
        }

        @Override
        public boolean handles(EventKind kind) {
            return true;
        }

        @Override
        public Handling handle(InboundEvent event) {
            await().until(() -> of != null);
            if (held.contains(event.id())) {
                holding.add(event.id());
                awaitOpen();
            }
            if (event.storedFirst()) {
                storedFirst.add(event.id());
            }
            of.sql("insert into effect (event_id) values (?)").param(event.id()).update();
            if (event.id().equals(broken)) {
                problem.run();
            }
            if (event.id().equals(losing)) {
                losing = "";
                of.sql("select pg_terminate_backend(pg_backend_pid())").query().singleRow();
            }
            return Handling.HANDLED;
        }
    }

    private void awaitOpen() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whoever handles this event waits. */
    void hold(String id) {
        held.add(id);
    }

    boolean holds(String id) {
        return holding.contains(id);
    }

    /** Nobody waits any more. */
    void open() {
        gate.countDown();
    }

    void breakOn(String id) {
        breakOn(id, () -> {
            throw new IllegalStateException("the diagram is broken");
        });
    }

    void breakOn(String id, Runnable how) {
        problem = how;
        broken = id;
    }

    void mend() {
        broken = "";
    }

    void loseConnectionOnceIn(String id) {
        losing = id;
    }

    /** The ids of events whose effect is durable, in the order of the effects. */
    List<String> handled() {
        return jdbc.sql("select event_id from effect order by nth")
                .query(String.class)
                .list();
    }

    Set<String> storedFirst() {
        return storedFirst;
    }

    String state(String id) {
        return states().getOrDefault(id, "not stored");
    }

    Map<String, String> states() {
        Map<String, String> states = new HashMap<>();
        jdbc.sql("select id, state from inbound_event").query(row -> {
            states.put(row.getString(1), row.getString(2));
        });
        return states;
    }

    String problem(String id) {
        return jdbc.sql("select coalesce(problem, '') from inbound_event where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    /** Each sends its event, and waits for the answer. */
    List<Thread> senders(List<InboundEvent> events, Consumer<InboundEvent> send) {
        return events.stream()
                .map(event -> {
                    Thread sender = new Thread(() -> send.accept(event));
                    sender.start();
                    return sender;
                })
                .toList();
    }

    interface Meanwhile {
        List<Thread> begin();
    }

    /** While somebody is about to store events with these ids, and in the end does not: then the senders are answered. */
    void whileIdsAreTaken(List<String> ids, Meanwhile meanwhile) throws SQLException, InterruptedException {
        List<Thread> senders;
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            for (String id : ids) {
                try (PreparedStatement insert =
                        other.prepareStatement("insert into inbound_event (id, kind, payload, state, received_at)"
                                + " values (?, 'UNUSED', '{}', 'HANDLED', now())")) {
                    insert.setString(1, id);
                    insert.executeUpdate();
                }
            }
            senders = meanwhile.begin();
            other.rollback();
        }
        for (Thread sender : senders) {
            sender.join(20_000);
            assertThat(sender.isAlive()).isFalse();
        }
    }

    /** So many wait for an id. */
    void awaitBlocked(int count) {
        await().until(() ->
                jdbc.sql("select count(*)" + BLOCKED).query(Integer.class).single() >= count);
    }

    /** The servers of those who wait for an id end. */
    void crashBlocked() {
        jdbc.sql("select pg_terminate_backend(pid)" + BLOCKED).query().listOfRows();
    }
}
