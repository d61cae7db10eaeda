package io.ringback.conversation;

import java.util.Optional;

/**
 * What a caller settles with a yes, beyond the case.
 *
 * @param days for how many they need not be asked, whomever they do not reach; empty: as the answer says
 * @param daysForCallee the same as far as this callee goes; empty: not for them in particular
 */
record Always(Optional<Integer> days, Optional<Integer> daysForCallee) {

    /** No more than the answer says. */
    static final Always NO_MORE = new Always(Optional.empty(), Optional.empty());
}
