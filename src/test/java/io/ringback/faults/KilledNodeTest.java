package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.faults.DatabaseProxy.When;
import io.ringback.faults.ScriptedSmtpServer.Behaviour;
import io.ringback.faults.ScriptedSmtpServer.Taken;
import java.io.IOException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Two nodes, whose machines are a minute behind the clock of their database. One dies with mails in hand and in the middle of a timer's
 * job: the other goes on with both within seconds.
 */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.CRASHING)
class KilledNodeTest {

    private static final int LEAVING = 3;
    private static final int ON_THEIR_WAY = 8;

    private static Installation installation;
    private static RunningRingback dying;
    private static Timestamp began;

    @BeforeAll
    static void startOne() throws IOException {
        installation = Installation.ofItsOwn(
                "dying",
                Map.of(
                        "ringback.mail.smtp.timeout", "120000",
                        // A node that is only short of time is not taken for dead.
                        "db-scheduler.heartbeat-interval", "2s"));
        aMinuteAheadOfTheMachines();
        began = installation
                .jdbc()
                .sql("select now()")
                .query((row, number) -> row.getTimestamp(1))
                .single();
        dying = installation.node();
    }

    /** Its functions that tell the time are found before PostgreSQL's own. */
    private static void aMinuteAheadOfTheMachines() {
        List.of(
                        "create schema a_minute_ahead",
                        "create function a_minute_ahead.now() returns timestamptz language sql stable"
                                + " as $$ select pg_catalog.now() + interval '1 minute' $$",
                        "create function a_minute_ahead.clock_timestamp() returns timestamptz language sql volatile"
                                + " as $$ select pg_catalog.clock_timestamp() + interval '1 minute' $$",
                        "do $$ begin execute format('alter database %I set search_path = public, a_minute_ahead,"
                                + " pg_catalog', current_database()); end $$")
                .forEach(statement -> installation.jdbc().sql(statement).update());
    }

    @AfterAll
    static void stop() {
        dying.close();
    }

    @Test
    void theOtherGoesOnAndOnlyWhatWasLeavingMayArriveTwice() {
        Map<PlayedCase, UUID> leaving = asked(LEAVING, Behaviour.HANG_BEFORE_ANSWER);
        Map<PlayedCase, UUID> onTheirWay = asked(ON_THEIR_WAY, Behaviour.HANG_AFTER_DATA);
        await("all in hand").atMost(Installation.PATIENCE).until(() -> inHand() == LEAVING + ON_THEIR_WAY);
        await("texts at the server").atMost(Installation.PATIENCE).until(() -> leaving.keySet().stream()
                .allMatch(played -> copies(played) == 1));

        try (RunningRingback other = installation.anotherNode()) {
            UUID expired = diesInTheMiddleOfATimer();
            new PlayedCase(installation, () -> other).awaitOutcome(expired, "EXPIRED");
            assertThat(inJournal(expired, "EXPIRED")).isEqualTo(1);

            goesOn(leaving, 1);
            goesOn(onTheirWay, 0);
        }
        nothingWentByTheClockOfTheMachines();
    }

    /** Each is asked once more, and the journal says of those that the server may have had that it had them. */
    private static void goesOn(Map<PlayedCase, UUID> cases, int copiesMore) {
        cases.forEach((played, caseId) -> {
            await("question of " + caseId)
                    .atMost(Installation.PATIENCE)
                    .until(() -> played.journal(caseId, "QUESTION", "SENT") == 1);
            assertThat(copies(played)).isEqualTo(1 + copiesMore);
            assertThat(played.journal(caseId, "QUESTION", "ANSWER_LOST")).isEqualTo(copiesMore);
            assertThat(installation.smtp.takenFor(played.annasMail()).stream()
                            .map(Taken::messageId)
                            .distinct())
                    .hasSize(1);
        });
    }

    private static Map<PlayedCase, UUID> asked(int count, Behaviour behaviour) {
        Map<PlayedCase, UUID> cases = new HashMap<>();
        Stream.generate(() -> new PlayedCase(installation, () -> dying))
                .limit(count)
                .forEach(played -> {
                    installation.smtp.script(played.annasMail(), behaviour);
                    cases.put(played, played.callFails());
                });
        return cases;
    }

    /** Either node may take a timer's job; this comes back when it was the dying one, which has locked it and done nothing yet. */
    private static UUID diesInTheMiddleOfATimer() {
        while (true) {
            PlayedCase played = new PlayedCase(installation, () -> dying);
            UUID caseId = played.callFails();
            await().atMost(Installation.PATIENCE).until(() -> played.journal(caseId, "QUESTION", "SENT") == 1);
            installation.proxy.atCommitOf("update failed_call_case", When.BEFORE, dying::kill);
            installation
                    .jdbc()
                    .sql("update act_ru_job set duedate_ = now() - interval '1 hour' where process_instance_id_ in"
                            + " (select id_ from act_ru_execution where business_key_ = ?)")
                    .param(caseId.toString())
                    .update();
            await("timer")
                    .atMost(Installation.PATIENCE)
                    .until(() -> installation.proxy.hasSprung()
                            || played.standing(caseId).equals("EXPIRED"));
            if (installation.proxy.hasSprung()) {
                assertThat(isLocked(caseId)).as("the dead node holds the job").isTrue();
                return caseId;
            }
            installation.proxy.atCommitOf("the other was faster", When.BEFORE, () -> {});
        }
    }

    private static boolean isLocked(UUID caseId) {
        return installation
                        .jdbc()
                        .sql("select count(*) from act_ru_job where lock_owner_ is not null and process_instance_id_ in"
                                + " (select id_ from act_ru_execution where business_key_ = ?)")
                        .param(caseId.toString())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** The first rows are of the first minute, in which the machines' clocks have not come to when it began. */
    private static void nothingWentByTheClockOfTheMachines() {
        for (String column : new String[] {
            "opened_at from failed_call_case", "received_at from inbound_event", "at from journal",
            "created_at from outbound_message", "create_time_ from act_ru_job", "at from token_way"
        }) {
            assertThat(installation
                            .jdbc()
                            .sql("select min(" + column.replace(" from", ") from"))
                            .query((row, number) -> row.getTimestamp(1))
                            .single())
                    .as(column)
                    .isAfterOrEqualTo(began);
        }
    }

    private static int copies(PlayedCase played) {
        return installation.smtp.takenFor(played.annasMail()).size();
    }

    private static int inHand() {
        return installation
                .jdbc()
                .sql("select (select count(*) from scheduled_tasks where task_name = 'deliver-email' and picked)"
                        + " + (select count(*) from outbound_message where state = 'WAITING' and owner is not null)")
                .query(Integer.class)
                .single();
    }

    private static int inJournal(UUID caseId, String result) {
        return installation
                .jdbc()
                .sql("select count(*) from journal where case_id = ? and result = ?")
                .params(caseId, result)
                .query(Integer.class)
                .single();
    }
}
