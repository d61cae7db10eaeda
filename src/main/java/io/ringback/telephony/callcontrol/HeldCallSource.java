package io.ringback.telephony.callcontrol;

import java.util.Optional;
import java.util.UUID;

/** Where the failed calls are whose callers are to be asked on the spot. */
interface HeldCallSource {

    /** The call that is kept for {@code caseId}; from now on whoever took it answers it. Empty if it is not (any more). */
    Optional<HeldCall> take(UUID caseId);
}
