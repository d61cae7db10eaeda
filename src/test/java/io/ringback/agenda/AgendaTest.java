package io.ringback.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.Spine;
import io.ringback.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is on the agenda can be hurried, and what is due can be let go first; what somebody has in hand is left to them. */
class AgendaTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final UUID ONE = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID OTHER = UUID.fromString("11111111-1111-4111-8111-111111111112");

    private final JdbcClient jdbc = DATABASE.jdbc();
    private Spine spine;

    @BeforeEach
    void open() {
        DATABASE.clear();
        jdbc.sql("delete from scheduled_tasks").update();
        // No node of this test does anything in the lane of MMS.
        spine = Spine.from("agenda", DATABASE);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void whatWaitsForItsTimeIsDoneNowUnderWhateverName() {
        put("deliver-mms", ONE.toString(), "1 hour", false);
        put("deliver-mms", ONE + " again 1764561600000", "2 hours", false);
        put("deliver-mms", OTHER.toString(), "1 hour", false);
        put("deliver-mms", OTHER + " again 1764561600000", "1 hour", true);
        put("deliver-sms", ONE.toString(), "1 hour", false);

        assertThat(hurried(ONE)).isEqualTo(2);
        assertThat(due()).containsExactlyInAnyOrder(ONE.toString(), ONE + " again 1764561600000");
        assertThat(hurried(UUID.randomUUID(), OTHER))
                .as("what is in hand is left to whoever has it")
                .isEqualTo(1);
    }

    @Test
    void whatIsDueGoesFirstAndWhatIsNotDueKeepsItsTime() {
        put("deliver-mms", OTHER.toString(), "-2 hours", false);
        put("deliver-mms", ONE.toString(), "-1 minute", false);
        put("deliver-mms", ONE + " again 1764561600000", "1 hour", false);

        spine.the(Agenda.class).letGoFirst(Lane.MMS, List.of(ONE));

        assertThat(due()).containsExactly(ONE.toString(), OTHER.toString());
    }

    private int hurried(UUID... ids) {
        Integer hurried = spine.the(TransactionTemplate.class)
                .execute(status -> spine.the(Agenda.class).hurry(Lane.MMS, List.of(ids)));
        return hurried == null ? 0 : hurried;
    }

    private void put(String task, String instance, String in, boolean picked) {
        jdbc.sql("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " values (?, ?, now() + cast(? as interval), ?, 1)")
                .params(task, instance, in, picked)
                .update();
    }

    private List<String> due() {
        return jdbc.sql("select task_instance from scheduled_tasks where task_name = 'deliver-mms'"
                        + " and execution_time <= now() order by execution_time")
                .query(String.class)
                .list();
    }
}
