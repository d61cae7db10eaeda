package io.ringback.callcontrol;

import java.util.Optional;
import java.util.UUID;

/** Where the callers are whose failed call is held. */
interface HeldCallSource {

    /** Takes the call that was kept for the case, and answers or refuses it; empty if it is not held here any more. */
    Optional<HeldCall> take(UUID caseId);
}
