package io.ringback.engine;

import io.ringback.delivery.Cap;
import io.ringback.delivery.CapsPolicy;
import io.ringback.engine.trial.AskedTables;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.TableFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the table message-caps in force. It is read once, and looked for once a second: the engine itself would be asked in the
 * transaction of the message, and a table that cannot decide would roll that back. Whatever is wrong with the table, the ceiling holds.
 */
@Component
class TableCapsPolicy implements CapsPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(TableCapsPolicy.class);

    private record TheTable() {}

    /**
     * The table of a version.
     *
     * @param version the engine's id; empty if there is no such table
     * @param tables for one thread at a time
     * @param told whether it was said that it does not decide
     */
    private record InForce(String version, AskedTables tables, Set<String> ranges, AtomicBoolean told) {

        synchronized Optional<Map<String, Object>> answer(About message) {
            return tables.has(Diagram.MESSAGE_CAPS)
                    ? tables.answer(Diagram.MESSAGE_CAPS, TableFacts.caps(message))
                    : Optional.empty();
        }

        void doesNotDecide(String why) {
            if (told.compareAndSet(false, true)) {
                LOG.warn(
                        "Only the settings ringback.caps say how often people are written to, as the table message-caps {}",
                        why);
            }
        }
    }

    private final StandingAnswers answers;
    private final LatestTables tables;
    private volatile InForce last;

    TableCapsPolicy(StandingAnswers answers, LatestTables tables) {
        this.answers = answers;
        this.tables = tables;
    }

    @Override
    public Set<String> ranges() {
        return inForce().ranges();
    }

    @Override
    public Caps of(About message) {
        InForce table = inForce();
        Optional<Map<String, Object>> said = table.answer(message);
        if (said.isEmpty()) {
            table.doesNotDecide(table.version().isEmpty() ? "is not in force." : "in force does not say one thing.");
            return Caps.CEILING;
        }
        return new Caps(
                cap(table, said.get(), "perReceiver"),
                cap(table, said.get(), "perPair"),
                cap(table, said.get(), "perCaller"),
                cap(table, said.get(), "perTrunk"),
                cap(table, said.get(), "perTrunkUnverified"),
                cap(table, said.get(), "perRange"));
    }

    private static Cap cap(InForce table, Map<String, Object> said, String column) {
        if (!said.containsKey(column)) {
            return Cap.NONE;
        }
        Optional<Cap> cap = Cap.ofTable(said.get(column));
        if (cap.isEmpty()) {
            table.doesNotDecide("in force says in its column " + column + " what is no cap.");
        }
        return cap.orElse(Cap.NONE);
    }

    private InForce inForce() {
        return answers.to(new TheTable(), this::look);
    }

    private InForce look() {
        String version = tables.version(Diagram.MESSAGE_CAPS);
        InForce known = last;
        if (known == null || !known.version().equals(version)) {
            known = read(version);
            last = known;
        }
        return known;
    }

    private InForce read(String version) {
        AskedTables asked = tables.read(version);
        return new InForce(version, asked, asked.ranges(Diagram.MESSAGE_CAPS), new AtomicBoolean());
    }
}
