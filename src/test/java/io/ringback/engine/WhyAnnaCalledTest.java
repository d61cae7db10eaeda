package io.ringback.engine;

import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.CallReason;
import io.ringback.cases.Cases;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.OneLine;
import io.ringback.cases.WhyCalled;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.QuietHours;
import io.ringback.engine.trial.TableWithRow;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.failedcall.ToldReason;
import io.ringback.failedcall.Urgency;
import io.ringback.privacy.Erasure;
import io.ringback.privacy.PersonFile;
import io.ringback.privacy.PersonFiles;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ContactView;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

/** Why Anna called, from her call to Bob: what reaches him, what tables make of it, and what is left of it. */
@ExtendWith(OutputCaptureExtension.class)
class WhyAnnaCalledTest extends ProcessTestBase {

    private static final String WHY = "Can you take the car to <b>Lena</b> on Friday?";
    private static final String FILE = "quiet-hours.dmn";
    private static final WhyCalled URGENTLY = WhyCalled.whenAsked(Optional.empty(), Urgency.URGENT);
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Cases cases;

    @Autowired
    private Erasure erasure;

    @Autowired
    private PersonFiles files;

    @TempDir
    private Path folder;

    @BeforeEach
    void annaIsNotAsked() {
        preferring(anna, new Preferences(true, false, false));
    }

    /** She wants to hear by mail of calls that may not be hers. */
    private void annaIsAskedAboutCallsThatMayNotBeHers() {
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
    }

    private UUID calls(String why, Urgency urgency, CallerIdentity identity) {
        Accepted accepted = calls.failed(new FailedCall(
                        UUID.randomUUID().toString(),
                        address(anna),
                        address(bob),
                        Medium.VOICE,
                        Cause.BUSY,
                        Instant.now(),
                        "adapter:carrier",
                        Optional.empty(),
                        identity)
                .because(ToldReason.of(why, urgency)));
        return ((Accepted.New) accepted).caseId();
    }

    private ContactView shown() {
        return conversation
                .notice(received(NOTIFICATION, 1, Purpose.CONTACT))
                .orElseThrow()
                .view();
    }

    private String letter() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        MimeMessage letter =
                (MimeMessage) BODIES.get(messageSent(NOTIFICATION, 1).id());
        letter.writeTo(written);
        return written.toString(StandardCharsets.UTF_8).replace("=\r\n", "");
    }

    @Test
    void whatSheSaysIsInHisLetterAndOnHisPageAndIsNoMarkup(CapturedOutput log) throws Exception {
        calls(WHY, Urgency.URGENT, CallerIdentity.NOT_TOLD);

        assertThat(letter())
                .contains("Anna says that it is urgent.")
                .contains("Can you take the car to <b>Lena</b> on Friday?", "car to &lt;b&gt;Lena&lt;/b&gt; on")
                .doesNotContain("740605");
        assertThat(shown().line()).contains(WHY);
        assertThat(shown().urgent()).isTrue();
        assertThat(log).doesNotContain("Lena");
    }

    @Test
    void whoSaysNothingIsToldOfAsBefore() throws Exception {
        calls(null, null, CallerIdentity.NOT_TOLD);

        assertThat(letter()).doesNotContain("urgent", "says why");
        assertThat(shown().line()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Call me on +46 70 174 06 05",
                "look at https://evil.example/x",
                "mail anna@example.org",
                "two\r\nBcc: lines",
                "turned \u202Eround",
                "\u0000",
                "   "
            })
    void whatCannotBePassedOnIsLeftOutAndTheCallCounts(String why) throws Exception {
        UUID caseId = calls(why, Urgency.NORMAL, CallerIdentity.VERIFIED);

        assertThat(cases.whyCalled(caseId)).isEqualTo(WhyCalled.UNSAID);
        assertThat(letter()).doesNotContain("says why");
    }

    @Test
    void tenThousandCharactersAreLeftOutTooAndNotCut() {
        UUID caseId = calls("why ".repeat(2500), Urgency.NORMAL, CallerIdentity.VERIFIED);

        assertThat(cases.whyCalled(caseId)).isEqualTo(WhyCalled.UNSAID);
    }

    /** Whoever forges a number puts no words into anybody's mouth. */
    @Test
    void aCallerWhoMayBeSomebodyElseSaysNothing() {
        annaIsAskedAboutCallsThatMayNotBeHers();
        UUID caseId = calls(WHY, Urgency.URGENT, CallerIdentity.UNVERIFIED);

        assertThat(cases.whyCalled(caseId)).isEqualTo(new WhyCalled(CallReason.NONE, Urgency.URGENT, Optional.empty()));
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        assertThat(shown().urgent()).isFalse();
        assertThat(shown().line()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # the case's caller, the later call's, what is said of the case then
            NOT_TOLD,   NOT_TOLD,   later,  URGENT
            VERIFIED,   NOT_TOLD,   before, NORMAL
            VERIFIED,   UNVERIFIED, before, NORMAL
            NOT_TOLD,   VERIFIED,   later,  URGENT
            """)
    void ofTwoCallsTheOneCountsWhoseCallerIsBetterKnownElseTheLater(
            CallerIdentity first, CallerIdentity second, String line, Urgency urgency) {
        UUID caseId = calls("before", Urgency.NORMAL, first);
        calls("later", Urgency.URGENT, second);

        WhyCalled why = cases.whyCalled(caseId);
        assertThat(why.line()).map(OneLine::text).contains(line);
        assertThat(why.urgency()).isEqualTo(urgency);
    }

    @Test
    void whoCallsAgainWithoutAWordTakesNothingBack() {
        UUID caseId = calls("before", Urgency.URGENT, CallerIdentity.NOT_TOLD);
        calls(null, null, CallerIdentity.NOT_TOLD);

        assertThat(cases.whyCalled(caseId).line()).map(OneLine::text).contains("before");
        assertThat(cases.whyCalled(caseId).urgency()).isEqualTo(Urgency.URGENT);
    }

    /** A forged call said something first; that she has called herself since does not make it hers. */
    @Test
    void whatAForgedCallSaidIsForgottenWhenTheCallerCallsThemself() {
        annaIsAskedAboutCallsThatMayNotBeHers();
        UUID caseId = calls(null, Urgency.URGENT, CallerIdentity.UNVERIFIED);
        calls(null, null, CallerIdentity.VERIFIED);

        assertThat(cases.whyCalled(caseId)).isEqualTo(WhyCalled.UNSAID);
    }

    @Test
    void bothReadItInTheirFilesAndItIsGoneWithEither() {
        UUID caseId = calls(WHY, Urgency.NORMAL, CallerIdentity.NOT_TOLD);
        messageSent(NOTIFICATION, 1);

        assertThat(file(anna).cases())
                .singleElement()
                .extracting(PersonFile.OwnCase::why)
                .isEqualTo(WHY);
        hisFileHasIt();
        assertThat(jdbc.sql(
                                "select payload::text || coalesce(encode(addresses_sealed, 'escape'), '') from inbound_event")
                        .query(String.class)
                        .list())
                .noneMatch(stored -> stored.contains("Lena"));

        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.NOT_NOW, Optional.empty());
        erasure.person(bob.id(), anybody -> true);
        assertThat(cases.whyCalled(caseId).line()).isEmpty();
    }

    /** As soon as it is known that his message has left. */
    private void hisFileHasIt() {
        await().untilAsserted(() -> assertThat(file(bob).cases())
                .extracting(PersonFile.OwnCase::why)
                .containsExactly(WHY));
    }

    private PersonFile file(Person person) {
        return files.read(person.id()).orElseThrow();
    }

    // Said when she is asked ------------------------------------------------------------------------------------------

    private SessionIdentifier question() {
        return received(QUESTION, 1, Purpose.ANSWER);
    }

    private UUID callsAndIsAsked(String why, Urgency urgency, CallerIdentity identity) {
        preferring(anna, Preferences.UNSET);
        return calls(why, urgency, identity);
    }

    private static WhyCalled says(String line) {
        return WhyCalled.whenAsked(Optional.of(OneLine.of(line)), Urgency.NORMAL);
    }

    @Test
    void whatSheWritesOnThePageIsInHisLetterAndOnHisPage(CapturedOutput log) throws Exception {
        UUID caseId = callsAndIsAsked("Words of her phone", Urgency.NORMAL, CallerIdentity.NOT_TOLD);
        assertThat(conversation.question(question()).orElseThrow().maySayWhy()).isTrue();

        conversation.answer(question(), Answer.YES, WhyCalled.whenAsked(Optional.of(OneLine.of(WHY)), Urgency.URGENT));

        assertThat(letter())
                .contains("Anna says that it is urgent.", "car to &lt;b&gt;Lena&lt;/b&gt; on")
                .doesNotContain("Words of her phone");
        assertThat(shown().line()).contains(WHY);
        assertThat(file(anna).cases()).extracting(PersonFile.OwnCase::why).containsExactly(WHY);
        hisFileHasIt();
        assertThat(log).doesNotContain("Lena");
        assertThat(storedEvents()).noneMatch(stored -> stored.contains("Lena"));

        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), Choice.NOT_NOW, Optional.empty());
        erasure.person(anna.id(), anybody -> true);
        assertThat(cases.whyCalled(caseId).line()).isEmpty();
    }

    private List<String> storedEvents() {
        return jdbc.sql("select payload::text || coalesce(encode(addresses_sealed, 'escape'), '') from inbound_event")
                .query(String.class)
                .list();
    }

    @Test
    void aSecondAnswerAndOneThatIsNoChangeNothing() {
        UUID caseId = callsAndIsAsked(null, null, CallerIdentity.NOT_TOLD);
        conversation.answer(question(), Answer.YES, says("first"));

        assertThat(conversation.answer(question(), Answer.YES, says("second")).receipt())
                .isEqualTo(Receipt.CLOSED);
        assertThat(cases.whyCalled(caseId)).isEqualTo(says("first"));
    }

    @Test
    void withANoNothingIsKeptOfIt() {
        UUID caseId = callsAndIsAsked(null, null, CallerIdentity.NOT_TOLD);

        conversation.answer(question(), Answer.NO, says("first"));

        assertThat(cases.whyCalled(caseId)).isEqualTo(WhyCalled.UNSAID);
    }

    /** It is she who reads her mail, whoever it was that called. */
    @Test
    void whoMayNotHaveCalledSpeaksForThemselfWhenAskedAndWhatTheCallSaidIsForgotten() {
        annaIsAskedAboutCallsThatMayNotBeHers();
        UUID caseId = calls(WHY, Urgency.URGENT, CallerIdentity.UNVERIFIED);

        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES, says("About Friday"));

        assertThat(cases.whyCalled(caseId)).isEqualTo(says("About Friday"));
        assertThat(shown().line()).contains("About Friday");
        assertThat(shown().urgent()).isFalse();
    }

    @Test
    void thatItIsUrgentIsShownAlsoOfACallThatMayNotBeHers() {
        annaIsAskedAboutCallsThatMayNotBeHers();
        calls(null, null, CallerIdentity.UNVERIFIED);

        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES, URGENTLY);

        assertThat(shown().urgent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # the case's caller, the later call's, what is said of the case then
            NOT_TOLD,   NOT_TOLD,   URGENT
            VERIFIED,   NOT_TOLD,   NORMAL
            NOT_TOLD,   VERIFIED,   URGENT
            """)
    void whatSheWroteStandsWhenSheCallsAgainAndThatItIsUrgentAddsToIt(
            CallerIdentity first, CallerIdentity second, Urgency urgency) {
        UUID caseId = callsAndIsAsked(null, null, first);
        conversation.answer(question(), Answer.YES, says("written"));

        calls("later", Urgency.URGENT, second);

        assertThat(cases.whyCalled(caseId).line()).map(OneLine::text).contains("written");
        assertThat(cases.whyCalled(caseId).urgency()).isEqualTo(urgency);
    }

    @Test
    void thatItIsUrgentTakesNoWordsOfTheCallAway() {
        UUID caseId = callsAndIsAsked("Words of her phone", Urgency.NORMAL, CallerIdentity.VERIFIED);

        conversation.answer(question(), Answer.YES, URGENTLY);

        assertThat(cases.whyCalled(caseId).line()).map(OneLine::text).contains("Words of her phone");
        assertThat(shown().urgent()).isTrue();
    }

    @Test
    void tablesKnowWhatSheSaidOnThePage() throws Exception {
        itIsNight();
        urgentCallsRing(Map.of("urgency", "\"URGENT\"", "callReason", "\"OWN_WORDS\""));
        UUID caseId = callsAndIsAsked(null, null, CallerIdentity.NOT_TOLD);

        conversation.answer(question(), Answer.YES, WhyCalled.whenAsked(Optional.of(OneLine.of(WHY)), Urgency.URGENT));

        assertThat(written(caseId)).isEqualTo("WRITTEN");
    }

    @Test
    void thatSheAsksToBeCalledBackByKeyIsInHisLetterAndOnHisPageBesideTheWordsOfHerCall() throws Exception {
        UUID caseId = callsAndIsAsked("Words of her phone", Urgency.NORMAL, CallerIdentity.NOT_TOLD);
        UUID message = messageSent(QUESTION, 1).id();

        assertThat(conversation.answer("voice:key", message, Answer.YES, WhyCalled.CALL_BACK))
                .isEqualTo(Receipt.ACCEPTED);

        assertThat(letter()).contains("Anna asks you to call back when it suits you.", "Words of her phone");
        assertThat(shown().callBack()).isTrue();
        assertThat(shown().urgent()).isFalse();
        assertThat(cases.whyCalled(caseId).reason()).isEqualTo(CallReason.CALL_BACK);
        assertThat(file(anna).cases().get(0).acts())
                .extracting(act -> act.act() + " " + act.result())
                .contains("SAID_WHY CALL_BACK");
        assertThat(conversation.answer("voice:key", message, Answer.YES, WhyCalled.CALL_BACK))
                .isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.answer("voice:another", message, Answer.YES, WhyCalled.URGENT))
                .isEqualTo(Receipt.CLOSED);
        assertThat(cases.whyCalled(caseId).urgency()).isEqualTo(Urgency.NORMAL);
    }

    @ParameterizedTest
    @CsvSource({"CALL_BACK, NORMAL, WRITTEN", "NONE, URGENT, WRITTEN: held until the quiet hours end"})
    void tablesKnowWhatSheSaidByKey(CallReason reason, Urgency urgency, String written) throws Exception {
        itIsNight();
        urgentCallsRing(Map.of("callReason", "\"CALL_BACK\""));
        UUID caseId = callsAndIsAsked(null, null, CallerIdentity.NOT_TOLD);

        conversation.answer(
                "voice:key",
                messageSent(QUESTION, 1).id(),
                Answer.YES,
                new WhyCalled(reason, urgency, Optional.empty(), true));

        assertThat(written(caseId)).isEqualTo(written);
    }

    // Quiet hours -----------------------------------------------------------------------------------------------------

    /** It is night for Bob, who has SMS alone. */
    private void itIsNight() throws Exception {
        itIsNight(new Device(UUID.randomUUID(), Medium.SMS, address(bob), "Texts"));
    }

    private void itIsNight(Device... devices) throws Exception {
        camel.getRouteController().startRoute("sms");
        NodeWithFiles.copyShippedFiles(folder);
        LocalTime end = LocalTime.ofInstant(Instant.now().plus(3, ChronoUnit.HOURS), TOKYO)
                .truncatedTo(ChronoUnit.MINUTES);
        directory.save(new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                TOKYO,
                new Preferences(
                        false,
                        false,
                        false,
                        ReturnCallsTo.CALLING_PHONE,
                        Optional.of(new QuietHours(end.minusHours(5), end))),
                List.of(devices)));
    }

    @Test
    void noTelephoneIsCalledInQuietHoursWhateverTheTableSays() throws Exception {
        camel.getRouteController().startRoute("voice");
        itIsNight(voiceOnly("tel:+46701740606"), voiceOnly("tel:+46701740607"));
        urgentCallsRing(Map.of("urgency", "\"URGENT\""));

        assertThat(written(calls(WHY, Urgency.URGENT, CallerIdentity.VERIFIED))).contains("held");
    }

    private static Device voiceOnly(String number) {
        return new Device(UUID.randomUUID(), Medium.VOICE, new Address(number), "Phone");
    }

    private void urgentCallsRing(Map<String, String> conditions) throws Exception {
        Files.writeString(
                folder.resolve(FILE),
                TableWithRow.of(
                        Files.readString(Path.of("bpmn", FILE)), conditions, Map.of("inQuietHours", "\"RING\"")));
        assertThat(NodeWithFiles.of(application, folder).deploy().refused())
                .extracting(Refusal::sentence)
                .isEmpty();
    }

    private String written(UUID caseId) {
        return jdbc.sql("select result || coalesce(': ' || detail, '') from journal where case_id = ? and step = ?"
                        + " order by id limit 1")
                .params(caseId, NOTIFICATION.name())
                .query(String.class)
                .single();
    }

    @Test
    void asItIsShippedNothingRingsInQuietHours() throws Exception {
        itIsNight();

        assertThat(written(calls(WHY, Urgency.URGENT, CallerIdentity.VERIFIED)))
                .isEqualTo("WRITTEN: held until the quiet hours end");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            URGENT, VERIFIED,   true
            NORMAL, VERIFIED,   false
            URGENT, UNVERIFIED, false
            URGENT, NOT_TOLD,   false
            """)
    void aRowHasUrgentCallsOfVerifiedCallersRingThrough(Urgency urgency, CallerIdentity identity, boolean rings)
            throws Exception {
        itIsNight();
        urgentCallsRing(Map.of("urgency", "\"URGENT\"", "callerIdentity", "\"VERIFIED\""));

        annaIsAskedAboutCallsThatMayNotBeHers();
        preferring(anna, new Preferences(true, false, false));
        UUID caseId = calls(WHY, urgency, identity);
        if (identity == CallerIdentity.UNVERIFIED) {
            conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        }

        assertThat(written(caseId)).isEqualTo(rings ? "WRITTEN" : "WRITTEN: held until the quiet hours end");
    }

    @Test
    void aVipOfTheCalleesRingsThroughAndNobodyElse() throws Exception {
        itIsNight();
        urgentCallsRing(Map.of("urgency", "\"URGENT\"", "callerIsVip", "true"));

        assertThat(written(calls(WHY, Urgency.URGENT, CallerIdentity.VERIFIED))).contains("held");
    }
}
