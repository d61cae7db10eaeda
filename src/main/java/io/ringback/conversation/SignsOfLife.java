package io.ringback.conversation;

import java.util.List;
import java.util.UUID;

/** Where it is told that people can be reached just now, and asked of whom that is worth knowing. */
public interface SignsOfLife {

    /** There is a sign that a person can be reached just now. May be repeated; without a case that waits for it, nothing is kept. */
    void seen(UUID personId, SeenBy sign);

    /** At most {@code most} people who may be seen and for whom a case waits: those of the newest cases first. */
    List<UUID> toBeSeen(int most);

    /** Whether signs of a person's life may be looked for at all, by what they and the installation say; of a stranger they may not. */
    boolean mayBeSeen(UUID personId);
}
