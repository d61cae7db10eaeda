package io.ringback.engine;

import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.LINE;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.cases.EndedCases;
import io.ringback.cases.OneLine;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.Ended;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.Cause;
import io.ringback.privacy.Erasure;
import io.ringback.privacy.PersonFiles;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The callee answers with a line of text, and the caller with one more; neither learns the other's address. */
class AnsweredInWordsTest extends ProcessTestBase {

    private static final OneLine FRIDAY = OneLine.of("Yes, Friday <i>works</i> \"fine\"");
    private static final OneLine THANKS = OneLine.of("Thanks, see you at 10");

    @Autowired
    private EndedCases ended;

    @Autowired
    private PersonFiles files;

    @Autowired
    private Erasure erasure;

    private UUID notified() {
        preferring(anna, new Preferences(true, false, false));
        return callFails(Cause.BUSY);
    }

    private SessionIdentifier notice() {
        return received(NOTIFICATION, 1, Purpose.CONTACT);
    }

    private UUID answered() {
        UUID caseId = notified();
        assertThat(conversation.write(notice(), FRIDAY).receipt()).isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "INFORMED");
        return caseId;
    }

    private SessionIdentifier line() {
        return received(INFORMATION, 1, Purpose.LINE);
    }

    private String letter(MessageKind kind) throws Exception {
        return PesteringTest.plainText(
                (MimeMessage) BODIES.get(messageSent(kind, 1).id()));
    }

    private String octets(OutboundMessage message) throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        ((MimeMessage) BODIES.get(message.id())).writeTo(octets, new String[] {"To"});
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void bothGetALineAndNeitherLearnsTheOthersAddress() throws Exception {
        UUID caseId = answered();
        assertThat(messageSent(INFORMATION, 1).personId()).isEqualTo(anna.id());
        assertThat(letter(INFORMATION))
                .contains("Bob has written to you:", "“" + FRIDAY.text() + "”", "/a/" + line().token());
        assertThat(conversation.answerable(line()).orElseThrow().line()).isEqualTo(FRIDAY);

        assertThat(conversation.writeBack(line(), THANKS).receipt()).isEqualTo(Receipt.ACCEPTED);

        assertThat(messageSent(LINE, 1).personId()).isEqualTo(bob.id());
        assertThat(letter(LINE))
                .contains("Anna has written to you:", THANKS.text())
                .doesNotContain("/a/");
        assertThat(SENT).hasSize(3);
        for (OutboundMessage message : SENT) {
            assertThat(octets(message))
                    .doesNotContain("46701740605", "46701740606", "anna@example.test", "bob@example.test");
        }
        assertThat(outcome(caseId)).isEqualTo("INFORMED");
        assertThat(conversation.ended(notice())).map(Ended::how).contains(Ended.How.ANSWERED);
    }

    @Test
    void eachWritesOnce() {
        UUID caseId = answered();

        assertThat(conversation.write(notice(), THANKS).receipt()).isEqualTo(Receipt.CLOSED);
        assertThat(conversation.writeBack(line(), THANKS).receipt()).isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.writeBack(line(), THANKS).receipt()).isEqualTo(Receipt.CLOSED);
        assertThat(conversation.answerable(line())).isEmpty();

        messageSent(LINE, 1);
        assertThat(jdbc.sql(
                                "select count(*) from outbound_message where case_id = ? and kind in ('INFORMATION', 'LINE')")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void oneLinkIsNotTakenForAnother() {
        answered();
        assertThat(conversation.writeBack(notice(), THANKS).receipt()).isEqualTo(Receipt.CLOSED);
        assertThat(conversation.write(line(), THANKS).receipt()).isEqualTo(Receipt.CLOSED);
    }

    @Test
    void aCallerWithNothingToReadOnIsWrittenNoLine() {
        anna = new Person(
                anna.id(),
                anna.name(),
                anna.language(),
                anna.timeZone(),
                anna.preferences(),
                List.of(new Device(voiceOf(anna), Medium.VOICE, address(anna), "Mobile")));
        directory.save(anna);
        notified();

        assertThat(conversation.notice(notice()).orElseThrow().view().canWrite())
                .isFalse();
        assertThatThrownBy(() -> conversation.write(notice(), FRIDAY)).isInstanceOf(IllegalArgumentException.class);
        assertThat(sent(INFORMATION)).isZero();
    }

    @Test
    void whoBlocksTheCallerAfterwardsIsPassedOnNothing() {
        UUID caseId = answered();
        directory.block(bob.id(), anna.id());

        assertThat(conversation.writeBack(line(), THANKS).receipt()).isEqualTo(Receipt.ACCEPTED);

        assertThat(jdbc.sql("select result from (select unnest(step) as step, unnest(result) as result"
                                + " from journal_entry where case_id = ?) one where step = 'LINE'")
                        .param(caseId)
                        .query(String.class)
                        .single())
                .isEqualTo("SKIPPED");
        assertThat(sent(LINE)).isZero();
    }

    @Test
    void aLineWrittenAfterTheEndReachesNobody() {
        UUID caseId = notified();
        SessionIdentifier notice = notice();
        callAnswered();
        awaitOutcome(caseId, "REACHED_MEANWHILE");

        assertThat(conversation.write(notice, FRIDAY).receipt()).isEqualTo(Receipt.CLOSED);
        assertThat(sent(INFORMATION)).isZero();
    }

    @Test
    void whatWasSaidGoesWithTheJournal() {
        UUID caseId = answered();
        jdbc.sql(
                        "update journal_entry set at = array(select one - interval '1 hour' from unnest(at) one),"
                                + " passed_at = array(select one - interval '1 hour' from unnest(passed_at) one) where case_id = ?")
                .param(caseId)
                .update();
        jdbc.sql("update failed_call_case set ended_at = ended_at - interval '1 hour' where id = ?")
                .param(caseId)
                .update();

        ended.forgetJournalBefore(Instant.now().minus(Duration.ofMinutes(30)), 0, 1000);

        assertThat(kept(caseId)).isFalse();
        assertThat(conversation.writeBack(line(), THANKS).receipt()).isEqualTo(Receipt.CLOSED);
    }

    @Test
    void whatWasSaidIsInTheFileOfWhoSaidItAndGoesWithEitherOfTheTwo() {
        UUID caseId = answered();
        conversation.writeBack(line(), THANKS);
        messageSent(LINE, 1);

        assertThat(files.read(bob.id()).orElseThrow().cases())
                .extracting("line")
                .containsExactly(FRIDAY.text());
        assertThat(files.read(anna.id()).orElseThrow().cases())
                .extracting("line")
                .containsExactly(THANKS.text());
        erasure.person(anna.id(), same -> true);

        assertThat(kept(caseId)).isFalse();
        assertThat(jdbc.sql("select count(*) from inbound_event one where one::text like '%Friday%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private boolean kept(UUID caseId) {
        return jdbc.sql(
                        "select callee_line_sealed is not null or caller_line_sealed is not null from failed_call_case where id = ?")
                .param(caseId)
                .query(Boolean.class)
                .single();
    }
}
