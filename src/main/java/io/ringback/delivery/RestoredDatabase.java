package io.ringback.delivery;

import io.ringback.agenda.Regularly;
import io.ringback.agenda.ThisNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notices at the start, before anything is sent, and soon afterwards that the database is another than before: restored from a dump, or
 * gone on from a backup or on a standby. What waits there may have left after that was made, so the journal says that it may arrive twice.
 */
@Component
class RestoredDatabase implements SmartInitializingSingleton, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredDatabase.class);

    /** The server, the database in it, and which of the server's pasts it has (its timeline). */
    private static final String IDENTITY = """
            select s.system_identifier || '/' || d.oid || '/' || c.timeline_id
              from pg_control_system() s, pg_control_checkpoint() c, pg_database d where d.datname = current_database()
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final WaitingMessages messages;
    private final ApplicationEventPublisher told;
    private final Duration every;
    private final Regularly looks = new Regularly("restored-database");
    private volatile Optional<String> seen = Optional.empty();

    RestoredDatabase(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            WaitingMessages messages,
            ApplicationEventPublisher told,
            ThisNode node) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.messages = messages;
        this.told = told;
        this.every = node.every();
    }

    /** A replica may take the database's place while this node runs. If it cannot be told here, it cannot be told later. */
    @Override
    public void afterSingletonsInstantiated() {
        look();
        if (seen.isPresent()) {
            looks.begin(
                    every,
                    this::look,
                    e -> LOG.warn(
                            "Whether the database is still the same cannot be asked now; it is tried again: {}",
                            e.toString()));
        }
    }

    private void look() {
        Optional<String> now = identity();
        if (now.isPresent() && !now.equals(seen)) {
            notice(now.get());
            seen = now;
        }
    }

    private void notice(String identity) {
        transaction.executeWithoutResult(status -> {
            boolean first = jdbc.sql("insert into database_identity (identity) values (?) on conflict do nothing")
                            .param(identity)
                            .update()
                    == 1;
            boolean other = !first
                    && jdbc.sql("update database_identity set identity = :now, since = now() where identity <> :now")
                                    .param("now", identity)
                                    .update()
                            == 1;
            if (other) {
                noteWhatWaits();
                told.publishEvent(new DatabaseRestored(identity));
            }
        });
    }

    @Override
    public void destroy() {
        looks.close();
    }

    private Optional<String> identity() {
        try {
            return Optional.of(jdbc.sql(IDENTITY).query(String.class).single());
        } catch (DataAccessException e) {
            if (seen.isPresent()) {
                throw e;
            }
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
