package io.ringback.delivery;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notices at the start, before anything is sent, that the database is another than before: restored from a dump, or gone on from a
 * backup or on a standby. What waits there may have left after that was made, so the journal says that it may arrive twice.
 */
@Component
class RestoredDatabase implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredDatabase.class);

    /** The server, the database in it, and which of the server's pasts it has (its timeline). */
    private static final String IDENTITY = """
            select s.system_identifier || '/' || d.oid || '/' || c.timeline_id
              from pg_control_system() s, pg_control_checkpoint() c, pg_database d where d.datname = current_database()
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final WaitingMessages messages;

    RestoredDatabase(JdbcClient jdbc, TransactionTemplate transaction, WaitingMessages messages) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.messages = messages;
    }

    @Override
    public void afterSingletonsInstantiated() {
        identity()
                .ifPresent(identity -> transaction.executeWithoutResult(status -> {
                    boolean first =
                            jdbc.sql("insert into database_identity (identity) values (?) on conflict do nothing")
                                            .param(identity)
                                            .update()
                                    == 1;
                    boolean other = !first
                            && jdbc.sql(
                                                    "update database_identity set identity = :now, since = now() where identity <> :now")
                                            .param("now", identity)
                                            .update()
                                    == 1;
                    if (other) {
                        noteWhatWaits();
                    }
                }));
    }

    private Optional<String> identity() {
        try {
            return Optional.of(jdbc.sql(IDENTITY).query(String.class).single());
        } catch (DataAccessException e) {
            LOG.warn(
                    "Whether this database was restored from a backup cannot be told; let its user execute"
                            + " pg_control_system() and pg_control_checkpoint(): {}",
                    e.toString());
            return Optional.empty();
        }
    }

    private void noteWhatWaits() {
        List<UUID> waiting = jdbc.sql("select id from outbound_message where state = 'WAITING' order by created_at")
                .query(UUID.class)
                .list();
        waiting.forEach(message -> messages.noteAnswerLost(
                message, "the database was restored, and it may have left after the backup was made"));
        LOG.warn(
                "The database was restored from a backup, or goes on on another server. {} messages that wait may have"
                        + " left after the backup was made; the journals of their cases say that they may arrive twice",
                waiting.size());
    }
}
