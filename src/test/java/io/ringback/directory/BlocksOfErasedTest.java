package io.ringback.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A block outlives the erasure of whoever was blocked, and goes with whoever blocked them. */
class BlocksOfErasedTest {

    private static final String NUMBER = "tel:+46701740605";

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = database.jdbc();
    private final PeopleAndCases rows = new PeopleAndCases(database);
    private final Directory directory = new Directory(jdbc, database.addresses(), Clock.systemUTC());
    private final BlocksOfErased outliving = new BlocksOfErased(jdbc, database.addresses());

    private final Person bob = rows.person("Bob");

    private void annaIsBlockedAndErased() {
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.VOICE, NUMBER));
        directory.block(bob.id(), anna.id());
        outliving.erase(new Erased(Optional.of(anna.id()), List.of(new Address(NUMBER)), Set.of()));
        directory.delete(anna.id());
    }

    private boolean isBlocked(Person caller) {
        return directory.lookUp(caller.id(), bob.id()).blocked();
    }

    @Test
    void whoComesBackWithTheNumberIsStillBlocked() {
        annaIsBlockedAndErased();
        Person again = rows.person("Anna again", PeopleAndCases.device(Medium.SMS, NUMBER));
        Person other = rows.person("Carl", PeopleAndCases.device(Medium.VOICE, "tel:+46701740607"));

        outliving.saved(List.of(again, other));

        assertThat(isBlocked(again)).isTrue();
        assertThat(isBlocked(other)).isFalse();
    }

    @Test
    void aBlockThatHasEndedIsNoMoreAndALongerOneStays() {
        Person carl = rows.person("Carl", PeopleAndCases.device(Medium.VOICE, "tel:+46701740607"));
        directory.block(bob.id(), carl.id(), 30);
        jdbc.sql("update block set until = now()").update();
        assertThat(isBlocked(carl)).isFalse();
        assertThat(directory.unblock(bob.id(), carl.id())).isFalse();

        directory.block(bob.id(), carl.id(), 30);
        assertThat(isBlocked(carl)).isTrue();
        directory.block(bob.id(), carl.id());
        directory.block(bob.id(), carl.id(), 30);
        assertThat(directory.blocked(bob.id(), carl.id()).orElseThrow().until()).isEmpty();
    }

    @Test
    void itIsForgottenWithWhoSaidIt() {
        annaIsBlockedAndErased();

        directory.delete(bob.id());

        assertThat(jdbc.sql("select count(*) from block_of_erased")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
