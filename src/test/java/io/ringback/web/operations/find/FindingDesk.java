package io.ringback.web.operations.find;

import io.ringback.PeopleAndCases;
import io.ringback.TestDatabase;
import io.ringback.directory.AddressReader;
import io.ringback.directory.PeopleByName;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Finding cases on a real database, with an engine that says what a test has it say. */
final class FindingDesk {

    final TestDatabase database;
    final JdbcClient jdbc;
    final PeopleAndCases rows;
    final List<UUID> withIncident = new ArrayList<>();
    final PeopleByName names;
    final KnownPeople people;
    final CasesFound cases;
    final CasesInList list;
    final Recognition recognition;

    FindingDesk() {
        this(TestDatabase.fresh());
    }

    private FindingDesk(TestDatabase database) {
        this(database, database.dataSource());
    }

    /** On a database that is reached so. */
    FindingDesk(TestDatabase database, DataSource source) {
        this.database = database;
        jdbc = JdbcClient.create(source);
        rows = new PeopleAndCases(database);
        names = new PeopleByName(jdbc);
        people = new KnownPeople(jdbc, database.addresses(), names);
        list = new CasesInList(jdbc);
        cases = new CasesFound(
                new LookUps(jdbc, database.addresses(), new Processes()),
                new NewestCases(jdbc),
                jdbc,
                new TransactionTemplate(new DataSourceTransactionManager(source)),
                Clock.systemUTC());
        recognition = new Recognition(new KnownIds(jdbc), people, new AddressReader("SE"), cases);
    }

    /** What a page of the list does. */
    List<CaseInList> page(Wanted wanted) {
        return list.read(cases.find(wanted, Place.FIRST, FindPage.PAGE).ids());
    }

    private final class Processes implements RunningProcesses {

        @Override
        public List<Integer> versions() {
            return List.of(2, 1);
        }

        @Override
        public List<UUID> withIncident(Instant from, Instant to, Optional<String> words, int most) {
            return words.isEmpty() ? withIncident : List.of();
        }
    }
}
