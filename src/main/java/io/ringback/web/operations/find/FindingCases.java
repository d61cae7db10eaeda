package io.ringback.web.operations.find;

import java.util.List;
import java.util.UUID;

/** Finds cases, running and ended. */
public interface FindingCases {

    /**
     * The ids of the cases that are wanted, the newest first.
     *
     * @param most how many at most; who must know whether there are more asks for one more
     */
    List<UUID> ids(Wanted wanted, int most);

    /** How many there are, but no more than {@code most}: to count on costs more than it tells. */
    default int count(Wanted wanted, int most) {
        return ids(wanted, most).size();
    }
}
