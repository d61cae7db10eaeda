package io.ringback.delivery;

import io.ringback.database.Question;
import java.util.UUID;

/**
 * What a message is composed from, as it stood when its row was committed. Kept in memory by the node that hands the message over, until it
 * has left or is tried again; whoever sends it later reads all of it again.
 */
public interface Circumstances {

    /**
     * Of the message {@code m}: which versions of its case, of its reader and the two people of the case, and of the devices of the reader
     * and the callee are in force (PostgreSQL's {@code xmin}). Another one as soon as anything of it has been written again or is gone;
     * null without a case.
     */
    String VERSION = """
            (select concat_ws(' ', c.xmin,
                    (select string_agg(cast(p.xmin as text), ' ' order by p.id) from person p
                      where p.id in (m.person_id, c.caller_id, c.callee_id)),
                    (select string_agg(cast(o.xmin as text), ' ' order by o.id) from device o
                      where o.person_id in (m.person_id, c.callee_id)))
               from failed_call_case c where c.id = m.case_id)
            """;

    /** The {@link #VERSION} of all this. */
    String version();

    /** Knows where to look for the circumstances of messages. */
    interface Source {

        /** Where those of a message stand. No row if its people or its device are gone. */
        Question<? extends Circumstances> asWritten(UUID messageId);
    }
}
