package io.ringback.cases;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How often somebody has said a wrong code for the callee of a case ({@code io.ringback.session.DialCodes}). */
@Component
public class GuessedCodes {

    /** After so many a case has no code any more: one in a hundred thousand is guessed. */
    private static final int MOST = 10;

    private final JdbcClient jdbc;

    GuessedCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of {@code cases} of which not too many codes have been guessed. */
    public List<UUID> guarded(List<UUID> cases) {
        return jdbc.sql("select id from failed_call_case where id = any(?) and code_misses < ?")
                .params(cases.toArray(UUID[]::new), MOST)
                .query(UUID.class)
                .list();
    }

    /** Somebody has said a code that is none of these cases'. Takes effect at once, whatever becomes of the call. */
    public void missed(List<UUID> cases) {
        jdbc.sql("update failed_call_case set code_misses = code_misses + 1 where id = any(?)")
                .param(cases.toArray(UUID[]::new))
                .update();
    }
}
