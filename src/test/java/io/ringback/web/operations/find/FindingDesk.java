package io.ringback.web.operations.find;

import io.ringback.PeopleAndCases;
import io.ringback.TestDatabase;
import io.ringback.directory.AddressReader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finding cases on a real database, with an engine that says what a test has it say. */
final class FindingDesk {

    final TestDatabase database = TestDatabase.fresh();
    final JdbcClient jdbc = database.jdbc();
    final PeopleAndCases rows = new PeopleAndCases(database);
    final List<UUID> withIncident = new ArrayList<>();
    final List<UUID> inVersion = new ArrayList<>();
    final KnownPeople people = new KnownPeople(jdbc, database.addresses());
    final LookUps lookUps = new LookUps(jdbc, database.addresses(), new Processes());
    final CasesFound cases = new CasesFound(lookUps, new NewestCases(jdbc), Clock.systemUTC());
    final Recognition recognition = new Recognition(new KnownIds(jdbc), people, new AddressReader("SE"), cases);

    private final class Processes implements RunningProcesses {

        @Override
        public List<Integer> versions() {
            return List.of(2, 1);
        }

        @Override
        public List<UUID> casesIn(int version, int most) {
            return version == 1 ? inVersion : List.of();
        }

        @Override
        public List<UUID> withIncident(Instant from, Instant to, Optional<String> words, int most) {
            return words.isEmpty() ? withIncident : List.of();
        }
    }
}
