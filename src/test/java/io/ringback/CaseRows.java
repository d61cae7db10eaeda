package io.ringback;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of people and cases that a test writes, reads and deletes itself, past the code that owns their tables. */
public final class CaseRows {

    private final JdbcClient jdbc;

    public CaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Somebody without a device; the same id for the same name. */
    public UUID person(String name) {
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        jdbc.sql("insert into person (id, name, language, time_zone) values (?, ?, 'sv', 'UTC') on conflict do nothing")
                .params(id, name)
                .update();
        return id;
    }

    /** A case of people whom nobody knows. */
    public UUID openCase(String state) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause,
                            first_tried_at, last_tried_at, state, opened_at)
                        values (?, '', '', 'VOICE', 'BUSY', now(), now(), ?, now())
                        """).params(id, state).update();
        return id;
    }

    /** The first telephone of a case's callee. */
    public UUID calleesPhone(UUID caseId) {
        return jdbc.sql("select d.id from device d join failed_call_case c on c.callee_id = d.person_id"
                        + " where c.id = ? and d.medium = 'VOICE' order by d.position limit 1")
                .param(caseId)
                .query(UUID.class)
                .single();
    }

    /** The outcome of a case, or the state while it has none, with the reason. */
    public String outcome(UUID caseId) {
        return jdbc.sql(
                        "select coalesce(outcome, state) || coalesce(': ' || reason, '') from failed_call_case where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }

    /** How many deliveries are on the agenda or in hand. */
    public long deliveries() {
        return jdbc.sql("select (select count(*) from scheduled_tasks where task_name like 'deliver%')"
                        + " + (select count(*) from outbound_message where state = 'WAITING' and owner is not null)")
                .query(Long.class)
                .single();
    }

    /** How much some node is doing, or about to do. */
    public long inHand() {
        return jdbc.sql("select (select count(*) from scheduled_tasks where picked)"
                        + " + (select count(*) from outbound_message where state = 'WAITING' and owner is not null)")
                .query(Long.class)
                .single();
    }

    /** Deletes people, cases and events, once whatever is being delivered or handled has finished. */
    public void clear() {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            jdbc.sql(
                            "delete from scheduled_tasks where not picked and task_name not in ('forget', 'forget-strangers', 'reconcile')")
                    .update();
            return inHand() == 0;
        });
        jdbc.sql("delete from failed_call_case").update();
        jdbc.sql("delete from inbound_event").update();
        jdbc.sql("delete from person").update();
        jdbc.sql("delete from opt_out").update();
        jdbc.sql("delete from early_report").update();
    }
}
