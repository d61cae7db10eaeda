package io.ringback.inbox;

import java.util.UUID;

/** What was said to cases and could not be handled yet, because the case was somewhere else. */
public interface HeldUpEvents {

    /** Has what was said to a case handled as soon as this transaction, which has locked the case, has committed. */
    void handleSoon(UUID caseId);
}
