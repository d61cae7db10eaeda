package io.ringback.web.operations.acts;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Does to cases what operators want. The engine implements it. */
public interface CaseActs {

    /**
     * What would come of an act on one case, as far as can be told before.
     *
     * @param whyNot why it cannot be done; empty if it can
     * @param twice who would get a message that they may have already; empty if nobody
     */
    record Foreseen(UUID caseId, Optional<String> whyNot, Optional<String> twice) {}

    /** What would come of it, in the order of the cases. Changes nothing. */
    List<Foreseen> foresee(Wish wish, List<UUID> cases);

    /**
     * Does it, in the caller's transaction.
     *
     * @return why it cannot be done; empty if it is done
     * @throws RuntimeException if it broke off; the transaction must then be rolled back
     */
    Optional<String> act(Wish wish, UUID caseId);

    /** What these cases have written goes before all else that is due in its lane. */
    void letGoFirst(Collection<UUID> cases);
}
