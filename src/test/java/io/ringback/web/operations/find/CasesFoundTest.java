package io.ringback.web.operations.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.cases.SealedCase;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/** What is found, and in which order. */
class CasesFoundTest {

    private static final FindingDesk DESK = new FindingDesk();
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private Person anna;
    private Person bob;
    private Person carl;
    private UUID busy;
    private UUID noAnswer;
    private UUID informed;
    private UUID cancelled;

    @BeforeEach
    void fourCases() {
        anna = DESK.rows.person("Anna", PeopleAndCases.device(Medium.VOICE, "tel:+46701234567"));
        bob = DESK.rows.person("Bob", PeopleAndCases.device(Medium.VOICE, "tel:+46701234568"));
        carl = DESK.rows.person("Carl", PeopleAndCases.device(Medium.VOICE, "tel:+46701234569"));
        busy = add(anna, bob, "BUSY", "VOICE", "ASKING_CALLER", null, 10);
        noAnswer = add(bob, anna, "NO_ANSWER", "VOICE", "WAITING_FOR_CALLEE", null, 200);
        informed = add(anna, carl, "BUSY", "VOICE", "ENDED", "INFORMED", 20);
        cancelled = add(carl, bob, "UNDELIVERABLE", "EMAIL", "ENDED", "CANCELLED", 300);
    }

    @AfterEach
    void empty() {
        DESK.database.clear();
        DESK.withIncident.clear();
    }

    private UUID add(
            Person caller, Person callee, String cause, String medium, String state, String outcome, int minutesAgo) {
        UUID id = UUID.randomUUID();
        Timestamp at = Timestamp.from(NOW.minus(Duration.ofMinutes(minutesAgo)));
        DESK.jdbc
                .sql("""
                        insert into failed_call_case (id, caller_id, callee_id, caller_sealed, callee_sealed, failed_medium,
                            cause, first_tried_at, last_tried_at, state, outcome, opened_at, ended_at, names_stranger)
                        values (:id, :caller, :callee, :from, :to, :medium, :cause, :at, :at, :state, :outcome, :at, :ended,
                            :stranger)
                        """)
                .param("id", id)
                .param("caller", caller == null ? null : caller.id())
                .param("callee", callee == null ? null : callee.id())
                .param("from", SealedCase.sealCaller(DESK.database.addresses(), id, new Address("tel:+46709999999")))
                .param("to", SealedCase.sealCallee(DESK.database.addresses(), id, new Address("tel:+46708888888")))
                .param("medium", medium)
                .param("cause", cause)
                .param("at", at)
                .param("state", state)
                .param("outcome", outcome)
                .param("ended", outcome == null ? null : at)
                .param("stranger", caller == null || callee == null)
                .update();
        return id;
    }

    private void message(UUID caseId, String medium, String state, String problem, int minutesAgo) {
        DESK.jdbc
                .sql("""
                        insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at, problem)
                        values (gen_random_uuid(), ?, 'NOTIFICATION', ?, ?, gen_random_uuid(), ?, ?, ?)
                        """)
                .params(
                        caseId,
                        medium,
                        bob.id(),
                        state,
                        Timestamp.from(NOW.minus(Duration.ofMinutes(minutesAgo))),
                        problem)
                .update();
    }

    private List<UUID> find(String query) {
        return DESK.cases.ids(wanted(query), 100);
    }

    private static Wanted wanted(String query) {
        return Wanted.of(new LinkedMultiValueMap<>(
                UriComponentsBuilder.fromUriString("?" + query).build().getQueryParams()));
    }

    @Test
    void runningAndEndedStandTogetherTheNewestFirst() {
        assertThat(find("")).containsExactly(busy, informed, noAnswer, cancelled);
    }

    @Test
    void eachFilterFilters() {
        assertThat(find("state=ASKING_CALLER")).containsExactly(busy);
        assertThat(find("state=ENDED")).containsExactly(informed, cancelled);
        assertThat(find("outcome=CANCELLED")).containsExactly(cancelled);
        assertThat(find("outcome=CANCELLED&state=CONNECTING")).isEmpty();
        assertThat(find("cause=busy")).containsExactly(busy, informed);
        assertThat(find("failed=EMAIL")).containsExactly(cancelled);
        assertThat(find("since=1h")).containsExactly(busy, informed);
        assertThat(find("until=1h")).containsExactly(noAnswer, cancelled);
        assertThat(find("since=4h&until=15m")).containsExactly(informed, noAnswer);
        assertThat(find("person=" + carl.id())).containsExactly(informed, cancelled);
        assertThat(find("person=" + carl.id() + "&person=" + anna.id() + "&cause=BUSY&since=15m"))
                .containsExactly(busy);
        assertThat(find("case=" + busy + "&case=" + cancelled)).containsExactly(busy, cancelled);
    }

    @Test
    void aVersionOfTheDiagramIsFoundAlsoOfWhatHasEnded() {
        DESK.jdbc
                .sql(
                        "update failed_call_case set diagram_version = case when id = any (?) then 1 else 2 end where id <> ?")
                .params(new UUID[] {noAnswer, informed}, cancelled)
                .update();

        assertThat(find("version=1")).containsExactly(informed, noAnswer);
        assertThat(find("version=1&state=ENDED")).containsExactly(informed);
        assertThat(find("version=2&person=" + anna.id())).containsExactly(busy);
        assertThat(find("version=3")).isEmpty();
    }

    @Test
    void messagesAreAskedForByMedium() {
        message(informed, "SMS", "SENT", null, 15);
        message(busy, "EMAIL", "FAILED", "mailbox full", 5);

        assertThat(find("medium=SMS")).containsExactly(informed);
        assertThat(find("medium=EMAIL&person=" + anna.id())).containsExactly(busy);
    }

    @Test
    void whatWentWrongIsFoundByWhenItDid() {
        message(noAnswer, "EMAIL", "FAILED", "Connection refused by smtp.example.com", 30);
        message(busy, "EMAIL", "WAITING", "connection refused by smtp.example.com", 5);
        message(informed, "SMS", "FAILED", "no route", 5);

        assertThat(find("problem=refused&since=1h")).containsExactly(busy, noAnswer);
        assertThat(find("problem=smtp.example&since=10m")).containsExactly(busy);
        assertThat(find("trouble=UNDELIVERED&since=1h")).containsExactly(informed, noAnswer);
        assertThat(find("trouble=UNDELIVERED&medium=EMAIL")).containsExactly(noAnswer);
        assertThat(find("trouble=UNDELIVERED&problem=refused&since=1h&state=WAITING_FOR_CALLEE"))
                .containsExactly(noAnswer);
    }

    @Test
    void troubleOfACaseIsFoundByItsWords() {
        DESK.jdbc
                .sql("update failed_call_case set out_of_step = 'Its process stands in two places' where id = ?")
                .param(busy)
                .update();
        DESK.jdbc
                .sql("update failed_call_case set reason = 'by olga: server gone' where id = ?")
                .param(cancelled)
                .update();
        DESK.withIncident.add(noAnswer);

        assertThat(find("trouble=OUT_OF_STEP")).containsExactly(busy);
        assertThat(find("trouble=INCIDENT")).containsExactly(noAnswer);
        assertThat(find("problem=places")).containsExactly(busy);
        assertThat(find("problem=gone")).containsExactly(cancelled);
    }

    @Test
    void aStrangerIsFoundByTheAddressThatTheCaseTells() {
        UUID ofStranger = add(null, bob, "BUSY", "VOICE", "ENDED", "NOT_NOTIFIED", 5);
        UUID toStranger = add(anna, null, "BUSY", "VOICE", "OPENED", null, 1);

        assertThat(find("address=" + DESK.people.hash(new Address("tel:+46709999999"))))
                .containsExactly(ofStranger);
        assertThat(find("address=" + DESK.people.hash(new Address("tel:+46708888888"))))
                .containsExactly(toStranger);
        assertThat(find("address=" + DESK.people.hash(new Address("tel:+46707777777"))))
                .isEmpty();
    }

    /** Of very many a walk meets the first, and the rest is read one by one: pages show neither a case twice nor leave one out. */
    @Test
    void veryManyAreReadPageByPage() {
        DESK.jdbc.sql("""
                        insert into failed_call_case (id, caller_id, callee_id, caller_sealed, callee_sealed, failed_medium, cause,
                            first_tried_at, last_tried_at, state, outcome, opened_at, ended_at, names_stranger)
                        select md5('many' || n)::uuid, null, null, '', '', 'VOICE', 'BUSY', at, at, 'ENDED', 'EXPIRED', at, at, false
                          from (select n, now() - n * interval '1 minute' as at from generate_series(1, 13000) n) g
                        """).update();
        DESK.jdbc.sql("""
                        insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at)
                        select gen_random_uuid(), md5('many' || n)::uuid, 'NOTIFICATION', 'SMS', ?, gen_random_uuid(), 'FAILED', now()
                          from generate_series(1, 13000, 10) n
                        """).param(bob.id()).update();

        List<UUID> read = new ArrayList<>();
        Optional<Place> after = Optional.of(Place.FIRST);
        while (after.isPresent()) {
            CasesFound.Found page = DESK.cases.find(wanted("trouble=UNDELIVERED&since=1h"), after.get(), 500);
            read.addAll(page.ids());
            after = page.next();
        }

        assertThat(read)
                .containsExactlyElementsOf(DESK.jdbc
                        .sql("select md5('many' || n)::uuid from generate_series(1, 13000, 10) n order by n")
                        .query(UUID.class)
                        .list());
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() {
        List<UUID> read = new ArrayList<>();
        Optional<Place> after = Optional.of(Place.FIRST);
        while (after.isPresent()) {
            CasesFound.Found page = DESK.cases.find(Wanted.ALL, after.get(), 1);
            read.addAll(page.ids());
            after = page.next().map(Place::toString).flatMap(Place::of);
        }

        assertThat(read).containsExactly(busy, informed, noAnswer, cancelled);
        assertThat(DESK.cases.ids(Wanted.ALL, 2)).containsExactly(busy, informed);
        assertThat(DESK.cases.count(Wanted.ALL, 3)).isEqualTo(3);
    }

    @Test
    void aViewIsALinkAndBackAgain() {
        String query = "person=" + anna.id()
                + "&problem=refused+by+x%26y&state=ENDED&since=14%3A00&version=3&trouble=INCIDENT";

        Wanted read = Wanted.ALL
                .with("person", List.of(anna.id().toString()))
                .with("problem", List.of("refused by x&y"))
                .with("state", List.of("ENDED"))
                .with("since", List.of("14:00"))
                .with("version", List.of("3"))
                .with("trouble", List.of("INCIDENT"));
        assertThat(read.query()).isEqualTo(query);
        assertThat(Wanted.of(read.parameters())).isEqualTo(read);
        assertThat(wanted("state=NONSENSE&since=soon&version=-1&person=me&address=" + "0".repeat(31)))
                .isEqualTo(Wanted.ALL);
    }
}
