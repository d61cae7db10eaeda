package io.ringback.web.operations.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.TestDatabase;
import java.sql.SQLException;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** No search reads a whole table, however it is asked: each has an index to go along. {@link FindingMillion} measures the same. */
class FindingPlansTest {

    private static final int CASES = 60_000;

    private static final String READ_WHOLE =
            "select string_agg(relname, ', ') from pg_stat_user_tables where seq_tup_read > 1000";

    @Test
    void noSearchReadsAWholeTable() throws SQLException {
        TestDatabase database = TestDatabase.fresh();
        ManyCases.fill(database.jdbc(), CASES);
        ManyStrangers.seal(database);
        SingleConnectionDataSource one =
                new SingleConnectionDataSource(database.dataSource().getConnection(), true);
        try {
            FindingDesk desk = new FindingDesk(database, one);
            SoftAssertions plans = new SoftAssertions();
            for (KindOfSearch kind : KindOfSearch.all()) {
                does(desk.jdbc, "select pg_stat_reset()");
                kind.search().accept(desk);
                does(desk.jdbc, "select pg_stat_force_next_flush()");
                plans.assertThat(desk.jdbc.sql(READ_WHOLE).query(String.class).optional())
                        .as("tables that were read as a whole to find " + kind.name())
                        .isEmpty();
            }
            plans.assertAll();
            assertThat(desk.page(Wanted.ALL)).hasSize(FindPage.PAGE);
        } finally {
            one.destroy();
        }
    }

    private static void does(JdbcClient jdbc, String sql) {
        jdbc.sql(sql).query((row, number) -> true).single();
    }
}
