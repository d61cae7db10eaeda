package io.ringback.directory;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * "Always for Anna": that somebody is told, or tells, without a question, as far as one other person goes. It has an end, by the
 * database's clock, and what has ended is as if it had never been said.
 */
@Component
public class StandingPermissions {

    private final JdbcClient jdbc;

    StandingPermissions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A person allows it for one other, for some days from now. What was said last holds. Strangers allow nothing. */
    @Transactional
    public void give(UUID person, UUID other, int days) {
        jdbc.sql("""
                        insert into standing_permission (person_id, other_id, since, until)
                        select p.id, o.id, now(), now() + make_interval(days => :days)
                        from person p, person o where p.id = :person and o.id = :other
                        on conflict (person_id, other_id) do update set since = excluded.since, until = excluded.until
                        """)
                .param("person", person)
                .param("other", other)
                .param("days", days)
                .update();
    }

    /** Until when a person allows it for one other; empty if they do not now. */
    public Optional<Instant> until(UUID person, UUID other) {
        return jdbc.sql("select until from permission_in_force where person_id = ? and other_id = ?")
                .params(person, other)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /**
     * A person does not allow it any more.
     *
     * @return whether they did until now
     */
    @Transactional
    public boolean takeBack(UUID person, UUID other) {
        return jdbc.sql("delete from standing_permission where person_id = ? and other_id = ? returning until > now()")
                .params(person, other)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
