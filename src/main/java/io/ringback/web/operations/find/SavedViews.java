package io.ringback.web.operations.find;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an operator looks at again and again, by a name. */
@Component
class SavedViews {

    static final int LONGEST_NAME = 60;
    static final int MOST = 50;

    private final JdbcClient jdbc;
    private final Clock clock;

    SavedViews(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One of them; {@code query} is what stands behind the question mark of its link. */
    record SavedView(String name, String query) {}

    /** Those of an operator, by name. */
    List<SavedView> of(String operator) {
        return jdbc.sql("select name, query from saved_view where operator = ? order by lower(name), name limit ?")
                .params(operator, MOST)
                .query((row, number) -> new SavedView(row.getString("name"), row.getString("query")))
                .list();
    }

    /**
     * Saves a view, in the place of one of that name.
     *
     * @return whether there was room for it
     */
    boolean save(String operator, String name, Wanted wanted) {
        return jdbc.sql("""
                        insert into saved_view (operator, name, query, saved_at)
                        select :operator, :name, :query, :now
                         where (select count(*) from saved_view where operator = :operator and name <> :name) < :most
                        on conflict (operator, name) do update set query = excluded.query, saved_at = excluded.saved_at
                        """)
                        .param("operator", operator)
                        .param("name", name)
                        .param("query", wanted.query())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("most", MOST)
                        .update()
                == 1;
    }

    /** Deletes a view; nothing happens if there is none of that name. */
    void delete(String operator, String name) {
        jdbc.sql("delete from saved_view where operator = ? and name = ?")
                .params(operator, name)
                .update();
    }
}
