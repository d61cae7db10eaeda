package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** That a message was taken is written together with its line in the journal, or not at all. */
@BesideOthers
class SentMessagesTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private final JdbcClient jdbc = DATABASE.jdbc();

    private OutboundMessage message;
    private Spine spine;

    @BeforeEach
    void aMessageLeaves() {
        DATABASE.clear();
        PeopleAndCases rows = new PeopleAndCases(DATABASE);
        Person anna = rows.person("Anna", PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com"));
        Device mail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");
        Person bob = rows.person("Bob", mail);
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        message = new OutboundMessage(
                UUID.randomUUID(), running.id(), MessageKind.NOTIFICATION, Medium.EMAIL, bob.id(), mail.id());
        jdbc.sql(
                        "insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, leaving, owner)"
                                + " values (?, ?, 'NOTIFICATION', 'EMAIL', ?, ?, 'WAITING', now(), true, gen_random_uuid())")
                .params(message.id(), running.id(), bob.id(), mail.id())
                .update();
        spine = Spine.from("delivery", DATABASE, new ProcessOnPaper(), (DeliveryReport.Listener) report -> {});
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void whatIsTakenIsSentAndInTheJournalOnce() {
        isTaken();
        isTaken();

        assertThat(state()).isEqualTo("SENT");
        assertThat(jdbc.sql("select leaving or owner is not null from outbound_message")
                        .query(Boolean.class)
                        .single())
                .as("in hand")
                .isFalse();
        assertThat(jdbc.sql("select step || ' ' || medium || ' ' || result from journal")
                        .query(String.class)
                        .list())
                .containsExactly("NOTIFICATION EMAIL SENT");
    }

    @Test
    void whatIsNotWantedAnyMoreWhenItIsTakenStaysCancelled() {
        jdbc.sql("update outbound_message set state = 'CANCELLED'").update();

        isTaken();

        assertThat(state()).isEqualTo("CANCELLED");
        assertThat(jdbc.sql("select count(*) from journal").query(Long.class).single())
                .isZero();
    }

    private void isTaken() {
        spine.inTransaction(() -> spine.the(SentMessages.class).noteSentAlone(message));
    }

    private String state() {
        return jdbc.sql("select state from outbound_message where id = ?")
                .param(message.id())
                .query(String.class)
                .single();
    }
}
