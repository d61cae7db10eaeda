package io.ringback.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ringback.PeopleAndCases;
import io.ringback.TestDatabase;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SealedAddressesTest {

    private static final String OLD = TestDatabase.ADDRESS_KEY;
    private static final String NEW = "another key of at least 32 characters";
    private static final SealedColumn ONE = new SealedColumn("a_table.one", "", "");
    private static final SealedColumn OTHER = new SealedColumn("a_table.other", "", "");
    private static final String ANNAS = "tel:+46701740605";

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = database.jdbc();

    private SealedAddresses with(String... keys) {
        return SealedAddresses.of(jdbc, AddressKeys.of(String.join(",", keys), null));
    }

    @Test
    void whatWasEncryptedIsReadWhereItWasPutAndNowhereElse() {
        SealedAddresses addresses = with(OLD);
        byte[] sealed = addresses.seal(ONE, 1, ANNAS);

        assertThat(addresses.open(ONE, 1, sealed)).isEqualTo(ANNAS);
        assertThatIllegalStateException()
                .isThrownBy(() -> addresses.open(ONE, 2, sealed))
                .withMessageContaining("a_table.one")
                .withMessageContaining("past Ringback");
        assertThatIllegalStateException().isThrownBy(() -> addresses.open(OTHER, 1, sealed));
        sealed[sealed.length - 1] ^= 1;
        assertThatIllegalStateException().isThrownBy(() -> addresses.open(ONE, 1, sealed));
    }

    @Test
    void theSameAddressIsNeverEncryptedAlikeAndAlwaysHashedAlike() {
        SealedAddresses addresses = with(OLD);

        assertThat(addresses.seal(ONE, 1, ANNAS)).isNotEqualTo(addresses.seal(ONE, 1, ANNAS));
        assertThat(addresses.hash(ANNAS))
                .isEqualTo(with(OLD).hash(ANNAS))
                .isNotEqualTo(addresses.hash("another purpose", ANNAS))
                .isNotEqualTo(SealedAddresses.begin(AddressKeys.of(OLD, null)).hash(ANNAS));
    }

    @Test
    void devicesWhoseAddressesWereSwappedInTheDatabaseAreNotRead() {
        PeopleAndCases rows = new PeopleAndCases(database);
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.VOICE, ANNAS));
        Person eve = rows.person("Eve", PeopleAndCases.device(Medium.VOICE, "tel:+46701740699"));
        jdbc.sql("""
                        update device d set address_sealed = (select address_sealed from device o where o.id <> d.id)
                        """).update();

        Directory directory = new Directory(jdbc, database.addresses(), Clock.systemUTC());
        for (UUID person : new UUID[] {anna.id(), eve.id()}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> directory.find(person))
                    .withMessageContaining("device.address_sealed")
                    .withMessageContaining("restore the row from a backup");
        }
    }

    @Test
    void withoutTheKeyNothingStartsAndItIsSaidWhatToDo() {
        with(OLD);

        assertThatIllegalStateException()
                .isThrownBy(() -> with(NEW))
                .withMessageContaining(
                        "encrypted with the key " + AddressKeys.of(OLD, null).fingerprints())
                .withMessageContaining("has only " + AddressKeys.of(NEW, null).fingerprints())
                .withMessageContaining("Put the key back: at the end of the list if another is to replace it.");
    }

    @Test
    void keysThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressKeys.of(OLD + ", short", null))
                .withMessage("Key 2 of ringback.address-keys has 5 characters. Each must have at least 32 random"
                        + " characters. Make one with: openssl rand -hex 32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressKeys.of(OLD + "," + NEW + "," + OLD, null))
                .withMessageContaining("the same key twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressKeys.of(" ", ""))
                .withMessageContaining("ringback.secret has 0 characters");
    }

    @Test
    void whoSetsNoKeysHasTheSecret() {
        assertThat(AddressKeys.of("", OLD).fingerprints())
                .isEqualTo(AddressKeys.of(OLD, null).fingerprints());
    }

    @Test
    void peopleAreFoundByTheirAddressAlsoWhileAKeyIsReplaced() {
        Person anna = new PeopleAndCases(database).person("Anna", PeopleAndCases.device(Medium.VOICE, ANNAS));

        for (SealedAddresses node : new SealedAddresses[] {with(OLD, NEW), with(NEW, OLD), with(OLD, NEW)}) {
            assertThat(new Directory(jdbc, node, Clock.systemUTC()).findByAddress(Medium.VOICE, new Address(ANNAS)))
                    .contains(anna);
        }
    }
}
