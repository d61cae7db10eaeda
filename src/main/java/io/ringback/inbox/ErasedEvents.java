package io.ringback.inbox;

import io.ringback.directory.Erased;
import io.ringback.inbox.EventHandler.Handling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Drops what is stored and not handled yet of somebody who is being erased. */
@Component
class ErasedEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ErasedEvents.class);

    /** So many are in memory at a time, of a backlog that may be long. */
    private static final int PORTION = 500;

    private final JdbcClient jdbc;
    private final EventRows rows;
    private final EventContent content;

    ErasedEvents(JdbcClient jdbc, EventRows rows, EventContent content) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.content = content;
    }

    /**
     * The ids of events.
     *
     * @param theirs of one of the cases, or naming one of the addresses
     * @param unreadable of others, if they can be told at all by their ids
     */
    private record Found(List<String> theirs, List<String> unreadable) {}

    /**
     * What was stored and is still to be handled, or was given up, is not handled any more if it belongs to one of the cases, or names
     * one of the addresses. An event whose very id names an address is forgotten: if it is sent again, it is a new one.
     *
     * @return the ids of those that may be on the agenda
     */
    List<String> drop(Erased who) {
        Found found = find(who);
        found.theirs().stream()
                .flatMap(id -> rows.lock(id).stream())
                .map(content::readIfPossible)
                .forEach(event -> rows.close(Map.of(event, Handling.LATE)));
        // A call that opened no case has the id of one all the same.
        jdbc.sql("delete from inbound_event where id like any (:texts)"
                        + " and (case_id is null or case_id = any (:cases) or id = any (:found))")
                .param("texts", who.textPatterns())
                .param("cases", who.cases().toArray(UUID[]::new))
                .param(
                        "found",
                        Stream.concat(found.theirs().stream(), found.unreadable().stream())
                                .toArray(String[]::new))
                .update();
        if (!found.unreadable().isEmpty()) {
            LOG.warn(
                    "{} stored events cannot be read, so nobody knows whether they name who is erased",
                    found.unreadable().size());
        }
        return found.theirs();
    }

    private Found find(Erased who) {
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        jdbc.sql("declare unhandled no scroll cursor for " + StoredRow.SELECT + "where " + EventRows.UNHANDLED)
                .update();
        List<StoredRow> portion;
        do {
            portion = jdbc.sql("fetch " + PORTION + " from unhandled")
                    .query(StoredRow::of)
                    .list();
            portion.forEach(row -> sort(row, who, found));
        } while (portion.size() == PORTION);
        jdbc.sql("close unhandled").update();
        return found;
    }

    private void sort(StoredRow row, Erased who, Found found) {
        InboundEvent event = content.readIfPossible(row);
        if (event.caseId() != null && who.cases().contains(event.caseId()) || EventContent.names(event, who)) {
            found.theirs().add(event.id());
        } else if (row.sealed() != null && event.content().isEmpty()) {
            found.unreadable().add(event.id());
        }
    }
}
