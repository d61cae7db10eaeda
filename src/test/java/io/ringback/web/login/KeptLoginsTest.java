package io.ringback.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.delivery.DatabaseRestored;
import io.ringback.web.security.LoginsUnderWay;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** Logins as they lie in the database: what they open, for whom, and what they cost. */
class KeptLoginsTest extends SecuredServer {

    private static final String INSTANCES = "/camunda/api/engine/engine/default/process-instance";

    @Autowired
    private LoginSessions sessions;

    @Autowired
    private LoginsUnderWay underWay;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void nobodyIsLoggedIn() {
        jdbc.sql("delete from operator_session").update();
    }

    private int status(String path, String session) throws IOException {
        return get(path, "Cookie", session, "Accept", "application/json").status();
    }

    private static String id(String cookie) {
        return cookie.substring(cookie.indexOf('=') + 1);
    }

    private List<byte[]> held() {
        return jdbc.sql("select attribute_bytes from operator_session_attributes")
                .query((row, number) -> row.getBytes(1))
                .list();
    }

    private int rows() {
        return jdbc.sql("select count(*) from operator_session")
                .query(Integer.class)
                .single();
    }

    @Test
    void whoReadsTheTablesCanNeitherLogInNorSeeWhoHas() throws IOException {
        String session = logIn("olga");
        inCockpit(session);
        String row = jdbc.sql("select session_id from operator_session")
                .query(String.class)
                .single();

        assertThat(id(session)).startsWith(row + ".").hasSizeGreaterThan(row.length() + 40);
        for (String made : List.of(row, row + ".", row + "." + "A".repeat(43), row + "." + "A".repeat(500))) {
            assertThat(status("/operations", "JSESSIONID=" + made)).isEqualTo(302);
            assertThat(status(INSTANCES, "JSESSIONID=" + made)).isEqualTo(401);
        }
        assertThat(held()).hasSizeGreaterThan(2).allSatisfy(bytes -> assertThat(
                        new String(bytes, StandardCharsets.ISO_8859_1))
                .doesNotContain("olga")
                .doesNotContain("java"));
        assertThat(status("/operations", session)).as("nor end it").isEqualTo(200);
    }

    /** Another version's, another secret's, or an attacker's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "attribute_bytes = ''",
                "attribute_bytes = '\\xaced0005'",
                "attribute_bytes = set_byte(attribute_bytes, 20, get_byte(attribute_bytes, 20) # 1)",
                "attribute_name = 'another place'"
            })
    void aSessionThatDoesNotOpenIsALoginThatHasEndedAndNoError(String changed) throws IOException {
        String session = logIn("olga");
        jdbc.sql("update operator_session_attributes set " + changed
                        + " where attribute_name = 'SPRING_SECURITY_CONTEXT'")
                .update();

        assertThat(get("/operations", "Cookie", session).header("location")).isEqualTo("/login");
        assertThat(status(INSTANCES, session)).isEqualTo(401);
        assertThat(status("/operations", logIn("olga"))).isEqualTo(200);
    }

    @Test
    void whoWritesToTheTablesCannotTakeAnothersLoginIntoTheirOwn() throws IOException {
        String ada = logIn("ada");
        String anders = logIn("anders");
        jdbc.sql("""
                update operator_session_attributes mine set attribute_bytes = theirs.attribute_bytes
                  from operator_session_attributes theirs, operator_session a, operator_session b
                 where mine.attribute_name = 'SPRING_SECURITY_CONTEXT' and theirs.attribute_name = mine.attribute_name
                   and mine.session_primary_id = a.primary_id and a.session_id = ?
                   and theirs.session_primary_id = b.primary_id and b.session_id = ?
                """).params(nameOfRow(anders), nameOfRow(ada)).update();

        assertThat(status("/operations/second-factors", anders)).isEqualTo(302);
        assertThat(status("/operations/second-factors", ada)).isEqualTo(200);
    }

    private static String nameOfRow(String cookie) {
        return id(cookie).substring(0, id(cookie).indexOf('.'));
    }

    @Test
    void halfOfTheCookieIsAKeyOf256Bits() throws IOException {
        byte[] one = key(logIn("olga"));
        byte[] other = key(logIn("olga"));

        assertThat(one).hasSize(32).isNotEqualTo(other);
    }

    private static byte[] key(String cookie) {
        return Base64.getUrlDecoder().decode(cookie.substring(cookie.indexOf('.') + 1));
    }

    @Test
    void whatAnOldOrStrangeCookieNamesIsNoSession() throws IOException {
        for (String cookie : List.of("0123456789ABCDEF0123456789ABCDEF", "", ".", "'", UUID.randomUUID() + ".x")) {
            assertThat(status("/operations", "JSESSIONID=" + cookie)).isEqualTo(302);
        }
    }

    @Test
    void strangersLeaveNothing() throws IOException {
        Form form = open("/login", "none=none");
        post("/login", form.field() + "&username=olga&password=guess", "Cookie", form.cookies());
        get("/operations");
        get("/camunda/app/cockpit/default/");
        get("/actuator/health");

        assertThat(rows()).isZero();
    }

    /** Whoever holds the tables back holds up what reads them: pages of operators do, and the others do not. */
    @ParameterizedTest
    @CsvSource({
        "/q/" + TOKEN + ", 200",
        "/c/" + TOKEN + ", 200",
        "/w/" + TOKEN + ", 200",
        "/, 200",
        "/api/people, 200",
        "/actuator/health/liveness, 200",
        "/operations, 503"
    })
    void onlyOperatorsPagesLookWhoHasLoggedIn(String path, int expected) throws IOException {
        String session = logIn("olga");

        Answer answer = transaction.execute(held -> {
            jdbc.sql("lock table operator_session, operator_session_attributes in access exclusive mode")
                    .update();
            try {
                return get(path, "Cookie", session, "X-API-Key", CRM_KEY, "Accept", "*/*");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(answer.status()).isEqualTo(expected);
        assertThat(answer.cookie("JSESSIONID")).isEmpty();
        assertThat(status("/operations/cases", session)).as("it goes on").isEqualTo(200);
    }

    @Test
    void aPageWritesOnlyToTheMinuteThatItWasSeen() throws IOException {
        String session = logIn("olga");
        InCockpit cockpit = inCockpit(session);
        status("/operations/cases", session);
        List<String> before = versions();

        for (int i = 0; i < 3; i++) {
            status("/operations/cases", session);
            status(INSTANCES, cockpit.cookies());
        }
        assertThat(versions()).isEqualTo(before);

        jdbc.sql(
                        "update operator_session set last_access_time = last_access_time - 61000, expiry_time = expiry_time - 61000")
                .update();
        List<String> aMinuteAgo = versions();
        status("/operations/cases", session);
        assertThat(versions()).isNotEqualTo(aMinuteAgo);
    }

    /** Which transaction wrote each row. */
    private List<String> versions() {
        return jdbc.sql("""
                select session_id || ' ' || xmin from operator_session
                 union all select attribute_name || ' ' || xmin from operator_session_attributes order by 1
                """).query(String.class).list();
    }

    @Test
    void aSessionThatNobodyUsedForLongIsNone() throws IOException {
        String session = logIn("olga");
        assertThat(underWay.of(Set.of(id(session)))).containsExactly(id(session));
        long minutes = jdbc.sql("select (expiry_time - last_access_time) / 60000 from operator_session")
                .query(Long.class)
                .single();
        assertThat(Duration.ofMinutes(minutes)).isEqualTo(Duration.ofMinutes(30));

        jdbc.sql(
                        "update operator_session set last_access_time = last_access_time - 1800001, expiry_time = expiry_time - 1800001")
                .update();
        assertThat(underWay.of(Set.of(id(session)))).isEmpty();
        sessions.forgetUnused();

        assertThat(rows()).isZero();
        assertThat(status("/operations", session)).isEqualTo(302);
    }

    @Test
    void aDumpLogsNobodyIn() throws IOException {
        String session = logIn("olga");

        events.publishEvent(new DatabaseRestored("another"));

        assertThat(status("/operations", session)).isEqualTo(302);
    }

    @Test
    void twoRequestsAtOnceLoseNothingAndAThirdThatEndsTheSessionEndsIt() {
        LoginSession made = sessions.createSession();
        made.setAttribute("first", "1");
        sessions.save(made);
        LoginSession one = sessions.findById(made.getId());
        LoginSession other = sessions.findById(made.getId());
        LoginSession late = sessions.findById(made.getId());

        one.setAttribute("second", "one");
        one.setAttribute("third", "3");
        sessions.save(one);
        other.setAttribute("second", "other");
        other.setAttribute("fourth", "4");
        sessions.save(other);

        LoginSession after = sessions.findById(made.getId());
        assertThat(after.getAttributeNames()).containsExactlyInAnyOrder("first", "second", "third", "fourth");
        assertThat(after.<String>getAttribute("second")).isEqualTo("other");

        sessions.deleteById(made.getId());
        late.setAttribute("fifth", "5");
        late.setAttribute("sixth", "6");
        late.removeAttribute("first");
        sessions.save(late);
        assertThat(sessions.findById(made.getId())).isNull();
        assertThat(rows()).isZero();
    }

    /** As two pages that are opened at once at two nodes: neither knows yet what the other has given. */
    @Test
    void cockpitGivesALoginTheSameTokenAtEveryNode() throws IOException {
        String session = logIn("olga");
        InCockpit one = inCockpit(session);
        jdbc.sql("delete from operator_session_attributes where attribute_name = 'CAMUNDA_CSRF_TOKEN'")
                .update();
        InCockpit other = inCockpit(session);

        assertThat(other.token()).isEqualTo(one.token()).hasSize(32);
        assertThat(inCockpit(logIn("olga")).token()).isNotEqualTo(one.token());
    }

    @Test
    void eachDoorKnowsWhoHasLoggedIn() throws IOException {
        String session = logIn("ada");

        Map.of(
                        "/operations", 200,
                        "/operations/cases", 200,
                        "/bench", 404,
                        "/camunda/app/admin/default/", 200,
                        "/actuator/prometheus", 200)
                .forEach((path, expected) -> {
                    try {
                        assertThat(get(path, "Cookie", session).status())
                                .as(path)
                                .isEqualTo(expected);
                    } catch (IOException e) {
                        throw new AssertionError(path, e);
                    }
                });
    }
}
