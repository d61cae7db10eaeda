package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.AtOnce;
import io.ringback.BesideOthers;
import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often people are written to, counted on a real database, by nodes whose clock the test turns. */
@BesideOthers
class MessageCapsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final List<UUID> left = new CopyOnWriteArrayList<>();
    private final TurnedByHand clock = new TurnedByHand();

    private PeopleAndCases rows;
    private Person bob;
    private Device mail;
    private Spine spine;

    private static final class TurnedByHand extends Clock {

        private volatile Instant now = NOON;

        void turn(Duration on) {
            now = now.plus(on);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void open() {
        DATABASE.clear();
        rows = new PeopleAndCases(DATABASE);
        mail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");
        bob = rows.person("Bob", mail);
        spine = node();
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void thePersonIsWrittenToSoOftenAnHourWhoeverCallsAndToldTheRestAtOnce() {
        List<Optional<Instant>> turns = IntStream.range(0, 9)
                .mapToObj(minute -> {
                    Optional<Instant> until = heldUntil(notification(caseFrom(caller())));
                    minutesPass(1);
                    return until;
                })
                .toList();

        assertThat(turns.subList(0, 6)).containsOnly(Optional.empty());
        // When the first of the six is an hour old; the others join.
        assertThat(turns.subList(6, 9)).containsOnly(Optional.of(NOON.plus(Duration.ofHours(1))));

        clock.turn(Duration.ofHours(1));
        await().until(() -> {
            // What is tried again is due by this clock too.
            clock.turn(Duration.ofMillis(100));
            return agenda() == 0;
        });
        assertThat(left).hasSize(7);
        assertThat(states()).isEqualTo(Map.of("SENT", 9L));
        assertThat(journal("MERGED")).isEqualTo(2);
    }

    @Test
    void aQuestionToTheSamePersonIsAMessageOfItsOwnAndWaitsForRoomOfItsOwn() {
        for (int minute = 0; minute < 7; minute++) {
            heldUntil(notification(caseFrom(caller())));
            minutesPass(1);
        }

        assertThat(heldUntil(message(MessageKind.QUESTION, caseFrom(bob, caller()), bob, mail)))
                .contains(NOON.plus(Duration.ofMinutes(61)));
    }

    @Test
    void soManyADayHoweverSlowly() {
        for (int message = 0; message < 20; message++) {
            assertThat(heldUntil(notification(caseFrom(caller())))).isEmpty();
            minutesPass(12);
        }

        assertThat(heldUntil(notification(caseFrom(caller())))).contains(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void oneCallerLeavesRoomForAnother() {
        Person stalker = caller();
        for (int call = 0; call < 3; call++) {
            assertThat(heldUntil(notification(caseFrom(stalker)))).isEmpty();
        }
        for (int call = 0; call < 30; call++) {
            assertThat(heldUntil(notification(caseFrom(stalker)))).contains(NOON.plus(Duration.ofHours(1)));
        }
        assertThat(heldBy()).containsOnly("per-pair");

        for (int other = 0; other < 2; other++) {
            assertThat(heldUntil(notification(caseFrom(caller())))).isEmpty();
        }
    }

    /** Bob stands in for all whom the stalker calls. */
    @Test
    void whoCallsManyWithOneDeputyGetsThroughToTheDeputyNoMoreOften() {
        Person stalker = caller();
        for (int call = 0; call < 5; call++) {
            RunningCase running = caseFrom(stalker, caller());
            jdbc.sql("update failed_call_case set deputy_id = ? where id = ?")
                    .params(bob.id(), running.id())
                    .update();
            assertThat(heldUntil(notification(running)).isPresent()).isEqualTo(call >= 3);
        }
        assertThat(heldBy()).containsOnly("per-pair");
    }

    @Test
    void oneCallerWritesToSoManyPeople() {
        Person stalker = caller();
        for (int call = 0; call < 10; call++) {
            assertThat(heldUntil(notificationOfStranger(stalker))).isEmpty();
        }

        assertThat(heldUntil(notificationOfStranger(stalker))).contains(NOON.plus(Duration.ofHours(1)));
        assertThat(heldBy()).containsOnly("per-caller");
        assertThat(heldUntil(notificationOfStranger(caller()))).isEmpty();
    }

    @Test
    void whatAnswersThePersonIsNotStarvedAndHasACapOfItsOwn() {
        for (int call = 0; call < 8; call++) {
            heldUntil(notification(caseFrom(caller())));
        }
        RunningCase own = caseFrom(bob, caller());

        for (int answer = 0; answer < 20; answer++) {
            MessageKind kind = answer % 2 == 0 ? MessageKind.INFORMATION : MessageKind.CLOSING;
            assertThat(heldUntil(message(kind, own, bob, mail))).isEmpty();
        }

        assertThat(heldUntil(message(MessageKind.INFORMATION, own, bob, mail)))
                .contains(NOON.plus(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING,   , true",
        "SENT, SENT, true",
        "CANCELLED, SENT, true",
        "CANCELLED, , false",
        "CANCELLED, LEAVING, true",
        "FAILED, SENT, false",
        "SET_ASIDE, , false",
    })
    void countsWhatReachesThePerson(String state, String sent, boolean counts) {
        Person anna = caller();
        for (int message = 0; message < 3; message++) {
            OutboundMessage written = notification(caseFrom(anna));
            heldUntil(written);
            await().until(() -> agenda() == 0);
            jdbc.sql(
                            "update outbound_message set state = ?, sent_at = cast(? as timestamptz), leaving = ? where id = ?")
                    .params(state, "SENT".equals(sent) ? NOON.toString() : null, "LEAVING".equals(sent), written.id())
                    .update();
        }

        assertThat(heldUntil(notification(caseFrom(anna))).isPresent()).isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({
        "tel:+3725123456, SMS, EE, true", // abroad
        "tel:+18765551234, MMS, JM, true", // as Canada +1, but a country of its own
        "tel:+46735123456, SMS, +46, false", // at home
        "tel:+46701740605, SMS, +4670, false",
        "tel:+46770123456, SMS, +4677, true",
    })
    void shortMessagesAbroadAndToRangesAreCapped(String number, Medium medium, String range, boolean capped) {
        for (int message = 0; message < 2; message++) {
            assertThat(turnOfText(number, medium).heldUntil()).isEmpty();
        }
        MessageTurn third = turnOfText(number, medium);

        assertThat(third.range()).isEqualTo(Optional.ofNullable(range));
        assertThat(third.heldUntil().isPresent()).isEqualTo(capped);
        assertThat(turnOfText("tel:+4915112345678", medium).heldUntil()).isEmpty();
    }

    @Test
    void whatIsHeldForTheNightIsCountedInTheMorning() {
        Instant morning = NOON.plus(Duration.ofHours(12));
        List<Optional<Instant>> turns = Stream.generate(
                        () -> written(notification(caseFrom(caller())), Optional.of(morning)))
                .limit(8)
                .map(MessageTurn::heldUntil)
                .toList();

        assertThat(turns.subList(0, 6)).containsOnly(Optional.of(morning));
        assertThat(turns.subList(6, 8)).containsOnly(Optional.of(morning.plus(Duration.ofHours(1))));
    }

    @Test
    void whoWritesInTheSameInstantOnAnyNodeDoesNotGetMore() throws Exception {
        try (Spine other = node()) {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (Spine node : List.of(spine, other)) {
                for (int writer = 0; writer < 5; writer++) {
                    OutboundMessage message = notification(caseFrom(caller()));
                    writers.add(() ->
                            written(node, message, Optional.empty()).heldUntil().isEmpty());
                }
            }

            assertThat(AtOnce.all(writers)).filteredOn(free -> free).hasSize(6);
        }
    }

    @Test
    void ifTheOneThatWasToTellOfAllIsNotWantedAnyMoreAnotherDoes() {
        RunningCase first = caseFrom(caller());
        RunningCase second = caseFrom(caller());
        RunningCase third = caseFrom(caller());
        Instant later = NOON.plus(Duration.ofHours(2));
        List<OutboundMessage> held =
                Stream.of(first, second, third).map(this::notification).toList();
        spine.inTransaction(() -> held.forEach(message -> spine.the(Outbox.class)
                .write(
                        message,
                        List.of(),
                        new MessageTurn(
                                Optional.of(later), Optional.of("per-receiver"), Optional.empty(), Optional.empty()))));
        assertThat(spine.the(HeldBack.class).gather(held.get(0))).isTrue();
        assertThat(states()).isEqualTo(Map.of("WAITING", 1L, "MERGED", 2L));
        assertThat(spine.the(HeldBack.class).gather(held.get(1))).isFalse();

        spine.inTransaction(() -> spine.the(Outbox.class).cancel(first.id()));

        await().until(() -> states().equals(Map.of("SENT", 2L, "CANCELLED", 1L)));
        assertThat(left).hasSize(1).isSubsetOf(held.get(1).id(), held.get(2).id());
    }

    private OutboundMessage ofTrunk(String source, String identity) {
        OutboundMessage message = notificationOfStranger(caller());
        jdbc.sql("update failed_call_case set source = ?, caller_identity = ? where id = ?")
                .params(source, identity, message.caseId())
                .update();
        return message;
    }

    @Test
    void whoHasATrunkAndAsManyNumbersAsTheyLikeHasSoManyPeopleWrittenTo() {
        for (int call = 0; call < 60; call++) {
            assertThat(heldUntil(ofTrunk("adapter:carrier", "UNVERIFIED"))).isEmpty();
        }

        assertThat(heldUntil(ofTrunk("adapter:carrier", "UNVERIFIED"))).contains(NOON.plus(Duration.ofHours(1)));
        assertThat(heldBy()).containsExactly("per-trunk-unverified");
        assertThat(heldUntil(ofTrunk("adapter:carrier", "VERIFIED")))
                .as("whom somebody vouches for")
                .isEmpty();
        assertThat(heldUntil(ofTrunk("adapter:switch", "UNVERIFIED")))
                .as("another trunk")
                .isEmpty();
    }

    @Test
    void aTrunkMayHaveACapOfItsOwnThatAllNodesKeepTogether() {
        try (Spine capped = node("2/3");
                Spine other = node("2/3")) {
            written(capped, ofTrunk("api:pbx", "VERIFIED"), Optional.empty());
            written(other, ofTrunk("api:pbx", "NOT_TOLD"), Optional.empty());

            assertThat(written(capped, ofTrunk("api:pbx", "VERIFIED"), Optional.empty()))
                    .isEqualTo(new MessageTurn(
                            Optional.of(NOON.plus(Duration.ofHours(1))),
                            Optional.of("per-trunk"),
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6",
                "0/20",
                "6/0",
                "6/-1",
                "six/20",
                "6/20/30",
                "6 in P2D",
                "6 in PT0S",
                "0 in PT1H",
                "6 in PT1H and"
            })
    void aCapThatIsNotUnderstoodIsNamed(String written) {
        assertThatThrownBy(() -> Cap.valueOf(written)).hasMessageContaining("\"" + written + "\"");
        assertThatThrownBy(() -> CapsProperties.Range.valueOf("0046:" + written))
                .hasMessageContaining("0046:" + written);
    }

    private void minutesPass(int minutes) {
        settle();
        clock.turn(Duration.ofMinutes(minutes));
    }

    /** What may leave has left. */
    private void settle() {
        await().until(() ->
                jdbc.sql("select count(*) from outbound_message where state = 'WAITING' and held_until is null")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private Person caller() {
        return rows.person(
                "Caller", PeopleAndCases.device(Medium.EMAIL, "mailto:" + UUID.randomUUID() + "@example.com"));
    }

    private RunningCase caseFrom(Person caller) {
        return caseFrom(caller, bob);
    }

    private RunningCase caseFrom(Person caller, Person callee) {
        return rows.openCase(caller, callee, CaseState.WAITING_FOR_CALLEE);
    }

    private OutboundMessage notification(RunningCase running) {
        return message(MessageKind.NOTIFICATION, running, bob, mail);
    }

    private OutboundMessage notificationOfStranger(Person caller) {
        Person stranger = caller();
        return message(
                MessageKind.NOTIFICATION,
                caseFrom(caller, stranger),
                stranger,
                stranger.devices().get(0));
    }

    private static OutboundMessage message(MessageKind kind, RunningCase running, Person to, Device device) {
        return new OutboundMessage(UUID.randomUUID(), running.id(), kind, device.messageMedium(), to.id(), device.id());
    }

    private MessageTurn turnOfText(String number, Medium medium) {
        jdbc.sql("update device set address_hash = decode(md5(id::text), 'hex') where address_hash = ?")
                .param(DATABASE.addresses().hash(number))
                .update();
        Device phone = PeopleAndCases.device(medium, number);
        Person owner = rows.person("Owner", phone);
        return written(message(MessageKind.NOTIFICATION, caseFrom(caller(), owner), owner, phone), Optional.empty());
    }

    private Optional<Instant> heldUntil(OutboundMessage message) {
        return written(message, Optional.empty()).heldUntil();
    }

    private MessageTurn written(OutboundMessage message, Optional<Instant> quietUntil) {
        return written(spine, message, quietUntil);
    }

    private static MessageTurn written(Spine node, OutboundMessage message, Optional<Instant> quietUntil) {
        return node.inTransaction(() -> {
            Outbox outbox = node.the(Outbox.class);
            MessageTurn turn = outbox.turnOf(message, quietUntil);
            outbox.write(message, List.of(), turn);
            return new MessageTurn(
                    turn.heldUntil().map(until -> until.truncatedTo(ChronoUnit.MILLIS)),
                    turn.heldBy(),
                    turn.range(),
                    turn.tableRange());
        });
    }

    private List<String> heldBy() {
        return jdbc.sql("select distinct held_by from outbound_message where held_by is not null")
                .query(String.class)
                .list();
    }

    private Map<String, Long> states() {
        Map<String, Long> states = new HashMap<>();
        jdbc.sql("select state, count(*) as n from outbound_message group by state")
                .query((row, number) -> states.put(row.getString("state"), row.getLong("n")))
                .list();
        return states;
    }

    private long journal(String result) {
        return jdbc.sql("select count(*) from journal where result = ?")
                .param(result)
                .query(Long.class)
                .single();
    }

    private long agenda() {
        return jdbc.sql("select count(*) from scheduled_tasks")
                .query(Long.class)
                .single();
    }

    private Spine node() {
        return node("none");
    }

    private Spine node(String perTrunk) {
        return Spine.from(
                "delivery",
                DATABASE,
                clock,
                new Spine.Setting("ringback.caps.per-receiver", "6/20"),
                new Spine.Setting("ringback.caps.per-pair", "3/6"),
                new Spine.Setting("ringback.caps.per-caller", "10/30"),
                new Spine.Setting("ringback.caps.per-trunk", perTrunk),
                new Spine.Setting("ringback.caps.abroad", "2/9"),
                new Spine.Setting("ringback.caps.ranges", "+4670:99/99,+46:none,+4677:2/9"),
                composer(Medium.EMAIL),
                mailServer(),
                new ProcessOnPaper(),
                (DeliveryReport.Listener) this::note);
    }

    private void note(DeliveryReport report) {
        SentMessages messages = spine.the(SentMessages.class);
        messages.markSent(report.message().id()).toldWith().forEach(told -> messages.markSent(told.id()));
    }

    private RouteBuilder mailServer() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send-email")
                        .process(exchange ->
                                left.add(UUID.fromString(exchange.getMessage().getHeader("messageId", String.class))));
            }
        };
    }

    private static Composer composer(Medium medium) {
        return new Composer() {
            @Override
            public Medium medium() {
                return medium;
            }

            @Override
            public Parcel compose(OutboundMessage message) {
                return new Parcel("text", Map.of());
            }
        };
    }
}
