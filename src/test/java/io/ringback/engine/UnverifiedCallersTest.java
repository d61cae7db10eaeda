package io.ringback.engine;

import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.CaseReader;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.engine.trial.TableWithRow;
import io.ringback.failedcall.CallerIdentity;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A stalker writes Anna's number into calls to Bob. Both have mail; Anna would rather be written to there than anywhere. */
class UnverifiedCallersTest extends ProcessTestBase {

    @Autowired
    private CaseReader cases;

    @Autowired
    private RepositoryService repository;

    /** Anna's devices, with these in place of her mail. */
    private void annaHas(Device... devices) {
        List<Device> all = new ArrayList<>(List.of(anna.devices().get(0)));
        all.addAll(List.of(devices));
        anna = new Person(anna.id(), anna.name(), anna.language(), anna.timeZone(), Preferences.UNSET, all);
        directory.save(anna);
    }

    private static Device mail(boolean unverifiedCalls) {
        return new Device(
                UUID.randomUUID(),
                Medium.EMAIL,
                new Address("mailto:anna@example.test"),
                "Mail",
                false,
                unverifiedCalls);
    }

    private Device texts(String number) {
        return new Device(UUID.randomUUID(), Medium.SMS, new Address(number), "Texts");
    }

    @Test
    void theOwnerOfAForgedNumberIsNotWrittenToWhereverTheyAreKnown() {
        UUID caseId = callFailsByCarrier(CallerIdentity.UNVERIFIED);

        awaitOutcomeOf(caseId);
        assertThat(outcome(caseId)).startsWith("DECLINED");
        assertThat(runtime.createIncidentQuery().count())
                .as("what operators are called for")
                .isZero();
        assertThat(sent(QUESTION)).isZero();
        assertThat(sent(NOTIFICATION)).isZero();
        assertThat(cases.read(caseId).orElseThrow().callerIdentity()).isEqualTo(CallerIdentity.UNVERIFIED);
    }

    private void awaitOutcomeOf(UUID caseId) {
        await().until(() -> cases.read(caseId).orElseThrow().outcome() != null);
    }

    @Test
    void theyAreAskedOnThePhoneThatTheCallCameFrom() throws Exception {
        camel.getRouteController().startRoute("sms");
        annaHas(mail(false), texts("tel:+46701749999"), texts(address(anna).uri()));

        callFailsByCarrier(CallerIdentity.UNVERIFIED);

        assertThat(messageSent(QUESTION, 1).deviceId())
                .isEqualTo(anna.devices().get(3).id());
    }

    @Test
    void theyAreAskedWhereTheySaySuchQuestionsMayCome() {
        annaHas(mail(true));

        callFailsByCarrier(CallerIdentity.UNVERIFIED);

        assertThat(messageSent(QUESTION, 1).medium()).isEqualTo(Medium.EMAIL);
        assertThat(directory.find(anna.id()).orElseThrow().devices().get(1).unverifiedCalls())
                .isTrue();
    }

    @Test
    void whatAnnaAgreedToOnceAndForAllIsForHerOwnCalls() {
        annaHas(mail(true));
        preferring(anna, new Preferences(true, false, false));

        callFailsByCarrier(CallerIdentity.UNVERIFIED);

        messageSent(QUESTION, 1);
        assertThat(sent(NOTIFICATION)).isZero();
    }

    @Test
    void verifiedAndUntoldCallsAreAskedAboutAsEver() {
        UUID verified = callFailsByCarrier(CallerIdentity.VERIFIED);
        messageSent(QUESTION, 1);
        callAnswered();
        UUID untold = callFailsByCarrier(CallerIdentity.NOT_TOLD);
        messageSent(QUESTION, 2);

        assertThat(cases.read(verified).orElseThrow().callerIdentity()).isEqualTo(CallerIdentity.VERIFIED);
        assertThat(cases.read(untold).orElseThrow().callerIdentity()).isEqualTo(CallerIdentity.NOT_TOLD);
    }

    @Test
    void theCalleeIsToldThatItMayHaveBeenSomebodyElseButNotFromWhichNumber() throws Exception {
        preferring(bob, new Preferences(false, true, false));

        callFailsByCarrier(CallerIdentity.UNVERIFIED);

        String letter = PesteringTest.plainText(
                        (MimeMessage) BODIES.get(messageSent(NOTIFICATION, 1).id()))
                .replaceAll("\\s+", " ");
        assertThat(letter)
                .contains("Anna called you on")
                .contains("The caller’s number could not be verified. It may have been somebody else.")
                .doesNotContain("701740605");
        assertThat(sent(INFORMATION)).isZero();
    }

    @Test
    void aVerifiedCallLiftsTheDoubtOfAnOpenCaseAndAForgedOneCastsNone() throws Exception {
        annaHas(mail(true));
        UUID caseId = callFailsByCarrier(CallerIdentity.UNVERIFIED);
        messageSent(QUESTION, 1);
        callFailsByCarrier(CallerIdentity.UNVERIFIED);
        assertThat(identityOf(caseId)).isEqualTo("UNVERIFIED");

        callFailsByCarrier(CallerIdentity.VERIFIED);
        assertThat(identityOf(caseId)).isEqualTo("VERIFIED");

        callFailsByCarrier(CallerIdentity.UNVERIFIED);
        assertThat(identityOf(caseId)).isEqualTo("VERIFIED");
        assertThat(cases.read(caseId).orElseThrow().attempts()).isEqualTo(4);
    }

    private String identityOf(UUID caseId) {
        return jdbc.sql("select caller_identity from failed_call_case where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }

    @Test
    void aTableMayRefuseWhatNobodyVouchesFor() throws Exception {
        String table = TableWithRow.of(
                Files.readString(Path.of("bpmn/consent-policy.dmn")),
                Map.of("callerIdentity", "not(\"VERIFIED\")"),
                Map.of("consent", "\"NOT_ALLOWED\"", "reason", "\"nobody vouches for the caller\""));
        String deployment = repository
                .createDeployment()
                .addString("consent-policy.dmn", table)
                .deploy()
                .getId();
        try {
            UUID untold = callFailsByCarrier(CallerIdentity.NOT_TOLD);
            awaitOutcomeOf(untold);
            assertThat(cases.read(untold).orElseThrow().reason()).isEqualTo("nobody vouches for the caller");

            callFailsByCarrier(CallerIdentity.VERIFIED);
            messageSent(QUESTION, 1);
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }
}
