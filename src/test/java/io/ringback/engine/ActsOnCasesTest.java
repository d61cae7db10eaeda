package io.ringback.engine;

import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.AtOnce;
import io.ringback.cases.CaseState;
import io.ringback.conversation.Answer;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.web.operations.acts.CaseAct;
import io.ringback.web.operations.acts.CaseActs;
import io.ringback.web.operations.acts.CaseActs.Foreseen;
import io.ringback.web.operations.acts.CaseActs.Receiver;
import io.ringback.web.operations.acts.Wish;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Each act of operators at each place where a case can stand: what is said before, what is done, and that the case is one thing. */
class ActsOnCasesTest extends CasePlaces {

    private static final String LEFT = "Its message has left; choose another medium to write anew";
    private static final Wish OTHER = new Wish(CaseAct.OTHER_MEDIUM, "", "olga");
    private static final String ENDED = "The case has ended";

    @Autowired
    private CaseActs acts;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private RepositoryService repository;

    @ParameterizedTest(name = "{0} {1}, {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            SEND_AGAIN   | -                 | ASKING               | no: Its message has left; choose another medium to write anew
            SEND_AGAIN   | -                 | NOTIFIED             | no: Its message has left; choose another medium to write anew
            SEND_AGAIN   | -                 | CONNECTING           | no: Its message has left; choose another medium to write anew
            SEND_AGAIN   | -                 | INFORMING            | no: Its message has left; choose another medium to write anew
            SEND_AGAIN   | -                 | QUESTION_TO_MEND     | ASKING_CALLER
            SEND_AGAIN   | -                 | NOTIFICATION_TO_MEND | WAITING_FOR_CALLEE
            SEND_AGAIN   | -                 | INFORMATION_TO_MEND  | INFORMING_CALLER
            OTHER_MEDIUM | -                 | ASKING               | no: The person has no other device that is left to try
            OTHER_MEDIUM | -                 | NOTIFIED             | no: The person has no other device that is left to try
            OTHER_MEDIUM | -                 | CONNECTING           | no: The two are being connected; move it on instead
            OTHER_MEDIUM | -                 | INFORMING            | no: The person has no other device that is left to try
            OTHER_MEDIUM | -                 | QUESTION_TO_MEND     | no: No medium is left: mend the cause, and send again
            OTHER_MEDIUM | -                 | NOTIFICATION_TO_MEND | no: No medium is left: mend the cause, and send again
            OTHER_MEDIUM | -                 | INFORMATION_TO_MEND  | no: No medium is left: mend the cause, and send again
            MOVE_ON      | TIME              | ASKING               | EXPIRED: caller did not answer
            MOVE_ON      | TIME              | NOTIFIED             | EXPIRED: callee did not react
            MOVE_ON      | TIME              | CONNECTING           | INFORMING_CALLER
            MOVE_ON      | TIME              | INFORMING            | INFORMING_CALLER
            MOVE_ON      | TIME              | QUESTION_TO_MEND     | UNDELIVERABLE: nobody mended the delivery
            MOVE_ON      | TIME              | NOTIFICATION_TO_MEND | UNDELIVERABLE: nobody mended the delivery
            MOVE_ON      | TIME              | INFORMATION_TO_MEND  | UNDELIVERABLE: nobody mended the delivery
            MOVE_ON      | CALLER_WITHDREW   | ASKING               | no: The diagram has no such way where it stands
            MOVE_ON      | CALLER_WITHDREW   | NOTIFIED             | DECLINED: caller withdrew
            MOVE_ON      | CALLER_WITHDREW   | CONNECTING           | no: The diagram has no such way where it stands
            MOVE_ON      | CALLER_WITHDREW   | INFORMING            | no: The diagram has no such way where it stands
            MOVE_ON      | CALLER_WITHDREW   | QUESTION_TO_MEND     | no: The diagram has no such way where it stands
            MOVE_ON      | CALLER_WITHDREW   | NOTIFICATION_TO_MEND | DECLINED: caller withdrew
            MOVE_ON      | CALLER_WITHDREW   | INFORMATION_TO_MEND  | no: The diagram has no such way where it stands
            MOVE_ON      | DELIVERED         | ASKING               | no: The diagram has no such way where it stands
            MOVE_ON      | DELIVERED         | NOTIFIED             | no: The diagram has no such way where it stands
            MOVE_ON      | DELIVERED         | CONNECTING           | no: The diagram has no such way where it stands
            MOVE_ON      | DELIVERED         | INFORMING            | INFORMED
            MOVE_ON      | DELIVERED         | QUESTION_TO_MEND     | no: The diagram has no such way where it stands
            MOVE_ON      | DELIVERED         | NOTIFICATION_TO_MEND | no: The diagram has no such way where it stands
            MOVE_ON      | DELIVERED         | INFORMATION_TO_MEND  | no: The diagram has no such way where it stands
            MOVE_ON      | REACHED_MEANWHILE | ASKING               | REACHED_MEANWHILE
            MOVE_ON      | REACHED_MEANWHILE | NOTIFIED             | REACHED_MEANWHILE
            MOVE_ON      | REACHED_MEANWHILE | CONNECTING           | REACHED_MEANWHILE
            MOVE_ON      | REACHED_MEANWHILE | INFORMING            | REACHED_MEANWHILE
            MOVE_ON      | REACHED_MEANWHILE | QUESTION_TO_MEND     | REACHED_MEANWHILE
            MOVE_ON      | REACHED_MEANWHILE | NOTIFICATION_TO_MEND | REACHED_MEANWHILE
            MOVE_ON      | REACHED_MEANWHILE | INFORMATION_TO_MEND  | REACHED_MEANWHILE
            END          | a test of the line | ASKING               | CANCELLED: by olga
            END          | a test of the line | NOTIFIED             | CANCELLED: by olga
            END          | a test of the line | CONNECTING           | CANCELLED: by olga
            END          | a test of the line | INFORMING            | CANCELLED: by olga
            END          | a test of the line | QUESTION_TO_MEND     | CANCELLED: by olga
            END          | a test of the line | NOTIFICATION_TO_MEND | CANCELLED: by olga
            END          | a test of the line | INFORMATION_TO_MEND  | CANCELLED: by olga
            MIGRATE      | -                 | ASKING               | no: It runs in the version in force
            RAISE        | -                 | ASKING               | ASKING_CALLER
            RAISE        | -                 | NOTIFICATION_TO_MEND | WAITING_FOR_CALLEE
            """)
    void whatIsSaidBeforeIsWhatIsDone(CaseAct act, String detail, Place place, String then) throws Exception {
        UUID caseId = caseAt(place);
        await().until(() -> messagesInHand(caseId) == 0);
        refusal = null;
        parts = 1;
        Wish wish = new Wish(act, detail == null ? "" : detail, "olga");
        String before = outcome(caseId);

        String foreseen =
                foreseen(wish, caseId).whyNot().map(why -> "no: " + why).orElse("yes");
        String done = act(wish, caseId);

        assertThat(done).isEqualTo(then.startsWith("no: ") ? then : "yes");
        assertThat(foreseen).isEqualTo(done);
        assertThat(outcome(caseId)).isEqualTo(then.startsWith("no: ") ? before : then);
        assertOneThing(caseId);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aCaseGoesOnInTheVersionInForce(Place place) throws Exception {
        UUID caseId = caseAt(place);
        deployAnew();
        Wish wish = new Wish(CaseAct.MIGRATE, "", "ada");
        assertThat(foreseen(wish, caseId).whyNot()).isEmpty();

        assertThat(act(wish, caseId)).isEqualTo("yes");

        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(processOf(caseId))
                        .singleResult()
                        .getProcessDefinitionId())
                .isEqualTo(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("unreachable-callee")
                        .latestVersion()
                        .singleResult()
                        .getId());
        assertThat(act(wish, caseId)).isEqualTo("no: It runs in the version in force");
        assertOneThing(caseId);
    }

    @Test
    void aCaseWhosePlaceIsGoneStaysInItsVersion() throws Exception {
        UUID caseId = caseAt(Place.ASKING);
        String changed = java.nio.file.Files.readString(new File("bpmn/unreachable-callee.bpmn").toPath())
                .replace("\"WaitForAnswer\"", "\"WaitForTheAnswer\"");
        repository
                .createDeployment()
                .addString("unreachable-callee.bpmn", changed)
                .deploy();
        Wish wish = new Wish(CaseAct.MIGRATE, "", "ada");

        String whyNot = "no: The version in force has no place like the one where it stands";
        assertThat(foreseen(wish, caseId).whyNot().map(why -> "no: " + why)).contains(whyNot);
        assertThat(act(wish, caseId)).isEqualTo(whyNot);
        assertOneThing(caseId);
    }

    @ParameterizedTest
    @EnumSource(CaseAct.class)
    void whatHasEndedIsOnlyNotedUpon(CaseAct act) throws Exception {
        UUID caseId = callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.NO);
        awaitOutcome(caseId, "DECLINED: caller said no");
        Wish wish = new Wish(act, act.needsWay() ? "TIME" : "", "olga");

        assertThat(foreseen(wish, caseId).whyNot().orElse("yes")).isEqualTo(act == CaseAct.NOTE ? "yes" : ENDED);
        assertThat(foreseen(wish, UUID.randomUUID()).whyNot()).contains("There is no such case any more");
    }

    @Test
    void aSuspendedCaseIsLeftAlone() throws Exception {
        UUID caseId = caseAt(Place.NOTIFIED);
        runtime.suspendProcessInstanceById(processOf(caseId));

        assertThat(act(new Wish(CaseAct.MOVE_ON, "TIME", "olga"), caseId))
                .isEqualTo("no: It is suspended: activate it in Cockpit first");
    }

    @Test
    void anotherMediumIsChosenAndWhoHasTheFirstMessageIsNamedBefore() throws Exception {
        camel.getRouteController().startRoute("sms");
        anna = with(anna, Medium.SMS, "tel:+46701740605");
        UUID caseId = caseAt(Place.ASKING);
        Wish wish = new Wish(CaseAct.OTHER_MEDIUM, "", "olga");
        OutboundMessage first = messageSent(QUESTION, 1);

        assertThat(foreseen(wish, caseId).twice()).contains(new Receiver(anna.id(), "Anna"));
        assertThat(act(wish, caseId)).isEqualTo("yes");

        assertThat(messageSent(QUESTION, 2).medium()).isNotEqualTo(first.medium());
        assertThat(jdbc.sql("select problem from outbound_message where id = ?")
                        .param(first.id())
                        .query(String.class)
                        .single())
                .isEqualTo("by olga had another medium chosen");
        assertOneThing(caseId);
    }

    @Test
    void theNamedMediumIsTakenAlthoughTheTablePrefersAnother() throws Exception {
        camel.getRouteController().startRoute("sms");
        camel.getRouteController().startRoute("texts-to-phones");
        anna = with(anna, Medium.SMS, "tel:+46701740605");
        anna = with(anna, Medium.INSTANT_MESSAGE, "sip:anna@switch.example");
        UUID caseId = caseAt(Place.ASKING);
        assertThat(foreseen(OTHER, caseId).media()).containsExactlyInAnyOrder(Medium.SMS, Medium.INSTANT_MESSAGE);
        messageSent(QUESTION, 1);

        assertThat(act(by(Medium.INSTANT_MESSAGE), caseId)).isEqualTo("yes");

        assertThat(messageSent(QUESTION, 2).medium()).isEqualTo(Medium.INSTANT_MESSAGE);
        assertThat(outcome(caseId)).isEqualTo("ASKING_CALLER");
        assertOneThing(caseId);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            no route        | -                                                                             | EMAIL
            opted out       | insert into opt_out (address_hash, sender, since, medium) select address_hash, '', now(), 'SMS' from device where medium = 'SMS' | SMS
            wants nothing   | update person set never = true where name = 'Anna'                            | SMS
            no such device  | delete from device where medium = 'SMS'                                       | SMS
            """)
    void noMediumIsTakenPastWhatForbidsIt(String why, String then, Medium medium) throws Exception {
        camel.getRouteController().startRoute("sms");
        anna = with(anna, Medium.SMS, "tel:+46701740605");
        UUID caseId = caseAt(Place.ASKING);
        messageSent(QUESTION, 1);
        if (then != null) {
            jdbc.sql(then).update();
        }
        assertThat(foreseen(OTHER, caseId).media()).doesNotContain(medium);

        assertThat(act(by(medium), caseId)).startsWith("no: ");

        assertThat(jdbc.sql("select state from outbound_message where case_id = ?")
                        .param(caseId)
                        .query(String.class)
                        .list())
                .as("nothing is lost, and nothing written")
                .containsExactly("SENT");
        assertOneThing(caseId);
    }

    @Test
    void whatWouldRingInQuietHoursIsNotOffered() throws Exception {
        camel.getRouteController().startRoute("sms");
        bob = with(bob, Medium.SMS, "tel:+46701740606");
        UUID caseId = caseAt(Place.NOTIFIED);
        jdbc.sql("update person set quiet_from = '00:00', quiet_until = '23:59:59' where name = 'Bob'")
                .update();

        assertThat(foreseen(OTHER, caseId).media()).doesNotContain(Medium.SMS);
        assertThat(act(by(Medium.SMS), caseId)).startsWith("no: Devices, wishes, quiet hours or rules");
        assertOneThing(caseId);
    }

    @Test
    void whatACapHoldsBackIsLeftAsItIs() throws Exception {
        camel.getRouteController().startRoute("sms");
        anna = with(anna, Medium.SMS, "tel:+46701740605");
        UUID caseId = caseAt(Place.ASKING);
        messageSent(QUESTION, 1);
        writtenToVeryOften(anna);

        assertThatThrownBy(() -> act(by(Medium.SMS), caseId))
                .isInstanceOf(CaseActs.NotDone.class)
                .hasMessageContaining("hold it back");

        assertThat(jdbc.sql("select state from outbound_message where case_id = ?")
                        .param(caseId)
                        .query(String.class)
                        .list())
                .containsExactly("SENT");
        assertOneThing(caseId);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            SEND_AGAIN   |      | NOTIFICATION_TO_MEND | It has moved on since it was found
            OTHER_MEDIUM | SMS  | NOTIFIED             | It has moved on since it was found
            MOVE_ON      | TIME | NOTIFIED             | It has moved on since it was found
            END          | why  | NOTIFIED             | done
            RAISE        |      | NOTIFIED             | done
            """)
    void whatWasShownOfAnotherWaitIsNotDone(CaseAct act, String detail, Place now, String then) throws Exception {
        camel.getRouteController().startRoute("sms");
        bob = with(bob, Medium.SMS, "tel:+46701740606");
        UUID caseId = caseAt(now);
        refusal = null;
        Wish wish = new Wish(act, detail == null ? "" : detail, "olga");
        assertThat(foreseen(wish, caseId).whyNot()).isEmpty();

        Optional<String> whyNot =
                transaction.execute(status -> acts.act(wish, caseId, Optional.of(CaseState.ASKING_CALLER)));

        assertThat(whyNot.orElse("done")).isEqualTo(then);
        assertOneThing(caseId);
    }

    @Test
    void whatTwoOperatorsWantAtOnceIsWrittenOnce() throws Exception {
        camel.getRouteController().startRoute("sms");
        anna = with(anna, Medium.SMS, "tel:+46701740605");
        UUID caseId = caseAt(Place.ASKING);
        messageSent(QUESTION, 1);

        List<String> came = AtOnce.all(List.of(() -> act(by(Medium.SMS), caseId), () -> act(by(Medium.SMS), caseId)));

        assertThat(came).containsOnlyOnce("yes");
        assertThat(messageSent(QUESTION, 2).medium()).isEqualTo(Medium.SMS);
        assertThat(jdbc.sql("select count(*) from outbound_message where case_id = ?")
                        .param(caseId)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertOneThing(caseId);
    }

    @Test
    void whatWasTriedInVainIsTriedAtOnce() throws Exception {
        refusal = new IllegalStateException("mail server down");
        UUID caseId = callFails(Cause.BUSY);
        await().until(() -> jdbc.sql("select count(*) from outbound_message where case_id = ? and attempts > 0")
                        .param(caseId)
                        .query(Long.class)
                        .single()
                == 1);
        await().until(() -> jdbc.sql("update scheduled_tasks set execution_time = now() + interval '1 hour'"
                                + " where task_name = 'deliver-email' and not picked")
                        .update()
                == 1);
        refusal = null;
        Wish wish = new Wish(CaseAct.SEND_AGAIN, "", "olga");
        assertThat(foreseen(wish, caseId).whyNot()).isEmpty();
        assertThat(foreseen(wish, caseId).twice()).isEmpty();

        assertThat(act(wish, caseId)).isEqualTo("yes");

        messageSent(QUESTION, 1);
        await().untilAsserted(() -> assertThat(act(wish, caseId)).isEqualTo("no: " + LEFT));
    }

    @Test
    void whoMayHaveTheInformationIsNamedBeforeItIsSentAgain() throws Exception {
        UUID caseId = caseAt(Place.INFORMING);
        act(new Wish(CaseAct.MOVE_ON, "TIME", "olga"), caseId);
        failed(caseId);
        Wish wish = new Wish(CaseAct.SEND_AGAIN, "", "olga");

        assertThat(foreseen(wish, caseId))
                .isEqualTo(
                        new Foreseen(caseId, Optional.empty(), Optional.of(new Receiver(anna.id(), "Anna")), Set.of()));
        assertThat(act(wish, caseId)).isEqualTo("yes");
        messageSent(INFORMATION, 2);
        assertThat(jdbc.sql("select result || ' ' || detail from journal where case_id = ? and step = 'OPERATOR_ACTED'"
                                + " order by id")
                        .param(caseId)
                        .query(String.class)
                        .list())
                .containsExactly("MOVE_ON by olga", "SEND_AGAIN by olga");
    }

    private long messagesInHand(UUID caseId) {
        return jdbc.sql("select count(*) from outbound_message where case_id = ? and state = 'WAITING'")
                .param(caseId)
                .query(Long.class)
                .single();
    }

    private static Wish by(Medium medium) {
        return new Wish(CaseAct.OTHER_MEDIUM, medium.name(), "olga");
    }

    /** As many messages of the last hour as no cap lets pass, all of a case that is over. */
    private void writtenToVeryOften(Person person) {
        jdbc.sql("""
                        with earlier as (
                             insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause,
                                 first_tried_at, last_tried_at, state, outcome, opened_at, ended_at)
                             values (gen_random_uuid(), '', '', 'VOICE', 'BUSY', now(), now(), 'ENDED', 'EXPIRED', now(), now())
                             returning id)
                        insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, sent_at)
                        select gen_random_uuid(), earlier.id, 'QUESTION', 'SMS', :person, :device, 'SENT', now(), now()
                          from earlier, generate_series(1, 500)
                        """)
                .param("person", person.id())
                .param(
                        "device",
                        person.devices().get(person.devices().size() - 1).id())
                .update();
    }

    private Person with(Person person, Medium medium, String address) {
        List<Device> devices = new ArrayList<>(person.devices());
        devices.add(new Device(UUID.randomUUID(), medium, new Address(address), "Another"));
        Person now = new Person(
                person.id(), person.name(), person.language(), person.timeZone(), person.preferences(), devices);
        directory.save(now);
        return now;
    }

    private Foreseen foreseen(Wish wish, UUID caseId) {
        return acts.foresee(wish, List.of(caseId)).get(0);
    }

    private String act(Wish wish, UUID caseId) {
        return transaction.execute(status -> acts.act(wish, caseId, Optional.empty())
                .map(why -> "no: " + why)
                .orElse("yes"));
    }

    private void deployAnew() {
        repository
                .createDeployment()
                .addModelInstance(
                        "unreachable-callee.bpmn", Bpmn.readModelFromFile(new File("bpmn/unreachable-callee.bpmn")))
                .deploy();
    }
}
