package io.ringback.conversation;

import io.ringback.cases.RunningCase;

/** The analysts' decision table on what a sign that the callee can be reached leads to. */
public interface SeenPolicy {

    /** What is to be done in this case at this moment; {@link WhenSeen#NOTHING} where the table does not say. */
    WhenSeen of(RunningCase running, SeenBy sign);
}
