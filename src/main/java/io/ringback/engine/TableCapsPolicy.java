package io.ringback.engine;

import io.ringback.delivery.Cap;
import io.ringback.delivery.CapsPolicy;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.TableFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the table message-caps in force. It is read once, and looked for once a second: the engine itself would be asked in the
 * transaction of the message, and a table that cannot decide would roll that back. Whatever is wrong with the table, the ceiling holds.
 */
@Component
class TableCapsPolicy implements CapsPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(TableCapsPolicy.class);

    /**
     * The table of a version.
     *
     * @param told whether it was said that it does not decide
     */
    private record InForce(TableInForce.Deployed table, Set<String> ranges, AtomicBoolean told) {

        void doesNotDecide(String why) {
            if (told.compareAndSet(false, true)) {
                LOG.warn(
                        "Only the settings ringback.caps say how often people are written to, as the table message-caps {}",
                        why);
            }
        }
    }

    private final TableInForce table;
    private volatile InForce last;

    TableCapsPolicy(JdbcClient jdbc, StandingAnswers answers, FileTrial trial) {
        this.table = new TableInForce(Diagram.MESSAGE_CAPS, jdbc, answers, trial);
    }

    @Override
    public Set<String> ranges() {
        return inForce().ranges();
    }

    @Override
    public Caps of(About message) {
        InForce inForce = inForce();
        Optional<Map<String, Object>> said = inForce.table().answer(TableFacts.caps(message));
        if (said.isEmpty()) {
            inForce.doesNotDecide(
                    inForce.table().version().isEmpty() ? "is not in force." : "in force does not say one thing.");
            return Caps.CEILING;
        }
        return new Caps(
                cap(inForce, said.get(), "perReceiver"),
                cap(inForce, said.get(), "perPair"),
                cap(inForce, said.get(), "perCaller"),
                cap(inForce, said.get(), "perTrunk"),
                cap(inForce, said.get(), "perTrunkUnverified"),
                cap(inForce, said.get(), "perRange"));
    }

    private static Cap cap(InForce inForce, Map<String, Object> said, String column) {
        if (!said.containsKey(column)) {
            return Cap.NONE;
        }
        Optional<Cap> cap = Cap.ofTable(said.get(column));
        if (cap.isEmpty()) {
            inForce.doesNotDecide("in force says in its column " + column + " what is no cap.");
        }
        return cap.orElse(Cap.NONE);
    }

    private InForce inForce() {
        TableInForce.Deployed now = table.now();
        InForce known = last;
        if (known == null || known.table() != now) {
            known = new InForce(now, now.tables().ranges(Diagram.MESSAGE_CAPS), new AtomicBoolean());
            last = known;
        }
        return known;
    }
}
