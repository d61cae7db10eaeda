package io.ringback.engine;

import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.CallReason;
import io.ringback.cases.Cases;
import io.ringback.cases.SpokenReason;
import io.ringback.cases.WhyCalled;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.directory.Device;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.privacy.Erasure;
import io.ringback.privacy.PersonFile;
import io.ringback.privacy.PersonFiles;
import io.ringback.session.Purpose;
import io.ringback.telephony.announcement.Wav;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What Anna has said aloud of why she called: who may hear it, where it lies, and how long. */
@ExtendWith(OutputCaptureExtension.class)
class WhyAnnaCalledAloudTest extends ProcessTestBase {

    private static final SpokenReason SAID = new SpokenReason(codes('s', 12_000));

    @Autowired
    private Cases cases;

    @Autowired
    private Erasure erasure;

    @Autowired
    private PersonFiles files;

    private static byte[] codes(char code, int length) {
        byte[] codes = new byte[length];
        Arrays.fill(codes, (byte) code);
        return codes;
    }

    private Receipt says(SpokenReason said) {
        return conversation.answer("voice:key", messageSent(QUESTION, 1).id(), Answer.YES, said);
    }

    private UUID saysAloud() {
        UUID caseId = callFailsByCarrier(CallerIdentity.NOT_TOLD);
        assertThat(says(SAID)).isEqualTo(Receipt.ACCEPTED);
        return caseId;
    }

    private Optional<byte[]> heardBy(UUID callee, UUID caseId) {
        return cases.spokenReason(caseId, callee).map(SpokenReason::alaw);
    }

    private PersonFile.OwnCase file(Person person) {
        return files.read(person.id()).orElseThrow().cases().get(0);
    }

    private boolean isKept(UUID caseId) {
        return jdbc.sql("select spoken_sealed is not null from failed_call_case where id = ?")
                .param(caseId)
                .query(Boolean.class)
                .single();
    }

    @Test
    void itIsForBobWhoseNoticeSaysSoAndForNobodyElse() {
        UUID caseId = saysAloud();

        assertThat(heardBy(bob.id(), caseId).orElseThrow()).isEqualTo(SAID.alaw());
        assertThat(heardBy(anna.id(), caseId)).isEmpty();
        assertThat(heardBy(bob.id(), UUID.randomUUID())).isEmpty();
        messageSent(NOTIFICATION, 1);
        assertThat(conversation
                        .notice(received(NOTIFICATION, 1, Purpose.CONTACT))
                        .orElseThrow()
                        .view()
                        .spoken())
                .isTrue();
        assertThat(cases.whyCalled(caseId)).isEqualTo(WhyCalled.SPOKEN);
        assertThat(file(anna).acts())
                .extracting(act -> act.act() + " " + act.result())
                .contains("SAID_WHY SPOKEN");
    }

    @Test
    void itLiesEncryptedInItsRowAloneAndInNoEventAndNoLog(CapturedOutput log) {
        UUID caseId = saysAloud();

        byte[] sealed = jdbc.sql("select spoken_sealed from failed_call_case where id = ?")
                .param(caseId)
                .query(byte[].class)
                .single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("ssss");
        assertThat(jdbc.sql(
                                "select payload::text || coalesce(encode(addresses_sealed, 'escape'), '') from inbound_event")
                        .query(String.class)
                        .list())
                .as("events, once they are handled")
                .noneMatch(stored -> stored.contains(SAID.text().substring(0, 40)) || stored.length() > 5000);
        assertThat(log).doesNotContain(SAID.text().substring(0, 40));
    }

    @Test
    void itIsSaidOnceWithTheYes() {
        UUID caseId = saysAloud();

        assertThat(says(SAID)).as("the same once more").isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.answer(
                        "voice:another", messageSent(QUESTION, 1).id(), Answer.YES, new SpokenReason(codes('x', 9000))))
                .isEqualTo(Receipt.CLOSED);

        assertThat(heardBy(bob.id(), caseId).orElseThrow()).isEqualTo(SAID.alaw());
    }

    @Test
    void withANoNothingIsKeptOfIt() {
        UUID caseId = callFailsByCarrier(CallerIdentity.NOT_TOLD);
        conversation.answer("voice:key", messageSent(QUESTION, 1).id(), Answer.NO, SAID);

        assertThat(isKept(caseId)).isFalse();
    }

    @Test
    void whoMayBeSomebodyElsePutsNoWordsIntoHerMouth() {
        Device mail = anna.devices().get(1);
        directory.save(new Person(
                anna.id(),
                anna.name(),
                anna.language(),
                anna.timeZone(),
                Preferences.UNSET,
                List.of(
                        anna.devices().get(0),
                        new Device(mail.id(), mail.medium(), mail.address(), mail.label(), false, true))));
        UUID caseId = callFailsByCarrier(CallerIdentity.UNVERIFIED);
        assertThat(says(SAID)).isEqualTo(Receipt.ACCEPTED);

        assertThat(isKept(caseId)).isFalse();
        assertThat(cases.whyCalled(caseId).reason()).isEqualTo(CallReason.NONE);
        messageSent(NOTIFICATION, 1);
    }

    @Test
    void itIsGoneWhenTheCaseEnds() {
        UUID caseId = saysAloud();
        messageSent(NOTIFICATION, 1);
        assertThat(isKept(caseId)).isTrue();

        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.NOT_NOW, Optional.empty());

        assertThat(isKept(caseId)).isFalse();
        assertThat(heardBy(bob.id(), caseId)).isEmpty();
    }

    @Test
    void itIsGoneWithWhoeverOfTheTwoIsErased() {
        UUID caseId = saysAloud();
        messageSent(NOTIFICATION, 1);

        erasure.person(bob.id(), anybody -> true);

        assertThat(isKept(caseId)).isFalse();
    }

    @Test
    void bothHaveItInTheirFilesAsSound() throws Exception {
        saysAloud();

        byte[] wav = Base64.getDecoder().decode(file(anna).spokenWhy());
        assertThat(Wav.samples(wav)).hasSize(12_000);
        await().untilAsserted(() ->
                assertThat(file(bob).spokenWhy()).isEqualTo(file(anna).spokenWhy()));
    }
}
