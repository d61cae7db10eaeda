package io.ringback.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import io.ringback.directory.Erased;
import io.ringback.directory.KeyedHash;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** STOP outlives its author's erasure, and tells nobody who that was. */
class OptOutsOfErasedTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Address ANNAS = new Address("tel:+46701740605");

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = database.jdbc();
    private final PeopleAndCases rows = new PeopleAndCases(database);
    private final OptOutsOfErased outliving = new OptOutsOfErased(jdbc, new KeyedHash(SECRET));

    private void annaHasSaidStopAndIsErased() {
        jdbc.sql("insert into opt_out (address, sender, medium, since) values (?, '+46701000001', 'SMS', now()),"
                        + " (?, 'voice', null, now()), ('tel:+46701740606', 'voice', null, now())")
                .params(ANNAS.uri(), ANNAS.uri())
                .update();
        outliving.erase(new Erased(Optional.empty(), List.of(ANNAS), Set.of()));
    }

    private List<String> optOuts() {
        return jdbc.sql("select address || ' ' || sender || ' ' || coalesce(medium, 'ALL') from opt_out order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void theAddressIsKeptNowhere() {
        annaHasSaidStopAndIsErased();

        assertThat(optOuts()).containsExactly("tel:+46701740606 voice ALL");
        assertThat(jdbc.sql("select e::text from opt_out_of_erased e")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .noneMatch(row -> row.contains("740605"));
    }

    @Test
    void whoComesBackWithTheAddressIsLeftInPeaceAgain() {
        annaHasSaidStopAndIsErased();
        Person again = rows.person("Anna again", PeopleAndCases.device(Medium.SMS, ANNAS.uri()));

        outliving.saved(List.of(again));

        assertThat(optOuts())
                .containsExactly(
                        "tel:+46701740605 +46701000001 SMS", "tel:+46701740605 voice ALL", "tel:+46701740606 voice ALL");
        assertThat(jdbc.sql("select count(*) from opt_out_of_erased")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void withoutTheSecretNobodyCanTryNumbersUntilOneFits() {
        assertThat(new KeyedHash(SECRET).of(ANNAS)).isNotEqualTo(new KeyedHash("another").of(ANNAS));
        assertThat(new KeyedHash(SECRET).of(ANNAS))
                .isEqualTo(new KeyedHash(SECRET).of(new Address("sip:+46701740605@switch.example")));
    }
}
