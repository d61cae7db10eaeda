package io.ringback.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OptOutsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Address MOBILE = new Address("tel:+46701740605");
    private static final Address DESK = new Address("tel:+46812345678");
    private static final String ONE = "46701000001";
    private static final String OTHER = "46701000002";

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final Directory directory = new Directory(jdbc, DATABASE.addresses(), Clock.systemUTC());
    private final OptOuts optOuts = new OptOuts(jdbc, directory, DATABASE.addresses(), Clock.systemUTC());
    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);

    @BeforeEach
    void nobodyHasSaidAnything() {
        DATABASE.clear();
    }

    @Test
    void stopIsNewsOnceAndSaidToOneSender() {
        assertThat(optOuts.add(MOBILE, ONE, Medium.SMS)).isTrue();
        assertThat(optOuts.add(MOBILE, ONE, Medium.SMS)).isFalse();

        assertThat(optOuts.has(MOBILE, ONE)).isTrue();
        assertThat(optOuts.has(MOBILE, OTHER)).isFalse();
        assertThat(optOuts.has(DESK, ONE)).isFalse();
    }

    @Test
    void startTakesBackStopToThatSenderAndAKeyPress() {
        optOuts.add(MOBILE, ONE, Medium.SMS);
        optOuts.add(MOBILE, OTHER, Medium.SMS);
        optOuts.addByKey(MOBILE);

        assertThat(optOuts.remove(MOBILE, ONE)).isTrue();
        assertThat(optOuts.remove(MOBILE, ONE)).isFalse();

        assertThat(optOuts.has(MOBILE, ONE)).isFalse();
        assertThat(optOuts.has(MOBILE, "voice")).isFalse();
        assertThat(optOuts.has(MOBILE, OTHER)).isTrue();
    }

    @Test
    void allWhoShareAnAddressAreItsOwners() {
        Person anna = rows.person(
                "Anna",
                PeopleAndCases.device(Medium.VOICE, MOBILE.uri()),
                PeopleAndCases.device(Medium.SMS, MOBILE.uri()));
        Person carl = rows.person("Carl", PeopleAndCases.device(Medium.MMS, MOBILE.uri()));
        rows.person("Dora", PeopleAndCases.device(Medium.VOICE, DESK.uri()));

        assertThat(optOuts.owners(MOBILE)).containsExactlyInAnyOrder(anna.id(), carl.id());
    }

    @Test
    void aPersonWhoHasSaidStopElsewhereStaysSilentUntilThatIsTakenBackToo() {
        Person anna = rows.person(
                "Anna",
                PeopleAndCases.device(Medium.SMS, MOBILE.uri()),
                PeopleAndCases.device(Medium.VOICE, DESK.uri()));
        directory.setNever(anna.id(), true);
        stoppedAllMedia(MOBILE, ONE);
        stoppedAllMedia(DESK, OTHER);

        optOuts.remove(MOBILE, ONE);
        assertThat(rows.again(anna).preferences().never()).isTrue();

        optOuts.remove(DESK, OTHER);
        assertThat(rows.again(anna).preferences().never()).isFalse();
    }

    /** As it was written when STOP in a text still held for all media. */
    private void stoppedAllMedia(Address device, String sender) {
        jdbc.sql("insert into opt_out (address_hash, sender, since) values (?, ?, now())")
                .params(DATABASE.addresses().hash(device.uri()), sender)
                .update();
    }

    @Test
    void whatWasSaidOutlivesTheDeviceInTheDirectory() {
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.SMS, MOBILE.uri()));
        optOuts.add(MOBILE, ONE, Medium.SMS);

        directory.delete(anna.id());
        rows.person("Carl", PeopleAndCases.device(Medium.SMS, MOBILE.uri()));

        assertThat(optOuts.has(MOBILE, ONE)).isTrue();
    }
}
