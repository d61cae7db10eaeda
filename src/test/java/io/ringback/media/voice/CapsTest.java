package io.ringback.media.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.AtOnce;
import io.ringback.CaseRows;
import io.ringback.TestDatabase;
import io.ringback.media.voice.Caps.Room;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class CapsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final DataSource dataSource = DATABASE.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final CaseRows rows = new CaseRows(jdbc);

    private UUID bob;
    private UUID carol;
    private UUID caseId;

    @BeforeEach
    void people() {
        DATABASE.clear();
        bob = rows.person("Bob");
        carol = rows.person("Carol");
        caseId = rows.openCase("ASKING_CALLER");
    }

    private Caps node(int perPerson, int simultaneous) {
        return new Caps(
                JdbcClient.create(dataSource),
                new JdbcTransactionManager(dataSource),
                new VoiceProperties(
                        2,
                        Duration.ofMinutes(15),
                        new VoiceProperties.Caps(perPerson, simultaneous),
                        new VoiceProperties.OwnNumber(true, 10, 20)),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** On a connection of its own, as dialogues do. */
    private void called(UUID person, String kind, Duration ago, boolean ended) {
        UUID message = UUID.randomUUID();
        jdbc.sql("""
                        insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at)
                        values (?, ?, ?, 'VOICE', ?, ?, 'SENT', now())
                        """).params(message, caseId, kind, person, UUID.randomUUID()).update();
        jdbc.sql("""
                        insert into voice_call (id, message_id, attempt, case_id, person_id, node, state, started_at, ended_at)
                        values (?, ?, 1, ?, ?, 'node', 'CALLING', ?, ?)
                        """)
                .params(
                        UUID.randomUUID(),
                        message,
                        caseId,
                        person,
                        Timestamp.from(NOW.minus(ago)),
                        ended ? Timestamp.from(NOW) : null)
                .update();
    }

    private static Room room(Caps caps, UUID person) {
        return caps.begin(person, room -> room);
    }

    @Test
    void aPersonIsCalledSoOftenADayWhatevertheMessagesAreAbout() {
        called(bob, "QUESTION", Duration.ofHours(1), true);
        called(bob, "NOTIFICATION", Duration.ofHours(23), true);
        called(bob, "INFORMATION", Duration.ofHours(25), true);

        assertThat(room(node(3, 9), bob)).isEqualTo(Room.THERE_IS);
        assertThat(room(node(2, 9), bob)).isEqualTo(Room.ENOUGH_FOR_A_DAY);
        assertThat(room(node(2, 9), carol)).isEqualTo(Room.THERE_IS);
    }

    /** They called themselves. */
    @Test
    void whoWasSpokenToOnTheSpotWasNotCalled() {
        called(bob, "OFFER", Duration.ofHours(1), true);

        assertThat(room(node(1, 9), bob)).isEqualTo(Room.THERE_IS);
    }

    @Test
    void nobodyWasCalledWhoCalledAgainAndHeardHowTheirCaseStands() {
        called(bob, "STANDING", Duration.ofHours(1), true);

        assertThat(room(node(1, 9), bob)).isEqualTo(Room.THERE_IS);
    }

    @Test
    void soManyCallsAreUnderWayAtOnceThoseOnTheSpotIncluded() {
        called(bob, "QUESTION", Duration.ofHours(1), true);
        called(bob, "OFFER", Duration.ofMinutes(1), false);
        assertThat(room(node(9, 2), carol)).isEqualTo(Room.THERE_IS);
        assertThat(node(9, 2).onTheSpot()).isEqualTo(Room.THERE_IS);

        called(carol, "QUESTION", Duration.ofDays(2), false);

        assertThat(room(node(9, 2), carol)).isEqualTo(Room.ALL_LINES_TAKEN);
        assertThat(node(9, 2).onTheSpot()).isEqualTo(Room.ALL_LINES_TAKEN);
    }

    @Test
    void whoAsksInTheSameInstantOnAnyNodeDoesNotGetMore() throws Exception {
        List<Caps> nodes = List.of(node(3, 99), node(3, 99));
        List<Callable<Room>> claims = new ArrayList<>();
        for (Caps node : nodes) {
            claims.addAll(Collections.nCopies(
                    4,
                    () -> node.begin(bob, room -> {
                        if (room == Room.THERE_IS) {
                            called(bob, "NOTIFICATION", Duration.ZERO, false);
                        }
                        return room;
                    })));
        }

        assertThat(AtOnce.all(claims)).filteredOn(room -> room == Room.THERE_IS).hasSize(3);
    }

    @Test
    void aCallsRowIsCommittedBeforeOthersMayAsk() {
        Caps caps = node(1, 9);

        int seenByOthers = caps.begin(bob, room -> {
            called(bob, "NOTIFICATION", Duration.ZERO, false);
            return DATABASE.jdbc()
                    .sql("select count(*) from voice_call")
                    .query(Integer.class)
                    .single();
        });

        assertThat(seenByOthers).isEqualTo(1);
    }
}
