package io.ringback.engine;

import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.session.Purpose;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a prankster and a stalker can have written to others, with the caps as they are shipped. */
class PesteringTest extends ProcessTestBase {

    private static final int AN_HOUR = 6;

    private UUID callFails(Person caller, Person callee) {
        String id = UUID.randomUUID().toString();
        calls.failed(
                new FailedCall(id, address(caller), address(callee), Medium.VOICE, Cause.BUSY, Instant.now(), "test"));
        return jdbc.sql(
                        "select id from failed_call_case where caller_id = ? and callee_id = ? order by opened_at desc limit 1")
                .params(caller.id(), callee.id())
                .query(UUID.class)
                .single();
    }

    private Person stranger(int number) {
        return person(
                "Carol " + number,
                "tel:+4670174" + (1000 + number),
                "mailto:carol" + number + "@example.test",
                Preferences.UNSET);
    }

    private long open() {
        return jdbc.sql("select count(*) from failed_call_case where outcome is null")
                .query(Long.class)
                .single();
    }

    private long held() {
        return jdbc.sql("select count(*) from outbound_message where state = 'WAITING' and held_by is not null")
                .query(Long.class)
                .single();
    }

    @Test
    void thirtyForgedCallsAskTheirOwnerAFewTimesAndTheRestInOneLetter() throws Exception {
        for (int call = 0; call < 30; call++) {
            callFails(anna, stranger(call));
        }
        await().until(() -> sent(QUESTION) == AN_HOUR);
        assertThat(open()).isEqualTo(30);
        assertThat(held()).isEqualTo(30 - AN_HOUR);

        passes(Duration.ofHours(1));

        OutboundMessage summary = messageSent(QUESTION, AN_HOUR + 1);
        await().until(() -> held() == 0);
        assertThat(sent(QUESTION)).isEqualTo(AN_HOUR + 1);
        String letter = plainText((MimeMessage) BODIES.get(summary.id()));
        assertThat(letter).contains("23 more were held back");
        // Each can be answered still.
        Set<String> pages = new HashSet<>();
        letter.lines()
                .filter(line -> line.startsWith("http://localhost/q/"))
                .forEach(line -> pages.add(line.split("\\?")[0]));
        assertThat(pages).hasSize(24);
        OutboundMessage told = jdbc.sql("select id, case_id from outbound_message where merged_into = ? limit 1")
                .param(summary.id())
                .query((row, number) -> new OutboundMessage(
                        row.getObject("id", UUID.class),
                        row.getObject("case_id", UUID.class),
                        QUESTION,
                        Medium.EMAIL,
                        anna.id(),
                        anna.id()))
                .single();
        assertThat(pages)
                .contains("http://localhost/q/"
                        + sessions.derive(told.id(), Purpose.ANSWER).token());
        conversation.answer(sessions.derive(told.id(), Purpose.ANSWER), Answer.NO);
        assertThat(outcome(told.caseId())).startsWith("DECLINED");
    }

    @Test
    void aQuestionThatIsHeldBackMayBeAnsweredForAsLongAsAnyOther() {
        for (int call = 1; call < AN_HOUR; call++) {
            callFails(anna, stranger(call));
        }
        UUID free = callFails(anna, stranger(AN_HOUR));
        UUID held = callFails(anna, bob);

        assertThat(Duration.between(timeoutOf(free), timeoutOf(held)))
                .isBetween(Duration.ofMinutes(55), Duration.ofMinutes(65));
    }

    @Test
    void whoSaysYesAndWithdrawsInALoopHasAFewLettersWrittenAndLeavesRoomForOthers() {
        for (int round = 1; round <= 8; round++) {
            UUID caseId = callFails(anna, bob);
            UUID question = jdbc.sql("select id from outbound_message where case_id = ? and kind = 'QUESTION'")
                    .param(caseId)
                    .query(UUID.class)
                    .single();
            var withdrawal = conversation
                    .answer(sessions.derive(question, Purpose.ANSWER), Answer.YES)
                    .withdrawal()
                    .orElseThrow();
            int letters = Math.min(round, 3);
            await().until(() -> sent(NOTIFICATION) == letters);
            conversation.withdraw(withdrawal);
            assertThat(outcome(caseId)).isEqualTo("DECLINED: caller withdrew");
        }
        assertThat(sent(NOTIFICATION)).isEqualTo(3);

        Person other =
                person("Eve", "tel:+46701740999", "mailto:eve@example.test", new Preferences(true, false, false));
        callFails(other, bob);

        OutboundMessage notice = messageSent(NOTIFICATION, 4);
        conversation.choose(sessions.derive(notice.id(), Purpose.CONTACT), Choice.INFORM, Optional.of(voiceOf(bob)));
        messageSent(INFORMATION, 1);
    }

    @Test
    void aNoticeThatIsHeldBackSaysHowOftenWasCalled() throws Exception {
        preferring(bob, new Preferences(false, true, false));
        List<Person> others = List.of(stranger(1), stranger(2), stranger(3), stranger(4), stranger(5), stranger(6));
        others.forEach(other -> callFails(other, bob));
        await().until(() -> sent(NOTIFICATION) == AN_HOUR);
        for (int call = 0; call < 14; call++) {
            callFails(anna, bob);
        }
        assertThat(held()).isEqualTo(1);

        passes(Duration.ofHours(1));

        OutboundMessage notice = messageSent(NOTIFICATION, AN_HOUR + 1);
        assertThat(plainText((MimeMessage) BODIES.get(notice.id()))).contains("Anna called 14 times");
    }

    private Instant timeoutOf(UUID caseId) {
        return management
                .createJobQuery()
                .processInstanceId(processOf(caseId))
                .timers()
                .singleResult()
                .getDuedate()
                .toInstant();
    }

    static String plainText(Part part) throws Exception {
        if (part.getContent() instanceof Multipart parts) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < parts.getCount(); i++) {
                text.append(plainText(parts.getBodyPart(i)));
            }
            return text.toString();
        }
        return part.isMimeType("text/plain") ? (String) part.getContent() : "";
    }
}
