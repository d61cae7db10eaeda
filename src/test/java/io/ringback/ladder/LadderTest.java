package io.ringback.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ringback.TestDatabase;
import io.ringback.directory.Erased;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Strand.Kind;
import io.ringback.peers.HepJs;
import io.ringback.peers.Ports;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is noted of cases, on a real PostgreSQL, and sent to another process that reads HEP. */
class LadderTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final JdbcClient JDBC = DATABASE.jdbc();
    private static final Instant NOW = Instant.parse("2026-12-01T03:00:00.123456Z");
    private static final End OWN = new End(Upright.RINGBACK, "192.0.2.1", 5060);
    private static final End SWITCH = new End(Upright.SWITCH, "192.0.2.2", 5070);
    private static final String NUMBER = "+46701740605";

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Map<String, UUID> events = new HashMap<>();
    private final LadderRows rows = new LadderRows(
            JDBC,
            DATABASE.addresses(),
            new LadderContent(
                    JsonMapper.builder().addModule(new JavaTimeModule()).build()));
    private Ladder ladder;
    private LadderWriter writer;
    private UUID caseId;

    @BeforeEach
    void aCase() {
        JDBC.sql("delete from ladder_entry").update();
        begin("");
        caseId = open();
    }

    private void begin(String hep) {
        LadderProperties settings = new LadderProperties(Duration.ofHours(24), Set.of(), hep);
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("events", new StrandsOfCases(Kind.EVENT, JDBC, "") {
            @Override
            public Map<String, UUID> casesOf(Collection<String> ids) {
                Map<String, UUID> known = new HashMap<>(events);
                known.keySet().retainAll(ids);
                return known;
            }
        });
        ladder = new Ladder(clock, settings);
        writer = new LadderWriter(
                ladder,
                new CasesOfStrands(beans.getBeanProvider(StrandsOfCases.class)),
                rows,
                new HepSender(settings),
                clock);
    }

    private static UUID open() {
        UUID id = UUID.randomUUID();
        JDBC.sql("""
                        insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause,
                            first_tried_at, last_tried_at, state, opened_at)
                        values (?, '', '', 'VOICE', 'BUSY', now(), now(), 'OPENED', now())
                        """).param(id).update();
        return id;
    }

    private void note(String text, Strand... strands) {
        ladder.note(Protocol.SIP_UDP, SWITCH, OWN, "INVITE", text, List.of(strands));
    }

    private List<String> texts() {
        return rows.of(List.of(caseId)).rungs().stream().map(Rung::text).toList();
    }

    @Test
    void nobodyReadsAnAddressInTheDatabase() {
        note("INVITE sip:" + NUMBER + "@ringback.example SIP/2.0", Strand.ofCase(caseId));

        writer.write();

        assertThat(texts()).containsExactly("INVITE sip:" + NUMBER + "@ringback.example SIP/2.0");
        byte[] kept = JDBC.sql("select sealed from ladder_entry where case_id = ?")
                .param(caseId)
                .query(byte[].class)
                .single();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(NUMBER, "INVITE");
    }

    @Test
    void aCallWaitsForItsCaseAndThenAllOfItBelongsThere() {
        Strand call = new Strand(Kind.CALL, "a84b4c76e66710");
        note("INVITE", new Strand(Kind.EVENT, "failed-call:1"), call);
        note("100 Trying", call);
        writer.write();
        assertThat(texts()).isEmpty();

        events.put("failed-call:1", caseId);
        note("480", call);
        writer.write();

        assertThat(texts()).containsExactly("INVITE", "100 Trying", "480");
        assertThat(JDBC.sql("select count(*) from ladder_entry where case_id = ?")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .as("rows for what passed together")
                .isEqualTo(1);
    }

    @Test
    void secretsAreNotKept() {
        ladder.note(
                Protocol.HTTP,
                End.of(Upright.READER),
                OWN,
                "GET /q/AAAAAAAAAAAAAAAAAAAAAA",
                "GET /q/AAAAAAAAAAAAAAAAAAAAAA\r\nAuthorization: Bearer abc123\r\nX-API-Key: k1\r\n\r\n{\"password\": \"p1\"}",
                List.of(Strand.ofCase(caseId)));
        note(
                "INVITE sip:x SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK0123456789abcdef0123456789abcdef\r\n"
                        + "Proxy-Authorization: Digest username=\"u\",\r\n response=\"r1\"\r\n"
                        + "Call-ID: 0123456789abcdef0123456789abcdef\r\n\r\nsee https://h/c/AAAAAAAAAAAAAAAAAAAAAA",
                Strand.ofCase(caseId));

        writer.write();

        assertThat(rows.of(List.of(caseId)).rungs()).allSatisfy(rung -> assertThat(rung.label() + rung.text())
                .doesNotContain("AAAAAAAAAAAAAAAAAAAAAA", "abc123", "k1", "p1", "r1"));
        assertThat(texts().get(1))
                .contains(
                        "Call-ID: 0123456789abcdef0123456789abcdef",
                        "branch=z9hG4bK0123456789abcdef0123456789abcdef",
                        "Proxy-Authorization: [cut]\r\nCall-ID");
    }

    static Stream<Arguments> whatIsCut() {
        String session = "AbCdEfGhIjKlMnOpQrStUQ";
        String reply = "ringback+r-0123456789abcdef0123456789abcdef@example.com";
        return Stream.of(
                Arguments.of(Protocol.SMPP, "short_message: see https://h/c/" + session, session),
                Arguments.of(
                        Protocol.XMPP, "<message><body>> https://h/c/" + session + "\nyes</body></message>", session),
                Arguments.of(Protocol.MM7, "<Text>https://h/c/" + session + "</Text>", session),
                Arguments.of(Protocol.HTTP, "{\"text\": \"ok https://h/c/" + session + "\"}", session),
                Arguments.of(Protocol.HTTP, "{\"client_secret\": \"s3cr3t\"}", "s3cr3t"),
                Arguments.of(Protocol.HTTP, "answer=YES&_csrf=c5rf", "c5rf"),
                Arguments.of(Protocol.IMAP, "To: " + reply + "\nyes", "0123456789abcdef0123456789abcdef"),
                Arguments.of(
                        Protocol.IMAP,
                        "Return-Path: <ringback+b-0123456789abcdef0123456789abcdef-fedcba9876543210@example.com>",
                        "fedcba9876543210"),
                Arguments.of(Protocol.IMAP, "DKIM-Signature: v=1;\n b=s1gn", "s1gn"),
                Arguments.of(Protocol.IMAP, "> https://h/c/AbCdEfGhIj=\n> KlMnOpQrStUQ", "KlMnOpQrStUQ"),
                Arguments.of(Protocol.IMAP, "> https://h/c/AbCdEfGhIj\r\n> KlMnOpQrStUQ", "AbCdEfGhIj"),
                Arguments.of(Protocol.IMAP, "ringback+r-0123456789abcdef=\n0123456789abcdef@h", "0123456789abcdef"),
                Arguments.of(
                        Protocol.SIP_UDP,
                        "MESSAGE sip:x SIP/2.0\r\nCall-ID: 1\r\n\r\nhttps://h/c/" + session,
                        session));
    }

    @ParameterizedTest
    @MethodSource("whatIsCut")
    void nothingByWhichSomebodyCouldActIsKeptOfWhatCame(Protocol protocol, String text, String secret) {
        ladder.note(protocol, SWITCH, OWN, "came", text, List.of(Strand.ofCase(caseId)));

        writer.write();

        assertThat(texts()).singleElement().asString().contains("[cut]").doesNotContain(secret);
    }

    @Test
    void whatCameLeadsToItsCaseOnceItIsHandled() {
        Strand call = Strand.ofRequest("chat", "17 MESSAGE");
        note("MESSAGE", call);
        note("MESSAGE of another case", Strand.ofRequest("chat", "18 MESSAGE"));
        ladder.tie(call, Strand.ofEvent("text:1"));
        note("text", Strand.ofEvent("text:1"));
        writer.write();
        assertThat(texts()).isEmpty();

        ladder.tie(Strand.ofEvent("text:1"), Strand.ofCase(caseId));
        writer.write();

        assertThat(texts()).containsExactlyInAnyOrder("MESSAGE", "text");
    }

    @Test
    void aServerThatUsesAnIdAgainSpeaksOfTheLastCase() {
        Strand report = Strand.ofReport("SMS", "1", "tel:" + NUMBER);
        ladder.tie(Strand.ofCase(open()), report);
        writer.write();

        ladder.tie(Strand.ofCase(caseId), report);
        note("receipt", report);
        writer.write();

        assertThat(texts()).containsExactly("receipt");
    }

    @Test
    void longTextsAreCutAndAFloodDropsTheOldestAndSaysSo() {
        note("x".repeat(2 * Rung.LONGEST), Strand.ofCase(caseId));
        assertThat(ladder.take().messages().get(0).rung().orElseThrow().text())
                .hasSize(Rung.LONGEST + "\n[cut]".length());

        note("the first", Strand.ofCase(caseId));
        for (int i = 0; i < Ladder.MOST; i++) {
            note("others", Strand.ofCase(nobodys(i)));
        }
        note("the last", Strand.ofCase(caseId));
        writer.write();

        assertThat(texts()).containsExactly("the last");
        assertThat(rows.of(List.of(caseId)).gaps()).isTrue();
    }

    /** Gone meanwhile. */
    private static UUID nobodys(int number) {
        return UUID.nameUUIDFromBytes(new byte[] {(byte) number});
    }

    @Test
    void whatIsOldIsForgottenAndACaseTakesItsLadderAlong() {
        note("one", Strand.ofCase(caseId));
        writer.write();

        assertThat(rows.forgetBefore(NOW.minusSeconds(1), 100)).isZero();
        assertThat(rows.forgetBefore(NOW.plusSeconds(1), 100)).isEqualTo(1);

        note("two", Strand.ofCase(caseId));
        writer.write();
        JDBC.sql("delete from failed_call_case where id = ?").param(caseId).update();
        assertThat(texts()).isEmpty();
    }

    @Test
    void whoIsErasedIsInNoLadder() {
        UUID other = open();
        note("theirs", Strand.ofCase(caseId));
        note("another's", Strand.ofCase(other));
        writer.write();

        rows.erase(new Erased(Optional.empty(), List.of(), Set.of(caseId)));

        assertThat(texts()).isEmpty();
        assertThat(rows.of(List.of(other)).rungs()).hasSize(1);

        JDBC.sql("update failed_call_case set reason = 'erased', outcome = 'CANCELLED', ended_at = now() where id = ?")
                .param(caseId)
                .update();
        note("BYE", Strand.ofCase(caseId));
        writer.write();
        assertThat(texts()).as("what comes after it").isEmpty();
    }

    @Test
    void sngrepAndHomerHearOfIt() {
        int port = Ports.free();
        try (HepJs homer = HepJs.start(port)) {
            begin("127.0.0.1:" + port);
            note("INVITE sip:" + NUMBER + "@ringback.example SIP/2.0\r\n\r\n", Strand.ofCase(caseId));
            ladder.note(
                    Protocol.SMTP,
                    OWN,
                    End.of(Upright.MAIL_SERVER),
                    "a message",
                    "Subject: é",
                    List.of(Strand.ofCase(caseId)));
            writer.write();

            var packets = homer.packets(2);
            var sip = packets.get(0);
            assertThat(sip.path("payload").asText())
                    .isEqualTo("INVITE sip:" + NUMBER + "@ringback.example SIP/2.0\r\n\r\n");
            var info = sip.path("rcinfo");
            assertThat(info.path("srcIp").asText()).isEqualTo("192.0.2.2");
            assertThat(info.path("dstIp").asText()).isEqualTo("192.0.2.1");
            assertThat(info.path("srcPort").asInt()).isEqualTo(5070);
            assertThat(info.path("dstPort").asInt()).isEqualTo(5060);
            assertThat(info.path("protocol").asInt()).as("UDP").isEqualTo(17);
            assertThat(info.path("payloadType").asInt()).as("SIP").isEqualTo(1);
            assertThat(info.path("timeSeconds").asLong()).isEqualTo(NOW.getEpochSecond());
            assertThat(info.path("timeUseconds").asInt()).isEqualTo(123456);
            assertThat(info.path("correlation_id").asText()).isEqualTo(caseId.toString());
            assertThat(packets.get(1).path("rcinfo").path("payloadType").asInt())
                    .as("text")
                    .isEqualTo(100);
            assertThat(packets.get(1).path("payload").asText()).isEqualTo("Subject: é");
        }
    }

    @Test
    void settingsThatWouldKeepStrangersForTooLongAreRefused() {
        assertThatThrownBy(() -> new LadderProperties(Duration.ofDays(2), Set.of(), ""))
                .hasMessageContaining("ringback.ladder.keep is PT48H");
        assertThatThrownBy(() -> new LadderProperties(Duration.ZERO, Set.of(), "homer"))
                .hasMessageContaining("ringback.ladder.hep is homer");
        assertThat(new LadderProperties(Duration.ZERO, Set.of(), "").isOn()).isFalse();
    }

    @Test
    void nothingIsSentToAHomerUnlessItIsNamed() {
        LadderProperties unset = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("ringback.ladder", Bindable.of(LadderProperties.class));

        assertThat(unset.hep()).isEmpty();
        assertThat(unset.isOn()).isTrue();
    }
}
