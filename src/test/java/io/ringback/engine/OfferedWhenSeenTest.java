package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static io.ringback.directory.Medium.EMAIL;
import static io.ringback.directory.Medium.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.Answer;
import io.ringback.conversation.CalleeSeen;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.SeenBy;
import io.ringback.directory.Device;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.QuietHours;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.Reception;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The sample in which a sign of the callee's life has them offered the call, or the caller told. */
class OfferedWhenSeenTest extends SampleDiagramTestBase {

    private static final Preferences MAY_BE_SEEN = Preferences.UNSET.withSeen(Optional.of(true));

    @Autowired
    private CalleeSeen signs;

    @Autowired
    private Inbox inbox;

    OfferedWhenSeenTest() {
        super("callee-seen.bpmn");
    }

    @BeforeEach
    void bobMayBeSeen() throws Exception {
        camel.getRouteController().startRoute("switch");
        camel.getRouteController().startRoute("sms");
        preferring(bob, MAY_BE_SEEN);
    }

    private UUID notified() {
        UUID caseId = agreed();
        notification(caseId, 1);
        return caseId;
    }

    /** Bob's one message is a text, and its receipt comes {@code minutes} after the SMSC took it. */
    private UUID textArrivesAfter(int minutes) throws Exception {
        bobAlsoHas(texts());
        preferring(bob, MAY_BE_SEEN);
        preferring(anna, NOT_ASKED);
        parts = 1;
        camel.getRouteController().stopRoute("email");
        UUID caseId = callFails(Cause.UNREACHABLE);
        UUID text = notification(caseId, 1);
        camel.getRouteController().startRoute("email");
        parts = 0;
        assertThat(notifiedBy(caseId)).containsExactly(SMS);
        jdbc.sql("update outbound_message set sent_at = sent_at - ? * interval '1 minute' where id = ?")
                .params(minutes, text)
                .update();
        deliveries.reported("receipt:" + text, SMS, text + "/0", address(bob), Optional.empty());
        return caseId;
    }

    private long events() {
        return jdbc.sql("select count(*) from inbound_event where kind = 'CALLEE_SEEN'")
                .query(Long.class)
                .single();
    }

    @ParameterizedTest
    @EnumSource(
            value = SeenBy.class,
            names = {"REGISTRATION", "PRESENCE", "CALL_ENDED"})
    void whoIsSeenIsOfferedTheCallAtThatMomentAndEitherMessageConnects(SeenBy sign) {
        UUID caseId = notified();

        signs.seen(bob.id(), sign);

        UUID offer = notification(caseId, 2);
        assertThat(works(notification(caseId, 1))).isTrue();
        assertThat(says(offer, Choice.CONNECT)).isEqualTo(Receipt.ACCEPTED);
        messageSent(CONNECTION, 1);
        connections.ended("ended", caseId, Ending.CONNECTED);
        awaitOutcome(caseId, "CONNECTED");
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
        await().atMost(PATIENCE).untilAsserted(() -> assertOneThing(caseId));
    }

    @Test
    void theCallIsOfferedOnceWhateverIsSeenLater() {
        UUID caseId = notified();
        signs.seen(bob.id(), SeenBy.REGISTRATION);
        notification(caseId, 2);

        signs.seen(bob.id(), SeenBy.REGISTRATION);
        signs.seen(bob.id(), SeenBy.CALL_ENDED);

        assertThat(events()).isEqualTo(2);
        assertAt(caseId, "WaitForContact");
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
        timeIsUp(caseId);
        awaitOutcome(caseId, "EXPIRED: callee did not react");
    }

    @Test
    void whereNothingIsLeftToOfferItByTheCaseWaitsOn() throws Exception {
        UUID caseId = notified();
        camel.getRouteController().stopRoute("email");
        try {
            signs.seen(bob.id(), SeenBy.REGISTRATION);
            assertAt(caseId, "WaitForContact");
            assertThat(says(notification(caseId, 1), Choice.CONNECT)).isEqualTo(Receipt.ACCEPTED);
        } finally {
            camel.getRouteController().startRoute("email");
        }
    }

    @Test
    void anOfferThatIsNotDeliveredGoesByTheNextMedium() {
        bobAlsoHas(texts());
        preferring(bob, MAY_BE_SEEN);
        UUID caseId = notified();
        signs.seen(bob.id(), SeenBy.PRESENCE);
        lost(notification(caseId, 2));
        notification(caseId, 3);
        assertThat(notifiedBy(caseId)).containsExactly(EMAIL, EMAIL, SMS);
    }

    @Test
    void theCallerIsToldWhenATextReachesATelephoneThatWasOff() throws Exception {
        UUID caseId = textArrivesAfter(10);
        messageSent(INFORMATION, 1);
        awaitOutcome(caseId, "INFORMED");
        assertThat(says(notification(caseId, 1), Choice.CONNECT)).isEqualTo(Receipt.CLOSED);
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
    }

    @Test
    void aTextThatArrivesSoonIsNoSignThatTheTelephoneWasOff() throws Exception {
        UUID caseId = textArrivesAfter(4);
        assertAt(caseId, "WaitForContact");
        assertThat(events()).isZero();
    }

    @Test
    void whatTheCalleeSaysWhileTheCallerCannotBeToldIsTooLate() throws Exception {
        UUID caseId = notified();
        camel.getRouteController().stopRoute("email");
        try {
            jdbc.sql(
                            "update outbound_message set medium = 'SMS', sent_at = sent_at - interval '1 hour' where case_id = ?")
                    .param(caseId)
                    .update();
            deliveries.delivered("late", notification(caseId, 1));
            assertAt(caseId, "SendInformationAgain");
            assertThat(says(notification(caseId, 1), Choice.CONNECT)).isEqualTo(Receipt.CLOSED);
        } finally {
            camel.getRouteController().startRoute("email");
        }
    }

    @Test
    void nothingFollowsForSomebodyWhoHasSaidNothingAboutIt() {
        assertNothingFollows(Preferences.UNSET);
    }

    @Test
    void nothingFollowsForSomebodyWhoDoesNotWantToBeWatched() {
        assertNothingFollows(Preferences.UNSET.withSeen(Optional.of(false)));
    }

    @Test
    void nothingFollowsInQuietHours() {
        LocalTime now = LocalTime.now(ZoneId.of("Europe/Stockholm"));
        assertNothingFollows(new Preferences(
                        false,
                        false,
                        false,
                        Preferences.ReturnCallsTo.CALLING_PHONE,
                        Optional.of(new QuietHours(
                                now.minusHours(1).withSecond(0).withNano(0),
                                now.plusHours(2).withSecond(0).withNano(0))))
                .withSeen(Optional.of(true)));
    }

    private void assertNothingFollows(Preferences preferences) {
        UUID caseId = notified();
        preferring(bob, preferences);
        for (SeenBy sign : SeenBy.values()) {
            signs.seen(bob.id(), sign);
        }
        assertAt(caseId, "WaitForContact");
        assertThat(events()).isZero();
        // Also of an event that was stored before it became so.
        assertThat(inbox.receive(seenIn(caseId))).isEqualTo(new Reception.Stored(caseId, true));
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
        assertThat(journal(caseId)).doesNotContain("CALLEE_SEEN");
    }

    private static InboundEvent seenIn(UUID caseId) {
        return new InboundEvent("seen", EventKind.CALLEE_SEEN, caseId, Map.of("seenBy", "REGISTRATION"));
    }

    private List<String> journal(UUID caseId) {
        return jdbc.sql("select step from journal where case_id = ?")
                .param(caseId)
                .query(String.class)
                .list();
    }

    @Test
    void whoSaysOnThePageThatTheyDoNotWantItIsNotWatchedAnyMoreAndTheMessageStillWorks() {
        UUID caseId = notified();
        SessionIdentifier link = contactOf(notification(caseId, 1));
        assertThat(conversation.notice(link).orElseThrow().mayBeSeen()).isTrue();
        assertThat(signs.toBeSeen(10)).containsExactly(bob.id());

        assertThat(conversation.notToBeSeen(link).receipt()).isEqualTo(Receipt.ACCEPTED);

        assertThat(conversation.notice(link).orElseThrow().mayBeSeen()).isFalse();
        assertThat(signs.toBeSeen(10)).isEmpty();
        signs.seen(bob.id(), SeenBy.REGISTRATION);
        assertThat(events()).isZero();
        assertThat(journal(caseId)).contains("NOT_TO_BE_SEEN");
        assertThat(says(notification(caseId, 1), Choice.NOT_NOW)).isEqualTo(Receipt.ACCEPTED);
    }

    @Test
    void aSignThatComesAfterTheCalleeHasReactedIsLate() {
        UUID caseId = notified();
        says(notification(caseId, 1), Choice.CONNECT);
        messageSent(CONNECTION, 1);

        signs.seen(bob.id(), SeenBy.REGISTRATION);
        assertThat(events()).isZero();
        assertThat(inbox.receive(seenIn(caseId))).isEqualTo(new Reception.Stored(caseId, true));
        assertAt(caseId, "WaitForConnection");
    }

    @Test
    void nobodyLearnsByAForgedNumberThatTheCalleeCanBeReached() {
        // She has agreed to be asked there about calls that somebody else may have made in her name.
        directory.save(new Person(
                anna.id(),
                anna.name(),
                anna.language(),
                anna.timeZone(),
                anna.preferences(),
                anna.devices().stream()
                        .map(device ->
                                new Device(device.id(), device.medium(), device.address(), device.label(), false, true))
                        .toList()));
        UUID caseId = callFailsByCarrier(CallerIdentity.UNVERIFIED);
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        notification(caseId, 1);
        for (SeenBy sign : SeenBy.values()) {
            signs.seen(bob.id(), sign);
        }
        assertAt(caseId, "WaitForContact");
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
        assertThat(sent(INFORMATION)).isZero();
    }

    @Test
    void aDiagramThatDoesNotWaitForItIsToldNothingAndNothingIsStored() {
        takenBack();
        UUID caseId = notified();
        signs.seen(bob.id(), SeenBy.REGISTRATION);
        assertThat(events()).isZero();
        assertAt(caseId, "WaitForContact");
    }
}
