package io.ringback.web.operations.find;

import io.ringback.TestDatabase;
import java.sql.SQLException;
import java.util.Arrays;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Measures each kind of search over a million cases, or over as many as the argument says, on a PostgreSQL of its own: the median of nine
 * and the worst, in ms. Prints a table, and stays without a verdict: machines differ.
 */
final class FindingMillion {

    private static final int ROUNDS = 9;

    private FindingMillion() {}

    public static void main(String[] arguments) throws SQLException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        TestDatabase database = TestDatabase.fresh();
        long begun = System.nanoTime();
        ManyCases.fill(database.jdbc(), count);
        System.out.printf("%,d cases in %.0f s%n", count, (System.nanoTime() - begun) / 1e9);
        ManyStrangers.seal(database);
        // Ringback has connections; to make one for each statement would be measured, too.
        SingleConnectionDataSource kept =
                new SingleConnectionDataSource(database.dataSource().getConnection(), true);
        FindingDesk desk = new FindingDesk(database, kept);
        for (KindOfSearch kind : KindOfSearch.all()) {
            kind.search().accept(desk);
            double[] took = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                long from = System.nanoTime();
                kind.search().accept(desk);
                took[i] = (System.nanoTime() - from) / 1e6;
            }
            Arrays.sort(took);
            System.out.printf("%-50s %8.1f %8.1f%n", kind.name(), took[ROUNDS / 2], took[ROUNDS - 1]);
        }
        System.exit(0);
    }
}
