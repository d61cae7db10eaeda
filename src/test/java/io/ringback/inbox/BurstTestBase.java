package io.ringback.inbox;

import io.ringback.Spine;
import io.ringback.Spine.Setting;
import io.ringback.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Nodes that take in more calls than they can handle at once. */
abstract class BurstTestBase {

    static final Setting ALL_FIRST = new Setting("ringback.burst.at-once", "0");

    final TestDatabase database;
    final Switchboard board;
    final List<Spine> nodes = new CopyOnWriteArrayList<>();

    /** @param database in which there are {@link Switchboard#createEffects effects} */
    BurstTestBase(TestDatabase database) {
        this.database = database;
        this.board = new Switchboard(database);
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterEach
    void close() {
        board.open();
        nodes.forEach(Spine::close);
    }

    Spine node(Setting... settings) {
        List<Object> given = new ArrayList<>(List.of(settings));
        Switchboard.Desk desk = board.new Desk();
        given.add(desk);
        Spine node = Spine.from("inbox", database, given.toArray());
        desk.at(node);
        nodes.add(node);
        return node;
    }

    /** A node that answers and does not get to handle what it has stored. */
    Spine nodeThatIsTooBusy(Setting... settings) {
        Spine node = node(settings);
        node.the(Drain.class).stop();
        return node;
    }

    static InboundEvent call(String id, String caller, String callee) {
        return event(id, EventKind.FAILED_CALL, UUID.randomUUID(), "sip:" + caller, "sip:" + callee);
    }

    static InboundEvent answered(String id, String caller, String callee) {
        return event(id, EventKind.ANSWERED_CALL, null, "sip:" + caller, "sip:" + callee);
    }

    static InboundEvent event(String id, EventKind kind, UUID caseId, String caller, String callee) {
        return new InboundEvent(id, kind, caseId, Map.of("caller", caller, "callee", callee));
    }

    static Reception receive(Spine node, InboundEvent event) {
        return node.the(Inbox.class).receive(event);
    }

    static Callable<Reception> sender(Spine node, InboundEvent event) {
        return () -> receive(node, event);
    }
}
