package io.ringback.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.ProcessOnPaper.Told;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess.CaseSuspended;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.cases.WhyCalled;
import io.ringback.conversation.Conversation.Answered;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.Urgency;
import io.ringback.session.Grant;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ConnectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people say is stored as one event and takes effect once. */
class ConversationTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);
    private final ProcessOnPaper process = new ProcessOnPaper();
    private final Device annasMail = PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com");
    private final Device bobsPhone = PeopleAndCases.device(Medium.VOICE, "tel:+46701740606");
    private final Device bobsMail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");

    private boolean switchIsThere = true;
    private Person anna;
    private Person bob;
    private Spine spine;
    private Conversation conversation;

    @BeforeEach
    void open() {
        DATABASE.clear();
        anna = rows.person("Anna", PeopleAndCases.device(Medium.VOICE, "tel:+46701740605"), annasMail);
        bob = rows.person("Bob", bobsPhone, bobsMail);
        spine = Spine.from("conversation", DATABASE, process, (ConnectPolicy) caseId -> switchIsThere);
        conversation = spine.the(Conversation.class);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void anAnswerTakesEffectOnce() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        SessionIdentifier answering = ask(running);
        assertThat(conversation.question(answering)).isPresent();

        Answered answered = conversation.answer(answering, Answer.YES);

        assertThat(answered.receipt()).isEqualTo(Receipt.ACCEPTED);
        assertThat(answered.withdrawal()).isPresent();
        assertThat(conversation.answer(answering, Answer.NO)).isEqualTo(Answered.CLOSED);
        assertThat(conversation.question(answering)).isEmpty();
        assertThat(process.told()).containsExactly(yes(running));
    }

    @Test
    void whereNobodyIsAskedWhyTheyCalledNothingOfItIsTakenAndTheQuestionStands() throws Exception {
        SessionIdentifier answering = ask(rows.openCase(anna, bob, CaseState.ASKING_CALLER));
        assertThat(conversation.question(answering).orElseThrow().maySayWhy()).isTrue();
        spine.close();
        spine = Spine.from(
                "conversation",
                DATABASE,
                process,
                (ConnectPolicy) caseId -> switchIsThere,
                new Spine.Setting("ringback.say-why.on-page", "false"));
        conversation = spine.the(Conversation.class);
        WhyCalled why = WhyCalled.whenAsked(Optional.empty(), Urgency.URGENT);

        assertThat(conversation.question(answering).orElseThrow().maySayWhy()).isFalse();
        assertThatThrownBy(() -> conversation.answer(answering, Answer.YES, why))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(process.told()).isEmpty();
        assertThat(conversation.answer(answering, Answer.YES).receipt()).isEqualTo(Receipt.ACCEPTED);
    }

    @Test
    void anAnswerThatTheProcessDoesNotTakeNowIsKeptWithTheReasonAndTakesEffectLater() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        process.refuseWith(new CaseSuspended(running.id()));

        assertThat(conversation.answer(ask(running), Answer.YES).receipt()).isEqualTo(Receipt.ACCEPTED);

        assertThat(jdbc.sql("select problem from inbound_event")
                        .query(String.class)
                        .single())
                .contains("suspended", "activate its process instance");
        process.refuseWith(null);
        await().until(() -> !process.told().isEmpty());
        assertThat(process.told()).containsExactly(yes(running));
    }

    @Test
    void aCallerWhoWantsCalleesToldAlwaysIsNotAskedAgain() {
        conversation.answer(ask(rows.openCase(anna, bob, CaseState.ASKING_CALLER)), Answer.ALWAYS);

        assertThat(rows.again(anna).preferences().alwaysNotifyForMe()).isTrue();
    }

    @Test
    void alwaysForThirtyDaysIsAsIfNeverSaidWhenTheyAreOver() {
        conversation.alwaysForSomeDays(ask(rows.openCase(anna, bob, CaseState.ASKING_CALLER)));

        assertThat(rows.again(anna).preferences().alwaysNotifyForMe()).isTrue();
        assertThat(rows.again(anna).preferences().ends().alwaysNotifyForMe().orElseThrow())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
        assertThat(process.told().get(0).facts().get("answer")).isEqualTo("YES");

        jdbc.sql("update person set always_notify_until = now()").update();
        assertThat(rows.again(anna).preferences()).isEqualTo(Preferences.UNSET);
    }

    @Test
    void whatACallerHasSettledIsShownAndTakenBackWithTheMessageAfterTheCase() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        SessionIdentifier session = ask(running);
        assertThat(conversation.settled(session)).isEmpty();
        assertThat(conversation.takeBack(session)).isEqualTo(Receipt.CLOSED);
        SessionIdentifier withdrawal =
                conversation.answer(session, Answer.ALWAYS).withdrawal().orElseThrow();
        rows.move(running, CaseState.ENDED);

        for (SessionIdentifier held : List.of(session, withdrawal)) {
            SettledView view = conversation.settled(held).orElseThrow();
            assertThat(view.what()).isEqualTo(SettledView.What.ALWAYS);
            assertThat(view.until()).isEmpty();
        }
        assertThat(conversation.takeBack(session)).isEqualTo(Receipt.ACCEPTED);
        assertThat(rows.again(anna).preferences().alwaysNotifyForMe()).isFalse();
        assertThat(conversation.settled(session)).isEmpty();
        assertThat(conversation.takeBack(withdrawal)).isEqualTo(Receipt.CLOSED);
    }

    @Test
    void aBlockForThirtyDaysHoldsForOnePairUntilItsEndOrUntilTakenBack() {
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        SessionIdentifier session = notify(running);
        conversation.blockForSomeDays(session);

        assertThat(spine.the(Directory.class).lookUp(anna.id(), bob.id()).blocked())
                .isTrue();
        assertThat(spine.the(Directory.class).lookUp(bob.id(), anna.id()).blocked())
                .isFalse();
        assertThat(process.told().get(0).facts().get("choice")).isEqualTo("BLOCK");
        SettledView view = conversation.settled(session).orElseThrow();
        assertThat(view.what()).isEqualTo(SettledView.What.BLOCK);
        assertThat(view.until()).isPresent();

        assertThat(conversation.takeBack(session)).isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.takeBack(session)).isEqualTo(Receipt.CLOSED);
        assertThat(spine.the(Directory.class).lookUp(anna.id(), bob.id()).blocked())
                .isFalse();
    }

    private Pair pair() {
        return spine.the(Directory.class).lookUp(anna.id(), bob.id());
    }

    @Test
    void aYesForOneCalleeAsksOfOthersAsBeforeAndEnds() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        SessionIdentifier session = ask(running);
        conversation.alwaysForThisCallee(session, WhyCalled.UNSAID);

        assertThat(process.told().get(0).facts().get("answer")).isEqualTo("YES");
        assertThat(pair().callerAlwaysNotifies()).isTrue();
        assertThat(pair().calleeAlwaysWantsToKnow()).isFalse();
        assertThat(rows.again(anna).preferences().alwaysNotifyForMe()).isFalse();
        assertThat(spine.the(Directory.class).lookUp(bob.id(), anna.id()).callerAlwaysNotifies())
                .isFalse();
        assertThat(conversation.settled(session).orElseThrow().what()).isEqualTo(SettledView.What.ALWAYS_FOR_CALLEE);

        jdbc.sql("update standing_permission set until = now()").update();
        assertThat(pair().callerAlwaysNotifies()).isFalse();
        assertThat(conversation.settled(session)).isEmpty();
    }

    @Test
    void aCalleeWantsToKnowOfEachCallOfOneCallerUntilTheyTakeItBackByTheSameLink() {
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        SessionIdentifier session = notify(running);
        assertThat(conversation.notice(session).orElseThrow().mayBeToldAlways()).isTrue();

        assertThat(conversation.alwaysTell(session).receipt()).isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.alwaysTell(session).receipt()).isEqualTo(Receipt.ACCEPTED);

        assertThat(conversation.notice(session).orElseThrow().alwaysToldUntil().orElseThrow())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
        assertThat(pair().calleeAlwaysWantsToKnow()).isTrue();
        assertThat(pair().callerAlwaysNotifies()).isFalse();
        assertThat(process.told()).isEmpty();
        rows.move(running, CaseState.ENDED);
        assertThat(conversation.alwaysTell(session).receipt()).isEqualTo(Receipt.CLOSED);
        assertThat(conversation.settled(session).orElseThrow().what()).isEqualTo(SettledView.What.ALWAYS_TOLD);

        assertThat(conversation.takeBack(session)).isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.takeBack(session)).isEqualTo(Receipt.CLOSED);
        assertThat(pair().calleeAlwaysWantsToKnow()).isFalse();
    }

    @Test
    void whoBlocksACallerDoesNotWantToKnowOfTheirCallsAnyMore() {
        SessionIdentifier session = notify(rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE));
        conversation.alwaysTell(session);

        conversation.choose(session, Choice.BLOCK, Optional.empty());

        assertThat(pair().blocked()).isTrue();
        assertThat(pair().calleeAlwaysWantsToKnow()).isFalse();
    }

    @Test
    void anAnswerToACaseThatHasMovedOnChangesNothing() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        SessionIdentifier answering = ask(running);
        rows.move(running, CaseState.INFORMING_CALLER);

        assertThat(conversation.answer(answering, Answer.YES).receipt()).isEqualTo(Receipt.CLOSED);

        assertThat(process.told()).isEmpty();
    }

    @Test
    void whoHasALinkOfACaseThatHasEndedIsToldHowAndAStrangerIsNot() {
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        SessionIdentifier asked = ask(running);
        SessionIdentifier told = notify(running);
        SessionIdentifier strangers = Spine.SESSIONS.derive(UUID.randomUUID(), Purpose.CONTACT);
        assertThat(conversation.ended(told)).as("it goes on").isEmpty();

        spine.inTransaction(() -> spine.the(Cases.class).end(running.id(), Outcome.EXPIRED, "callee did not react"));

        assertThat(conversation.ended(told)).contains(new Ended(bob.language(), Ended.How.EXPIRED));
        assertThat(conversation.ended(asked)).contains(new Ended(anna.language(), Ended.How.OVER));
        assertThat(conversation.ended(strangers)).isEmpty();
        assertThat(conversation.notice(told)).isEmpty();
    }

    @Test
    void whatIsWrittenIsWorthDeliveringForAsLongAsItCanBeAnswered() {
        RunningCase running = rows.openCase(anna, bob, CaseState.OPENED);
        Correspondence correspondence = spine.the(Correspondence.class);

        spine.inTransaction(() -> correspondence.ask(running, annasMail, Duration.ofHours(4)));
        assertThat(outlived(MessageKind.QUESTION, Purpose.ANSWER)).isZero();
        spine.inTransaction(
                () -> correspondence.notifyCallee(running, bobsMail, Duration.ofHours(12), Optional.empty()));
        assertThat(outlived(MessageKind.NOTIFICATION, Purpose.CONTACT)).isZero();

        spine.inTransaction(() -> correspondence.keepContactMeans(running, Duration.ofDays(2)));
        assertThat(outlived(MessageKind.NOTIFICATION, Purpose.CONTACT)).isZero();
        spine.inTransaction(() -> correspondence.letCalleeTryAgain(running, Duration.ofDays(3)));
        assertThat(outlived(MessageKind.NOTIFICATION, Purpose.CONTACT)).isZero();
    }

    private long outlived(MessageKind kind, Purpose purpose) {
        assertThat(rows.messages(kind)).isEqualTo(1);
        return jdbc.sql("select count(*) from outbound_message m join session_identifier s on s.message_id = m.id"
                        + " where m.kind = ? and s.purpose = ? and m.valid_until is distinct from s.expires_at")
                .params(kind.name(), purpose.name())
                .query(Long.class)
                .single();
    }

    @Test
    void aConsentIsWithdrawnOnce() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        SessionIdentifier withdrawal =
                conversation.answer(ask(running), Answer.YES).withdrawal().orElseThrow();
        rows.move(running, CaseState.WAITING_FOR_CALLEE);
        assertThat(conversation.withdrawable(withdrawal)).isPresent();

        assertThat(conversation.withdraw(withdrawal)).isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.withdraw(withdrawal)).isEqualTo(Receipt.CLOSED);

        assertThat(process.told())
                .containsExactly(yes(running), new Told(running.id(), CaseMessage.CALLER_WITHDREW, Map.of()));
    }

    @Test
    void aChoiceTakesEffectOnceWithTheDeviceThatWasChosen() {
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        SessionIdentifier contact = notify(running);

        assertThat(conversation
                        .choose(contact, Choice.INFORM, Optional.of(bobsMail.id()))
                        .receipt())
                .isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation
                        .choose(contact, Choice.NOT_NOW, Optional.empty())
                        .receipt())
                .isEqualTo(Receipt.CLOSED);

        assertThat(process.told()).containsExactly(used(running, Choice.INFORM));
        assertThat(jdbc.sql("select reachable_on::text from failed_call_case")
                        .query(String.class)
                        .single())
                .isEqualTo(bobsMail.id().toString());
    }

    @Test
    void whatIsNotOfferedIsRefusedAndSomethingElseMayBeChosen() {
        switchIsThere = false;
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        SessionIdentifier contact = notify(running);

        assertThatThrownBy(() -> conversation.choose(contact, Choice.CONNECT, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> conversation.choose(contact, Choice.INFORM, Optional.of(annasMail.id())))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(events()).isZero();
        assertThat(conversation
                        .choose(contact, Choice.NOT_NOW, Optional.empty())
                        .receipt())
                .isEqualTo(Receipt.ACCEPTED);
    }

    @Test
    void aPersonWhoUnsubscribesIsSilentAndWhatWaitsForThemIsDeclined() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        OutboundMessage question = rows.sent(running, MessageKind.QUESTION, anna, annasMail);
        grant(question, Purpose.ANSWER, Purpose.UNSUBSCRIBE);
        SessionIdentifier unsubscribing = Spine.SESSIONS.derive(question.id(), Purpose.UNSUBSCRIBE);

        assertThat(conversation.unsubscribe(unsubscribing)).isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.unsubscribe(unsubscribing)).isEqualTo(Receipt.ACCEPTED);

        assertThat(rows.again(anna).preferences().never()).isTrue();
        await().until(this::waiting, events -> events == 0);
        assertThat(process.told())
                .containsExactly(new Told(
                        running.id(), CaseMessage.CALLER_ANSWERED, Map.of("answer", "NO", "saidNothing", false)));
    }

    @Test
    void aReplyInWordsTakesEffectOnceHoweverOftenItIsBroughtIn() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        SessionIdentifier answering = ask(running);

        Stream.of(Receipt.ACCEPTED, Receipt.CLOSED).forEach(receipt -> assertThat(
                        conversation.reply("reply:1", answering, annasMail.address(), ReplyWord.YES))
                .isEqualTo(receipt));

        assertThat(process.told()).containsExactly(yes(running));
    }

    @Test
    void aStrangerWhoRepliesChangesNothing() {
        SessionIdentifier answering = ask(rows.openCase(anna, bob, CaseState.ASKING_CALLER));

        assertThat(conversation.reply("reply:1", answering, new Address("mailto:eve@example.com"), ReplyWord.YES))
                .isEqualTo(Receipt.CLOSED);

        assertThat(process.told()).isEmpty();
        assertThat(conversation.question(answering)).isPresent();
    }

    @Test
    void aPersonWhoRepliesTooLateIsToldSoOnce() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        SessionIdentifier answering = ask(running);
        conversation.answer(answering, Answer.NO);

        conversation.reply("reply:1", answering, annasMail.address(), ReplyWord.YES);
        conversation.reply("reply:2", answering, annasMail.address(), ReplyWord.YES);

        assertThat(rows.messages(MessageKind.CLOSING)).isEqualTo(1);
        assertThat(process.told()).hasSize(1);
    }

    @Test
    void aMessageThatIsLostIsToldToItsCaseOnce() {
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        OutboundMessage notification = rows.sent(running, MessageKind.NOTIFICATION, bob, bobsMail);
        MessageReports reports = spine.the(MessageReports.class);

        reports.failed("report:1", notification.id(), "no such mailbox");
        reports.failed("report:1", notification.id(), "no such mailbox");
        reports.failed("report:2", notification.id(), "still no such mailbox");
        reports.delivered("report:3", notification.id());

        assertThat(process.told()).containsExactly(new Told(running.id(), CaseMessage.DELIVERY_FAILED, Map.of()));
        assertThat(jdbc.sql("select state || ': ' || problem from outbound_message")
                        .query(String.class)
                        .single())
                .isEqualTo("FAILED: no such mailbox");
    }

    @Test
    void aConnectionThatEndsIsToldToItsCaseOnce() {
        RunningCase running = rows.openCase(anna, bob, CaseState.CONNECTING);
        Connections connections = spine.the(Connections.class);

        connections.ended("1", running.id(), Connections.Ending.CALLER_NO_ANSWER);
        connections.ended("1", running.id(), Connections.Ending.CALLER_NO_ANSWER);

        assertThat(process.told())
                .containsExactly(new Told(
                        running.id(), CaseMessage.CONNECTION_OUTCOME, Map.of("connection", "CALLER_NO_ANSWER")));
        assertThat(jdbc.sql("select call_returned from failed_call_case")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private SessionIdentifier ask(RunningCase running) {
        OutboundMessage question = rows.sent(running, MessageKind.QUESTION, anna, annasMail);
        grant(question, Purpose.ANSWER, Purpose.WITHDRAW);
        return Spine.SESSIONS.derive(question.id(), Purpose.ANSWER);
    }

    private SessionIdentifier notify(RunningCase running) {
        OutboundMessage notification = rows.sent(running, MessageKind.NOTIFICATION, bob, bobsMail);
        grant(notification, Purpose.CONTACT);
        return Spine.SESSIONS.derive(notification.id(), Purpose.CONTACT);
    }

    private void grant(OutboundMessage message, Purpose... purposes) {
        Instant expiry = Instant.now().plus(Duration.ofHours(1));
        spine.the(Grants.class)
                .give(
                        message.id(),
                        Stream.of(purposes)
                                .map(purpose -> new Grant(purpose, expiry))
                                .toList());
    }

    private static Told yes(RunningCase running) {
        return new Told(running.id(), CaseMessage.CALLER_ANSWERED, Map.of("answer", "YES", "saidNothing", false));
    }

    private static Told used(RunningCase running, Choice choice) {
        return new Told(running.id(), CaseMessage.CONTACT_MEANS_USED, Map.of("choice", choice.name()));
    }

    private long events() {
        return jdbc.sql("select count(*) from inbound_event").query(Long.class).single();
    }

    private long waiting() {
        return jdbc.sql("select count(*) from inbound_event where state = 'WAITING'")
                .query(Long.class)
                .single();
    }
}
