package io.ringback.web.operations.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.ladder.Ladder;
import io.ringback.ladder.LadderRows;
import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Strand;
import io.ringback.ladder.Upright;
import io.ringback.session.SessionIdentifier;
import io.ringback.web.security.RawHttp.Answer;
import io.ringback.web.security.SecuredServer;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who sees what of a ladder, and what the operators' journal has of it. */
class LadderPageTest extends SecuredServer {

    private static final UUID CASE = UUID.fromString("00000000-0000-4000-8000-000000000077");
    private static final String LADDER = "/operations/cases/" + CASE + "/ladder";
    private static final String NUMBER = "+46701740605";
    private static final End OWN = new End(Upright.RINGBACK, "192.0.2.1", 5060);
    private static final End SWITCH = new End(Upright.SWITCH, "192.0.2.2", 5060);
    private static final byte[] NOTHING = {};
    private static final UUID BERTIL = UUID.fromString("b0000000-0000-4000-8000-00000000000b");

    @Autowired
    private Ladder ladder;

    @Autowired
    private LadderRows rows;

    @BeforeEach
    void aCallThatFailed() {
        jdbc.sql(
                        "insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause, first_tried_at,"
                                + " last_tried_at, state, opened_at) values (?, ?, ?, 'VOICE', 'BUSY', now(), now(), 'OPENED', now())")
                .params(CASE, NOTHING, NOTHING)
                .update();
        ladder.note(
                Protocol.SIP_UDP,
                SWITCH,
                OWN,
                "INVITE",
                "INVITE tel:" + NUMBER + " SIP/2.0\r\nFrom: <sip:anna@example.com>;tag=1\r\n\r\n<b>",
                List.of(Strand.ofCase(CASE)));
        ladder.note(
                Protocol.SIP_UDP, OWN, SWITCH, "486 Busy Here (INVITE)", "SIP/2.0 486", List.of(Strand.ofCase(CASE)));
        await().untilAsserted(() -> assertThat(rows.of(List.of(CASE)).rungs()).hasSize(2));
    }

    @AfterEach
    void clear() {
        jdbc.sql("delete from failed_call_case where id = ?").param(CASE).update();
        jdbc.sql("delete from person where id = ?").param(BERTIL).update();
        jdbc.sql("delete from operator_act").update();
    }

    private List<String> acts() {
        return jdbc.sql(
                        "select operator || ': ' || act || ' ' || status from operator_act where act not like 'Logged%' order by id")
                .query(String.class)
                .list();
    }

    private Answer act(String user, String path) throws IOException {
        Form form = open(LADDER, logIn(user));
        return post(path, form.field(), "Cookie", form.cookies());
    }

    @Test
    void operatorsSeeWhatPassedAndNoAddress() throws Exception {
        Answer page = get(LADDER, "Cookie", logIn("olga"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("INVITE tel:… SIP/2.0", "From: …;tag=1", "SIP INVITE", "486 Busy Here", "Switch", "&lt;b&gt;")
                .contains("from-1 to-2 rightwards", "from-1 to-2 leftwards")
                .doesNotContain(NUMBER, "anna@example.com", "Show addresses", "ladder.pcap", "style=", "<script");
        assertThat(acts()).isEmpty();
    }

    @Test
    void whoMaySeesAddressesAndTheJournalHasIt() throws Exception {
        Answer page = act("ada", LADDER);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("INVITE tel:" + NUMBER, "sip:anna@example.com");
        assertThat(acts()).containsExactly("ada: Looked at the addresses of a case's messages 200");
    }

    @Test
    void whoMayNotIsRefusedAndTheJournalHasItToo() throws Exception {
        assertThat(act("olga", LADDER).status()).isEqualTo(403);
        assertThat(act("olga", LADDER + ".pcap").status()).isEqualTo(403);
        assertThat(act("anders", LADDER).status()).as("an analyst").isEqualTo(403);
        assertThat(acts())
                .contains(
                        "olga: Looked at the addresses of a case's messages 403",
                        "olga: Downloaded the packets of a case's messages 403");
    }

    @Test
    void packetsAreDownloadedByWhoMay() throws Exception {
        Answer file = act("ada", LADDER + ".pcap");

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.headers().toString()).contains("application/vnd.tcpdump.pcap", CASE + ".pcap");
        assertThat(file.body()).contains("INVITE tel:" + NUMBER);
        assertThat(acts()).containsExactly("ada: Downloaded the packets of a case's messages 200");
    }

    @Test
    void whatAProgramAsksIsOnTheLadderWithoutItsKey() throws Exception {
        get("/api/cases/" + CASE, "X-API-Key", CRM_KEY);

        await().untilAsserted(() -> assertThat(rows.of(List.of(CASE)).rungs()).hasSize(4));
        assertThat(rows.of(List.of(CASE)).rungs().subList(2, 4))
                .satisfiesExactly(
                        request -> {
                            assertThat(request.label()).isEqualTo("GET /api/cases/" + CASE);
                            assertThat(request.from().party()).isEqualTo(Upright.API_CLIENT);
                            assertThat(request.text()).doesNotContain(CRM_KEY);
                        },
                        answer -> assertThat(answer.to().party()).isEqualTo(Upright.API_CLIENT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # page | sent                                   | from   | is noted as
            q      | answer=always                          | CALLER | answer=always
            w      | x=y                                    | CALLER | ""
            c      | choice=inform&device=b7-c8             | CALLEE | choice=inform&device=b7-c8
            c      | choice=block&name=Anna                 | CALLEE | choice=block
            c      | choice=anna%40example.com%0D%0AHost:+x | CALLEE | choice=[no word of ours]
            u      | List-Unsubscribe=One-Click             | READER | List-Unsubscribe=One-Click
            """)
    void whatPeopleChooseOnTheirPagesIsOnTheLadderWithoutTheirLink(String page, String sent, Upright from, String noted)
            throws Exception {
        aLinkOfTheCase();
        String path = "/" + page + "/" + TOKEN;
        Form form = open(path, "none=none");

        post(path, form.field() + "&" + sent, "Cookie", form.cookies());

        await().untilAsserted(() -> assertThat(rows.of(List.of(CASE)).rungs()).hasSize(6));
        List<Rung> rungs = rows.of(List.of(CASE)).rungs().subList(2, 6);
        assertThat(rungs)
                .allSatisfy(rung -> assertThat(rung.label() + rung.text()).doesNotContain(TOKEN, form.field(), "null"));
        assertThat(rungs.get(0).label()).isEqualTo("GET /" + page + "/[cut]");
        assertThat(rungs.get(1).label()).isEqualTo("200");
        assertThat(rungs.get(2).label()).isEqualTo("POST /" + page + "/[cut]");
        assertThat(rungs.get(2).from().party()).isEqualTo(from);
        assertThat(rungs.get(2).text())
                .startsWith("POST /" + page + "/[cut] HTTP/1.1\r\n")
                .endsWith("\r\n\r\n" + noted);
        assertThat(rungs.get(3).to().party()).isEqualTo(from);
        assertThat(get(LADDER, "Cookie", logIn("olga")).body())
                .contains("HTTP POST /" + page + "/[cut]")
                .contains("<pre")
                .contains(noted.replace("&", "&amp;"));
    }

    @Test
    void aLinkThatIsOpenedWithAChoiceInItSaysWhich() throws Exception {
        aLinkOfTheCase();

        get("/c/" + TOKEN + "?choice=connect&note=anna@example.com");

        await().untilAsserted(() -> assertThat(rows.of(List.of(CASE)).rungs()).hasSize(4));
        assertThat(rows.of(List.of(CASE)).rungs().get(2).label()).isEqualTo("GET /c/[cut]?choice=connect");
    }

    /** As a message of the case has it. */
    private void aLinkOfTheCase() {
        UUID message = UUID.randomUUID();
        jdbc.sql("insert into person (id, name, language, time_zone) values (?, 'Bertil', 'en', 'UTC')")
                .param(BERTIL)
                .update();
        jdbc.sql("""
                        insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at)
                        values (?, ?, 'NOTIFICATION', 'EMAIL', ?, ?, 'SENT', now())
                        """).params(message, CASE, BERTIL, BERTIL).update();
        jdbc.sql(
                        "insert into session_identifier (hash, message_id, purpose, expires_at) values (?, ?, 'CONTACT', now())")
                .params(SessionIdentifier.fromToken(TOKEN).orElseThrow().hash(), message)
                .update();
    }

    @Test
    void aCaseThatIsNotThereHasNoLadder() throws Exception {
        assertThat(get("/operations/cases/" + UUID.randomUUID() + "/ladder", "Cookie", logIn("olga"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void strangersAreAskedToLogIn() throws Exception {
        assertThat(get(LADDER).status()).isIn(302, 303, 401);
    }
}
