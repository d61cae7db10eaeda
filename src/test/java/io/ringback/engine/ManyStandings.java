package io.ringback.engine;

import static io.ringback.delivery.MessageKind.QUESTION;

import io.ringback.cases.CaseState;
import io.ringback.cases.Outcome;
import io.ringback.conversation.Answer;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Cases in every state in which a case can be found, and with every outcome. Those that are open have been brought there by the engine,
 * some to where only an operator helps them on; of those that have ended there are rows.
 */
final class ManyStandings {

    static final String ONE_SERVER = "SMTP 554 5.7.1";

    private static final List<String> OTHER_CAUSES =
            List.of("SMTP 550 5.1.1", "SMTP 552 5.2.2", "SMTP 550 5.4.1", "SMTP 553 5.1.3");
    private static final int OF_ONE_SERVER = 14;
    private static final int OF_EACH_OTHER = 9;
    private static final int BEFORE = 4;
    private static final int ALL = 300;

    /** A case, and the number of its caller as people say it. */
    record Called(UUID caseId, String number) {}

    private final CasePlaces test;
    private final Instant since = Instant.now().minus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.MINUTES);
    private int people;
    private Called stuck;
    private Called waiting;

    ManyStandings(CasePlaces test) {
        this.test = test;
    }

    /** Whose question one server has refused since {@link #since()}. */
    Called stuck() {
        return stuck;
    }

    /** Whose callee has been notified; three other cases of the caller have ended. */
    Called waiting() {
        return waiting;
    }

    /** As operators write it. */
    String since() {
        return DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC).format(since);
    }

    int failedSince() {
        return OF_ONE_SERVER - BEFORE;
    }

    long standing(String count) {
        return test.jdbc.sql(count).query(Long.class).single();
    }

    ManyStandings fill() throws Exception {
        for (CasePlaces.Place place :
                List.of(CasePlaces.Place.NOTIFIED, CasePlaces.Place.CONNECTING, CasePlaces.Place.INFORMING)) {
            for (int nr = 0; nr < 5; nr++) {
                nextTwo();
                UUID caseId = test.caseAt(place);
                if (waiting == null) {
                    waiting = new Called(caseId, number(people - 1));
                    addEnded(test.anna, 3);
                }
            }
        }
        for (int nr = 0; nr < 10; nr++) {
            nextTwo();
            UUID caseId = test.callFails(Cause.BUSY);
            test.conversation.answer(test.received(QUESTION, 1, Purpose.ANSWER), Answer.NO);
            test.awaitOutcome(caseId, "DECLINED: caller said no");
        }
        nextTwo();
        for (int nr = 0; nr < 20; nr++) {
            someoneElse();
            test.callFails(Cause.NO_ANSWER);
        }
        test.messageSent(QUESTION, 20);
        List<UUID> ofOneServer = refused(ONE_SERVER, OF_ONE_SERVER);
        for (String cause : OTHER_CAUSES) {
            refused(cause, OF_EACH_OTHER);
        }
        for (UUID early : ofOneServer.subList(0, BEFORE)) {
            test.jdbc
                    .sql("update act_ru_incident set incident_timestamp_ = ? where proc_inst_id_ = ?")
                    .params(Timestamp.from(since.minusSeconds(60)), test.processOf(early))
                    .update();
        }
        addEnded(test.anna, ALL - (int) standing("select count(*) from failed_call_case"));
        return this;
    }

    private List<UUID> refused(String problem, int many) {
        String[] words = problem.split(" ");
        ProcessTestBase.refusal = new SMTPSendFailedException(
                "RCPT", Integer.parseInt(words[1]), words[1] + " " + words[2] + " no", null, null, null, null);
        List<UUID> cases = new ArrayList<>();
        for (int nr = 0; nr < many; nr++) {
            someoneElse();
            UUID caseId = test.callFails(Cause.BUSY);
            cases.add(caseId);
            if (problem.equals(ONE_SERVER)) {
                stuck = new Called(caseId, number(people - 1));
            }
        }
        cases.forEach(test::failed);
        return cases;
    }

    private void nextTwo() {
        ProcessTestBase.refusal = null;
        ProcessTestBase.parts = 0;
        ProcessTestBase.SENT.clear();
        someoneElse();
    }

    private void someoneElse() {
        test.anna = person("Anna");
        test.bob = person("Bob");
    }

    private Person person(String name) {
        String digits = digits(people);
        Person person = test.person(
                name + people, "tel:+46" + digits, "mailto:p" + people + "@example.test", Preferences.UNSET);
        people++;
        return person;
    }

    /** Of nobody else in the tests. */
    private static String digits(int nr) {
        return "70555%04d".formatted(nr);
    }

    /** Of the caller, who comes before the callee. */
    private static String number(int callee) {
        String digits = digits(callee - 1);
        return "0" + digits.substring(0, 2) + "-" + digits.substring(2, 5) + " " + digits.substring(5, 7) + " "
                + digits.substring(7);
    }

    private void addEnded(Person caller, int many) {
        Outcome[] outcomes = Outcome.values();
        for (int nr = 0; nr < many; nr++) {
            test.jdbc
                    .sql(
                            "insert into failed_call_case (id, caller_id, callee_id, caller_sealed, callee_sealed, failed_medium,"
                                    + " cause, first_tried_at, last_tried_at, state, outcome, opened_at, ended_at)"
                                    + " values (?, ?, ?, '', '', 'VOICE', 'BUSY', now(), now(), ?, ?, now(), now())")
                    .params(
                            UUID.randomUUID(),
                            caller.id(),
                            test.bob.id(),
                            CaseState.ENDED.name(),
                            outcomes[nr % outcomes.length].name())
                    .update();
        }
    }
}
