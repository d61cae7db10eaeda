package io.ringback.web.operations.find;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Cases that were found by a look-up.
 *
 * @param all whether there are no others
 */
record LookedUp(Set<UUID> ids, boolean all) {

    /** As many as are looked up at once; each is read once more. */
    static final int MOST = 20_000;

    LookedUp {
        ids = Set.copyOf(ids);
    }

    /** What came of asking for one more than {@link #MOST}. */
    static LookedUp of(Collection<UUID> ids) {
        return new LookedUp(Set.copyOf(ids), ids.size() <= MOST);
    }

    /** What is in both; in the other alone, if there is nothing to compare with. */
    static Optional<LookedUp> both(Optional<LookedUp> one, LookedUp other) {
        if (one.isEmpty()) {
            return Optional.of(other);
        }
        Set<UUID> ids = new LinkedHashSet<>(one.get().ids());
        ids.retainAll(other.ids());
        return Optional.of(new LookedUp(ids, one.get().all() && other.all()));
    }
}
