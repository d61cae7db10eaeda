package io.ringback.web.operations.acts;

import io.ringback.cases.CaseState;
import io.ringback.directory.Medium;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Does to cases what operators want. The engine implements it. */
public interface CaseActs {

    /**
     * What would come of an act on one case, as far as can be told before.
     *
     * @param whyNot why it cannot be done; empty if it can
     * @param twice who would get a message that they may have already; empty if nobody
     * @param media if another medium is to be chosen, those that can be
     */
    record Foreseen(UUID caseId, Optional<String> whyNot, Optional<Receiver> twice, Set<Medium> media) {

        public Foreseen {
            media = Set.copyOf(media);
        }
    }

    /** Somebody who would get a message; there may be two of one name. */
    record Receiver(UUID person, String name) {}

    /** What was begun came to something else than what was wanted; the message says why. The transaction is rolled back. */
    final class NotDone extends RuntimeException {

        public NotDone(String why) {
            super(why, null, false, false);
        }
    }

    /** What would come of it, in the order of the cases. Changes nothing. */
    List<Foreseen> foresee(Wish wish, List<UUID> cases);

    /**
     * Does it, in the caller's transaction.
     *
     * @param stood in which state the case was when the operator was shown what would come of it; what may send does nothing to a case
     *     that is in another one since. Empty: whatever its state
     * @return why it cannot be done; empty if it is done
     * @throws NotDone if it cannot be done, as has turned out on the way; the transaction must then be rolled back
     * @throws RuntimeException if it broke off; the transaction must then be rolled back
     */
    Optional<String> act(Wish wish, UUID caseId, Optional<CaseState> stood);

    /** What these cases have written goes before all else that is due in its lane. */
    void letGoFirst(Collection<UUID> cases);
}
