package db.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.RenewAddressHashes;
import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody had the database and its key: the hashes of tomorrow tell them nothing. */
class RenewHashesTest {

    private static final Address ANNAS = new Address("tel:+46701740605");

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = database.jdbc();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private boolean run() {
        // What stays connected passes for a node.
        database.disconnect();
        return RenewAddressHashes.run(
                new String[] {
                    "--spring.datasource.url=" + database.url(),
                    "--spring.datasource.username=postgres",
                    "--spring.datasource.password=",
                    "--ringback.address-keys=" + TestDatabase.ADDRESS_KEY
                },
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private List<byte[]> hashes() {
        return jdbc.sql("select address_hash from device union all select address_hash from opt_out")
                .query(byte[].class)
                .list();
    }

    @Test
    void peopleAndTheirStopsAreFoundByHashesThatNobodyHadBefore() {
        Person anna = new PeopleAndCases(database).person("Anna", PeopleAndCases.device(Medium.VOICE, ANNAS.uri()));
        byte[] known = database.addresses().hash(ANNAS.uri());
        jdbc.sql("insert into opt_out (address_hash, sender, since) values (?, 'voice', now())")
                .param(known)
                .update();

        for (int again = 0; again < 2; again++) {
            assertThat(run()).as(said.toString(StandardCharsets.UTF_8)).isTrue();
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("1 addresses have new hashes.");
            assertThat(hashes())
                    .doesNotContain(known)
                    .containsOnly(database.addresses().hash(ANNAS.uri()));
            assertThat(new Directory(jdbc, database.addresses(), Clock.systemUTC()).findByAddress(Medium.VOICE, ANNAS))
                    .contains(anna);
        }
    }

    @Test
    void callsThatWaitForTheirTurnHaveNoneAnyMore() {
        jdbc.sql("insert into inbound_event (id, kind, payload, state, received_at, turn)"
                        + " values ('call', 'FAILED_CALL', '{}', 'ACCEPTED', now(), 4711)")
                .update();

        assertThat(run()).as(said.toString(StandardCharsets.UTF_8)).isTrue();

        assertThat(jdbc.sql("select count(*) from inbound_event where turn is null")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void nothingHappensWhileANodeRuns() throws Exception {
        new PeopleAndCases(database).person("Anna", PeopleAndCases.device(Medium.VOICE, ANNAS.uri()));
        List<byte[]> before = hashes();

        try (Connection node = database.dataSource().getConnection()) {
            node.setClientInfo("ApplicationName", "a node");
            assertThat(run()).isFalse();
        }

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Nothing was changed. Others are connected to the database: [a node from ")
                .contains("Stop all nodes");
        assertThat(hashes()).containsExactlyElementsOf(before);
    }
}
