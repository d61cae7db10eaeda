package io.ringback.engine;

import static io.ringback.delivery.MessageKind.OFFER;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.EndedCases;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.inbox.BusyNode;
import io.ringback.privacy.Erasure;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Calls that are stored first, as more came than could be handled at once, become the same cases as others. */
class StoredFirstTest extends ProcessTestBase {

    @Autowired
    private ApplicationContext node;

    @Autowired
    private DataSource database;

    @Autowired
    private Erasure erasure;

    @Autowired
    private EndedCases ended;

    @BeforeEach
    void somethingSpeaks() throws Exception {
        camel.getRouteController().startRoute("voice");
    }

    private List<String> journal(UUID caseId, String step) {
        return jdbc.sql("select concat_ws(' ', medium, result, detail) from journal where case_id = ? and step = ?"
                        + " order by id")
                .params(caseId, step)
                .query(String.class)
                .list();
    }

    private UUID fails(String id, Person caller, Person callee, String source) {
        return ((Accepted.New) calls.failed(new FailedCall(
                        id, address(caller), address(callee), Medium.VOICE, Cause.BUSY, Instant.now(), source)))
                .caseId();
    }

    private UUID callFailsWhileBusy() {
        UUID[] caseId = new UUID[1];
        BusyNode.during(node, () -> caseId[0] = callFails("call-1", Cause.BUSY));
        return caseId[0];
    }

    @Test
    void aCallerOnTheLineIsLetGoAndAskedInWritingAndTheJourneySaysWhy() {
        HELD.add("call-1");

        UUID caseId = callFailsWhileBusy();

        messageSent(QUESTION, 1);
        assertThat(sent(OFFER)).isZero();
        assertThat(KEPT).isEmpty();
        assertThat(journal(caseId, "OFFER"))
                .containsExactly("VOICE SKIPPED more calls came than could be handled at once");
    }

    @Test
    void ofACallerWhoHadHungUpNothingIsSaid() {
        UUID caseId = callFailsWhileBusy();

        messageSent(QUESTION, 1);
        assertThat(journal(caseId, "OFFER")).isEmpty();
    }

    @Test
    void whatTheTwoDidMeanwhileIsSeenInItsOrder() {
        UUID[] cases = new UUID[4];
        BusyNode.during(node, () -> {
            cases[0] = callFails("call-1", Cause.BUSY);
            cases[1] = callFails("call-2", Cause.BUSY);
            cases[2] = callFails("call-3", Cause.NO_ANSWER);
            calls.answered(
                    new AnsweredCall("answered", address(bob), address(anna), Medium.VOICE, Instant.now(), "test"));
            cases[3] = callFails("call-4", Cause.BUSY);
        });

        await().until(() -> jdbc.sql("select count(*) from failed_call_case")
                        .query(Integer.class)
                        .single()
                == 4);
        awaitOutcome(cases[0], "REACHED_MEANWHILE");
        awaitOutcome(cases[1], "JOINED");
        awaitOutcome(cases[2], "JOINED");
        awaitOutcome(cases[3], "ASKING_CALLER");
        assertThat(jdbc.sql("select attempts from failed_call_case where id = ?")
                        .param(cases[0])
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    private void awaitBlocked(int count) {
        await().until(() -> jdbc.sql("select count(*) from pg_stat_activity"
                                + " where datname = current_database() and wait_event_type = 'Lock'")
                        .query(Integer.class)
                        .single()
                == count);
    }

    @Test
    void aStrangerWhoIsErasedWhileTheirCallIsInHandStandsInNoCase() throws Exception {
        Address stranger = new Address("tel:+46701740699");
        jdbc.sql("create or replace function wait_for_test() returns trigger language plpgsql as"
                        + " $$ begin perform pg_advisory_xact_lock(4711); return new; end $$")
                .update();
        jdbc.sql("create trigger waits before insert on failed_call_case for each row"
                        + " execute function wait_for_test()")
                .update();
        try (Connection test = database.getConnection()) {
            test.setAutoCommit(false);
            test.createStatement().execute("select pg_advisory_xact_lock(4711)");
            BusyNode.during(
                    node,
                    () -> calls.failed(new FailedCall(
                            "of-stranger", stranger, address(bob), Medium.VOICE, Cause.BUSY, Instant.now(), "test")));
            awaitBlocked(1);
            CompletableFuture<Erasure.Result> erased = CompletableFuture.supplyAsync(() -> erasure.address(stranger));
            awaitBlocked(2);
            test.rollback();

            assertThat(erased.get(10, TimeUnit.SECONDS)).isEqualTo(new Erasure.Result.Done(0, 1));
        } finally {
            jdbc.sql("drop trigger waits on failed_call_case").update();
        }

        assertThat(ended.naming(Optional.empty(), List.of(stranger))).isEmpty();
    }

    @Test
    void oneCallOfABatchThatCannotBeHandledKeepsNoOtherWaitingAndAllAreAskedOnce() {
        List<Person> callers = IntStream.range(0, 9)
                .mapToObj(number -> person(
                        "Caller " + number,
                        "tel:+4670174070" + number,
                        "mailto:caller" + number + "@example.test",
                        Preferences.UNSET))
                .toList();
        jdbc.sql("create or replace function refuse_poison() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'poison'; end $$")
                .update();
        jdbc.sql("create trigger poison before insert on failed_call_case for each row when (new.source = 'poison')"
                        + " execute function refuse_poison()")
                .update();
        try {
            BusyNode.during(
                    node,
                    () -> callers.forEach(caller -> fails(
                            "of-" + caller.name(), caller, bob, caller.name().endsWith("4") ? "poison" : "test")));

            await().until(() -> sent(QUESTION) == 8);
            await().untilAsserted(() -> assertThat(jdbc.sql("select id from inbound_event where state = 'WAITING'")
                            .query(String.class)
                            .list())
                    .containsExactly("failed-call:of-Caller 4"));
        } finally {
            jdbc.sql("drop trigger poison on failed_call_case").update();
        }
        await().until(() -> sent(QUESTION) == 9);
        assertThat(SENT.stream().map(one -> one.personId()).distinct()).hasSize(9);
    }
}
