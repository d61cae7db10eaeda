package io.ringback.engine.acts;

import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Medium;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** By which media people could be written to now, if what was written to them last were lost. */
public interface MediaNow {

    /**
     * The ways that are left in one case.
     *
     * @param devices whether the person has another device that is left to try
     * @param chosen whether the rules choose one of those
     * @param media by each of these the person can be written to at once: they have a device for it and want messages there, it does not
     *     ring in their quiet hours, and the rules choose it if it alone is left
     */
    record Ways(boolean devices, boolean chosen, Set<Medium> media) {

        static final Ways NONE = new Ways(false, false, Set.of());

        public Ways {
            media = Set.copyOf(media);
        }
    }

    /** Of each of these messages, which their cases wait for, the ways by its case. Asks the database a few times for all. */
    Map<UUID, Ways> without(Collection<OutboundMessage> messages);

    /** For the rest of this transaction the case is to choose among the devices of this medium alone. */
    void only(UUID caseId, Medium medium);
}
