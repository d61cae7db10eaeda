package io.ringback.wording;

import io.ringback.agenda.Regularly;
import io.ringback.cases.Diagrams.NotDone;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The words that were changed for all nodes (docs/decisions/0050-words-on-the-bench.md). This node says them from its start on, and what
 * another one has put into force soon after.
 */
@Component
public class SharedWording implements SmartInitializingSingleton, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SharedWording.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final WordingInForce wording;
    private final WordingChanges changes;
    private final EditableWording editable;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Regularly looks = new Regularly("shared-wording");
    private volatile long said;

    SharedWording(
            WordingInForce wording,
            WordingChanges changes,
            EditableWording editable,
            TransactionTemplate transactions,
            Clock clock) {
        this.wording = wording;
        this.changes = changes;
        this.editable = editable;
        this.transactions = transactions;
        this.clock = clock;
        look();
    }

    @Override
    public void afterSingletonsInstantiated() {
        looks.begin(
                EVERY,
                this::look,
                e -> LOG.warn(
                        "Whether words were changed cannot be looked up now; it is tried again: {}", e.toString()));
    }

    /** Says what is in force by now. */
    final synchronized void look() {
        long newest = changes.newest();
        if (newest != said) {
            wording.change(changes.inForce());
            said = newest;
            LOG.info("Words are said as of change {}", newest);
        }
    }

    /** Which change is the newest; 0 if there is none. */
    public long newest() {
        return changes.newest();
    }

    /** The newest first. */
    public List<WordingChange> last(int most) {
        return changes.last(most);
    }

    /**
     * Puts files into force on all nodes, or none of them.
     *
     * @param files by path; one without texts leaves what lies in the folders of the nodes, or is built in
     * @param shown which change was the newest when the operator saw what would change
     * @param together what is done in the same transaction
     * @throws NotDone if there has been another change since, or a file is refused
     */
    public void deploy(
            String operator, String proposedBy, String why, Map<String, byte[]> files, long shown, Runnable together) {
        transactions.executeWithoutResult(transaction -> {
            changes.lock();
            if (changes.newest() != shown) {
                throw new NotDone("Words have been changed since this was shown, so nothing was put into force. Look at"
                        + " what would change now.");
            }
            wording.change(changes.inForce());
            editable.tryOut(files).refused().stream().findFirst().ifPresent(refused -> {
                throw new NotDone("Nothing was put into force. " + refused.sentence());
            });
            together.run();
            Map<String, byte[]> stored = new TreeMap<>();
            files.forEach((file, content) -> stored.put(file, EditableWording.isNothing(content) ? null : content));
            changes.add(
                    WordingChanges.of(
                            clock.instant(), operator, Optional.of(proposedBy), Optional.of(why), Optional.empty()),
                    stored);
        });
        look();
    }

    /**
     * Puts back what was in force before the newest change.
     *
     * @param change its number
     * @throws NotDone if it is not the newest
     */
    public void takeBack(String operator, long change) {
        transactions.executeWithoutResult(transaction -> {
            changes.lock();
            if (changes.newest() != change || change == 0) {
                throw new NotDone("Only the last change can be taken back, and there is another one by now.");
            }
            changes.add(
                    WordingChanges.of(
                            clock.instant(), operator, Optional.empty(), Optional.empty(), Optional.of(change)),
                    changes.before(change));
        });
        look();
    }

    @Override
    public void destroy() {
        looks.close();
    }
}
