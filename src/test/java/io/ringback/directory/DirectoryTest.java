package io.ringback.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.TestDatabase;
import io.ringback.directory.Preferences.ReturnCallsTo;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class DirectoryTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final DataSource dataSource = DATABASE.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final Directory directory = new Directory(jdbc, DATABASE.addresses(), Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void nobodyIsKnown() {
        DATABASE.clear();
    }

    @Test
    void whatIsSavedIsFoundWithDevicesInOrder() {
        Person anna = person(
                "Anna",
                device(Medium.SMS, "tel:+46701234567"),
                device(Medium.EMAIL, "mailto:anna@example.com"),
                device(Medium.VOICE, "tel:+46701234567"));

        assertThat(directory.save(anna)).isTrue();

        assertThat(directory.find(anna.id())).contains(anna);
        assertThat(directory.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void savingAgainReplacesEverythingAndKeepsBlocks() {
        Person anna = person("Anna", device(Medium.EMAIL, "mailto:anna@example.com"));
        Person bob = person("Bob", device(Medium.EMAIL, "mailto:bob@example.com"));
        directory.save(anna);
        directory.save(bob);
        directory.block(bob.id(), anna.id());
        Person renamed = new Person(
                anna.id(),
                "Anna Andersson",
                Locale.forLanguageTag("sv"),
                ZoneId.of("Asia/Tokyo"),
                new Preferences(
                        true, true, false, ReturnCallsTo.FIRST_PHONE, Optional.of(QuietHours.parse("21:30-08:00"))),
                List.of(
                        device(Medium.VOICE, "sip:anna@example.com"),
                        anna.devices().get(0)));

        assertThat(directory.save(renamed)).isFalse();

        assertThat(directory.find(anna.id())).contains(renamed);
        assertThat(directory
                        .lookUp(Medium.VOICE, address("sip:anna@example.com"), address("mailto:bob@example.com"))
                        .blocked())
                .isTrue();
    }

    @Test
    void aPersonWithoutDevicesIsFound() {
        Person anna = person("Anna");
        directory.save(anna);

        assertThat(directory.find(anna.id())).contains(anna);
        assertThat(directory.list("", 0, 10).people()).containsExactly(anna);
    }

    @Test
    void bothPeopleOfACallAreFoundByTheFailedMediumFirst() {
        Person owner = person("Owner of the line", device(Medium.VOICE, "tel:+46701234567"));
        Person texter = person("Texts from the same number", device(Medium.SMS, "tel:+46701234567"));
        Person bob =
                person("Bob", device(Medium.SMS, "tel:+46707654321"), device(Medium.EMAIL, "mailto:bob@example.com"));
        directory.save(texter);
        directory.save(owner);
        directory.save(bob);

        Pair byVoice = directory.lookUp(Medium.VOICE, address("tel:+46701234567"), address("tel:+46707654321"));
        assertThat(byVoice.caller()).contains(owner);
        assertThat(byVoice.callee()).as("known by SMS alone").contains(bob);
        assertThat(byVoice.blocked()).isFalse();

        Pair bySms = directory.lookUp(Medium.SMS, address("tel:+46701234567"), address("tel:+46707654321"));
        assertThat(bySms.caller()).contains(texter);
    }

    @Test
    void aNumberAtASwitchIsThatNumberUnlessSomeoneHasTheSipAddressItself() {
        Person anna = person("Anna", device(Medium.VOICE, "tel:+46701234567"));
        directory.save(anna);
        Address atSwitch = address("sip:+46701234567@switch.example");

        assertThat(directory.lookUp(Medium.VOICE, atSwitch, atSwitch).caller()).contains(anna);
        assertThat(directory.findByAddress(Medium.VOICE, atSwitch)).contains(anna);

        Person lobby = person("Lobby", device(Medium.VOICE, "sip:+46701234567@switch.example"));
        directory.save(lobby);

        assertThat(directory.lookUp(Medium.VOICE, atSwitch, atSwitch).caller()).contains(lobby);
        assertThat(directory.findByAddress(Medium.VOICE, atSwitch)).contains(lobby);
    }

    @Test
    void oneOfThePairMayBeUnknown() {
        Person anna = person("Anna", device(Medium.VOICE, "tel:+46701234567"));
        directory.save(anna);

        Pair toStranger = directory.lookUp(Medium.VOICE, address("tel:+46701234567"), address("tel:+46707654321"));
        assertThat(toStranger).isEqualTo(new Pair(Optional.of(anna), Optional.empty()));

        Pair strangers = directory.lookUp(Medium.VOICE, address("tel:+46700000001"), address("tel:+46700000002"));
        assertThat(strangers).isEqualTo(new Pair(Optional.empty(), Optional.empty()));
    }

    @Test
    void aBlockHoldsInOneDirectionUntilItIsLifted() {
        Person anna = person("Anna", device(Medium.VOICE, "tel:+46701234567"));
        Person bob = person("Bob", device(Medium.VOICE, "tel:+46707654321"));
        directory.save(anna);
        directory.save(bob);
        Address annas = address("tel:+46701234567");
        Address bobs = address("tel:+46707654321");

        directory.block(bob.id(), anna.id());
        directory.block(bob.id(), anna.id());

        assertThat(directory.lookUp(Medium.VOICE, annas, bobs).blocked()).isTrue();
        assertThat(directory.lookUp(Medium.VOICE, bobs, annas).blocked()).isFalse();

        directory.unblock(bob.id(), anna.id());
        assertThat(directory.lookUp(Medium.VOICE, annas, bobs).blocked()).isFalse();
    }

    @Test
    void blockingSomeoneWhoIsGoneDoesNothing() {
        Person bob = person("Bob");
        directory.save(bob);

        directory.block(bob.id(), UUID.randomUUID());

        assertThat(jdbc.sql("select count(*) from block").query(Long.class).single())
                .isZero();
    }

    @Test
    void preferencesAreSetOneByOneOrTogether() {
        Person anna = person("Anna");
        directory.save(anna);

        directory.setAlwaysNotifyForMe(anna.id());
        directory.setNever(anna.id(), true);
        assertThat(preferencesOf(anna)).isEqualTo(new Preferences(true, false, true));

        assertThat(directory.setPreferences(anna.id(), new Preferences(false, true, false)))
                .isTrue();
        assertThat(preferencesOf(anna)).isEqualTo(new Preferences(false, true, false));
        Preferences firstPhone = new Preferences(false, false, false, ReturnCallsTo.FIRST_PHONE);
        directory.setPreferences(anna.id(), firstPhone);
        assertThat(preferencesOf(anna)).isEqualTo(firstPhone);
        for (String hours : List.of("22:30-06:15", "never")) {
            Preferences quiet = new Preferences(
                    false, false, false, ReturnCallsTo.FIRST_PHONE, Optional.of(QuietHours.parse(hours)));
            directory.setPreferences(anna.id(), quiet);
            assertThat(preferencesOf(anna)).isEqualTo(quiet);
        }
        assertThat(directory.setPreferences(UUID.randomUUID(), Preferences.UNSET))
                .isFalse();
    }

    @Test
    void anAddressThatSomeoneElseHasIsRefusedByName() {
        directory.save(person("Anna", device(Medium.EMAIL, "mailto:shared@example.com")));
        Person bob = person("Bob", device(Medium.EMAIL, "mailto:shared@example.com"));

        assertThatThrownBy(() -> inTransaction().executeWithoutResult(status -> directory.save(bob)))
                .isInstanceOfSatisfying(AddressTakenException.class, taken -> assertThat(taken.device())
                        .isEqualTo(bob.devices().get(0)))
                .hasMessageContaining("EMAIL")
                .hasMessageNotContaining("shared@example.com");

        assertThat(directory.find(bob.id())).isEmpty();
    }

    @Test
    void ofTwoWhoClaimAnAddressAtOnceOneGetsIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            String contested = "mailto:contested" + round + "@example.com";
            CyclicBarrier start = new CyclicBarrier(2);
            Callable<Boolean> claim = () -> {
                start.await();
                try {
                    inTransaction()
                            .executeWithoutResult(
                                    status -> directory.save(person("Claimant", device(Medium.EMAIL, contested))));
                    return true;
                } catch (AddressTakenException e) {
                    return false;
                }
            };
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Boolean> got = threads.invokeAll(List.of(claim, claim)).stream()
                        .map(DirectoryTest::result)
                        .toList();
                assertThat(got).containsExactlyInAnyOrder(true, false);
            } finally {
                threads.shutdownNow();
            }
        }
        assertThat(directory.list("", 0, 100).total()).isEqualTo(20);
    }

    @Test
    void twoWhoSaveTheSamePersonAtOnceBothSucceed() throws Exception {
        for (int round = 0; round < 20; round++) {
            Person anna = person("Anna", device(Medium.EMAIL, "mailto:anna" + round + "@example.com"));
            CyclicBarrier start = new CyclicBarrier(2);
            Callable<Boolean> save = () -> {
                start.await();
                return inTransaction().execute(status -> directory.save(anna));
            };
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Boolean> isNew = threads.invokeAll(List.of(save, save)).stream()
                        .map(DirectoryTest::result)
                        .toList();
                assertThat(isNew).containsExactlyInAnyOrder(true, false);
            } finally {
                threads.shutdownNow();
            }
            assertThat(directory.find(anna.id())).contains(anna);
        }
    }

    @Test
    void peopleMaySwapAddressesWhenSavedTogether() {
        Device one = device(Medium.EMAIL, "mailto:one@example.com");
        Device two = device(Medium.EMAIL, "mailto:two@example.com");
        Person anna = person("Anna", one);
        Person bob = person("Bob", two);
        directory.saveAll(List.of(anna, bob));

        Directory.Saved saved = directory.saveAll(List.of(withDevices(anna, two), withDevices(bob, one)));

        assertThat(saved).isEqualTo(new Directory.Saved(0, List.of()));
        assertThat(directory.findByAddress(Medium.EMAIL, one.address())).contains(withDevices(bob, one));
    }

    private static Person withDevices(Person person, Device... devices) {
        return new Person(
                person.id(),
                person.name(),
                person.language(),
                person.timeZone(),
                person.preferences(),
                List.of(devices));
    }

    @Test
    void aListIsPagedByNameAndSearchedLiterally() {
        for (String name : List.of("beda", "Adam", "Cecilia", "100%_sure", "Åsa")) {
            directory.save(person(name, device(Medium.EMAIL, "mailto:" + UUID.randomUUID() + "@example.com")));
        }

        PeoplePage first = directory.list("", 0, 2);
        PeoplePage second = directory.list("", 1, 2);

        assertThat(first.total()).isEqualTo(5);
        assertThat(first.people()).extracting(Person::name).containsExactly("100%_sure", "Adam");
        assertThat(second.people()).extracting(Person::name).containsExactly("beda", "Cecilia");
        assertThat(directory.list("%", 0, 10).people()).extracting(Person::name).containsExactly("100%_sure");
        assertThat(directory.list(" CEC ", 0, 10).people())
                .extracting(Person::name)
                .containsExactly("Cecilia");
        assertThat(directory.list("'; drop table person; --", 0, 10).people()).isEmpty();
    }

    @Test
    void aDeletedPersonIsForgotten() {
        Person anna = person("Anna", device(Medium.EMAIL, "mailto:anna@example.com"));
        directory.save(anna);

        assertThat(directory.delete(anna.id())).isTrue();

        assertThat(directory.delete(anna.id())).isFalse();
        assertThat(directory.findByAddress(Medium.EMAIL, address("mailto:anna@example.com")))
                .isEmpty();
    }

    @Test
    void aTelephoneMayBeTextOnly() {
        Device written = new Device(UUID.randomUUID(), Medium.VOICE, address("tel:+46701234567"), "Desk", true);
        Person anna = person("Anna", written, device(Medium.VOICE, "tel:+46701234568"));

        directory.save(anna);

        assertThat(directory.find(anna.id())).contains(anna);
        assertThat(directory.find(anna.id()).orElseThrow().devices())
                .extracting(Device::messageMedium)
                .containsExactly(Medium.INSTANT_MESSAGE, Medium.VOICE);
        assertThatThrownBy(() -> new Device(UUID.randomUUID(), Medium.SMS, address("tel:+46701234567"), "Desk", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Only a device of medium VOICE can be text-only, not one of SMS.");
    }

    @Test
    void nobodyIsCalledAtAMailAddress() {
        assertThatThrownBy(() -> device(Medium.VOICE, "mailto:anna@example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A device of medium VOICE cannot have a mailto: address.");
    }

    private Preferences preferencesOf(Person person) {
        return directory.find(person.id()).orElseThrow().preferences();
    }

    private TransactionTemplate inTransaction() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    private static Boolean result(Future<Boolean> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Person person(String name, Device... devices) {
        return new Person(
                UUID.randomUUID(),
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(devices));
    }

    private static Device device(Medium medium, String address) {
        return new Device(UUID.randomUUID(), medium, address(address), "Label");
    }

    private static Address address(String uri) {
        return new Address(uri);
    }
}
