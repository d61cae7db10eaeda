package io.ringback.delivery;

import io.ringback.agenda.Agenda;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.directory.Medium;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbound rows that wait: whose they are, and whether they leave or may have left. */
@Component
class WaitingMessages {

    /** Who asked for a connection or wrote too late is answered, whatever they want otherwise. */
    static final String WANTED = """
            (m.kind not in ('QUESTION', 'OFFER', 'STANDING', 'NOTIFICATION', 'INFORMATION', 'TIME_QUESTION', 'LINE')
             or not exists (select 1 from person p where p.id = m.person_id and p.never)
                and not exists (select 1 from device d join opt_out o on o.address_hash = d.address_hash
                                    and (o.medium is null or o.medium = m.medium)
                                 where d.id = m.device_id))
            """;

    private static final String WAITING =
            "select m.id, m.case_id, m.kind, m.medium, m.person_id, m.device_id, m.valid_until, m.leaving,"
                    + " m.held_by, coalesce(m.held_until, m.created_at) as since, " + WANTED
                    + " as wanted from outbound_message m where m.id = ? and m.state = 'WAITING'";

    private static final String OWNED = """
            select m.id, m.case_id, m.kind, m.medium, m.person_id, m.device_id, m.valid_until, m.owner
              from outbound_message m left join living_node n on n.id = m.owner
             where m.state = 'WAITING' and m.owner is not null
               and (m.owner = :me or n.id is null
                    or :others and n.alive_at < clock_timestamp() - cast(:dead as interval))
            """;

    /**
     * A message that waits.
     *
     * @param since when it could first have left
     * @param wanted whether the person still wants messages
     * @param leaving whether it left, and nobody has told what became of it
     * @param held whether a cap has held it back
     */
    record Waiting(OutboundMessage message, Instant since, boolean wanted, boolean leaving, boolean held) {

        /** One that has just been written to somebody who wanted it, and may leave at once. */
        static Waiting justWritten(OutboundMessage message, Instant written) {
            return new Waiting(message, written, true, false, false);
        }
    }

    /**
     * A message that a node has, or had, in hand.
     *
     * @param owner that node
     */
    record Owned(OutboundMessage message, UUID owner) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Journal journal;
    private final Agenda agenda;
    private final Clock clock;

    WaitingMessages(JdbcClient jdbc, TransactionTemplate transaction, Journal journal, Agenda agenda, Clock clock) {
        this.clock = clock;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.journal = journal;
        this.agenda = agenda;
    }

    /** The message, if it waits. */
    Optional<Waiting> find(UUID messageId) {
        return jdbc.sql(WAITING).param(messageId).query(WaitingMessages::read).optional();
    }

    /** The message, if it waits and {@code node} owns it. */
    Optional<Waiting> find(UUID messageId, UUID node) {
        return jdbc.sql(WAITING + " and m.owner = ?")
                .params(messageId, node)
                .query(WaitingMessages::read)
                .optional();
    }

    private static Waiting read(ResultSet row, int number) throws SQLException {
        return new Waiting(
                SentMessages.read(row, number),
                row.getTimestamp("since").toInstant(),
                row.getBoolean("wanted"),
                row.getBoolean("leaving"),
                row.getString("held_by") != null);
    }

    /**
     * It leaves now.
     *
     * @return false if it must not: it is not wanted any more, or {@code claim} has lapsed
     */
    boolean markLeaving(UUID messageId, Claim claim) {
        JdbcClient.StatementSpec leaving;
        if (claim instanceof Claim.Picked pick) {
            leaving = jdbc.sql("""
                            update outbound_message set leaving = true
                             where id = ? and state = 'WAITING'
                               and exists (select 1 from scheduled_tasks
                                            where task_name = ? and task_instance = ? and version = ?)
                            """).params(messageId, pick.task(), pick.instance(), pick.version());
        } else {
            // Nobody has asked since it was written.
            Claim.HandedOver handed = (Claim.HandedOver) claim;
            String leaves = "update outbound_message m set leaving = true where m.id = ? and m.state = 'WAITING'"
                    + " and m.owner = ? and " + WANTED;
            leaving = handed.known()
                    .map(known -> jdbc.sql(leaves + " and ? = " + Circumstances.VERSION)
                            .params(messageId, handed.node(), known.version()))
                    .orElseGet(() -> jdbc.sql(leaves).params(messageId, handed.node()));
        }
        return leaving.update() == 1;
    }

    /**
     * Nobody needs it any more: the time for which it was worth delivering is over. The case is not told, as its own timer is.
     *
     * @return false if it does not wait
     */
    boolean expire(OutboundMessage message) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean expired = jdbc.sql(
                                    "update outbound_message set state = 'CANCELLED', owner = null where id = ? and state = 'WAITING'")
                            .param(message.id())
                            .update()
                    == 1;
            if (expired) {
                Instant now = clock.instant();
                jdbc.sql("with gone as (select cast(? as uuid) as id)" + Outbox.BY_THEMSELVES)
                        .param(message.id())
                        .query(SentMessages::read)
                        .list()
                        .forEach(told -> agenda.put(told.lane(), DeliveryTask.again(told, now), now, 0));
                journal.write(
                        message.caseId(),
                        Step.valueOf(message.kind().name()),
                        message.medium(),
                        "EXPIRED",
                        "not sent, as there was no time left to answer it");
            }
            return expired;
        }));
    }

    /** It has certainly not been taken. */
    void markStayed(UUID messageId) {
        jdbc.sql("update outbound_message set leaving = false where id = ?")
                .param(messageId)
                .update();
    }

    /** The node that was to send it is dead. If it was leaving, nobody knows whether it has arrived; calls have no such mark. */
    void takeOver(UUID messageId) {
        find(messageId)
                .filter(waiting -> waiting.leaving() || waiting.message().medium() == Medium.VOICE)
                .ifPresent(waiting -> noteAnswerLost(messageId, "the node that was sending it died"));
    }

    /** The server may have taken the message although we do not know it; the journal says so before it is sent again. */
    void noteAnswerLost(UUID messageId, String why) {
        transaction.executeWithoutResult(status -> find(messageId).ifPresent(waiting -> {
            OutboundMessage message = waiting.message();
            jdbc.sql("update outbound_message set replaces = true, leaving = false where id = ?")
                    .param(message.id())
                    .update();
            journal.write(
                    message.caseId(),
                    Step.valueOf(message.kind().name()),
                    message.medium(),
                    "ANSWER_LOST",
                    message.kind() == MessageKind.CONNECTION ? why : "may arrive twice: " + why);
        }));
    }

    /**
     * What {@code node} owns, and what nodes own that have ended or are dead.
     *
     * @param others whether it may take others for dead
     * @param dead after how long without a word they are
     */
    List<Owned> ownedBy(UUID node, boolean others, Duration dead) {
        return jdbc.sql(OWNED)
                .param("me", node)
                .param("others", others)
                .param("dead", dead.toMillis() + " milliseconds")
                .query((row, number) -> new Owned(SentMessages.read(row, number), row.getObject("owner", UUID.class)))
                .list();
    }

    /** Its owner puts it on the agenda, if it waits and is the owner's still. */
    void handBack(Owned owned, Instant at, int failures) {
        transaction.executeWithoutResult(status -> disown(owned, at, failures));
    }

    /** A node that died had it in hand: it is put on the agenda, with a note if it was leaving. */
    void takeOver(Owned owned, Instant now) {
        transaction.executeWithoutResult(status -> {
            if (disown(owned, now, 0)) {
                takeOver(owned.message().id());
            }
        });
    }

    /** Its owner lives, and has it in hand no more without knowing what became of it. */
    void giveUp(Owned owned, Instant at, int failures, String why) {
        transaction.executeWithoutResult(status -> {
            if (disown(owned, at, failures)) {
                find(owned.message().id())
                        .filter(Waiting::leaving)
                        .ifPresent(waiting -> noteAnswerLost(waiting.message().id(), why));
            }
        });
    }

    private boolean disown(Owned owned, Instant at, int failures) {
        OutboundMessage message = owned.message();
        boolean disowned =
                jdbc.sql("update outbound_message set owner = null where id = ? and owner = ? and state = 'WAITING'")
                                .params(message.id(), owned.owner())
                                .update()
                        == 1;
        if (disowned) {
            agenda.put(message.lane(), DeliveryTask.again(message, at), at, failures);
        }
        return disowned;
    }
}
