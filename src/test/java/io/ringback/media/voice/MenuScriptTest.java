package io.ringback.media.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.MessageKind;
import io.ringback.telephony.announcement.RecordingPlaces;
import io.ringback.telephony.announcement.SaidIntoPlaces;
import io.ringback.telephony.callcontrol.Script.End;
import io.ringback.telephony.callcontrol.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;

class MenuScriptTest {

    private static final UUID CALL = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private final RecordedReplies replies = new RecordedReplies();
    private final KeyedReplies presses = new KeyedReplies(replies, Duration.ofSeconds(30));
    private boolean asksWhy;
    private Optional<RecordingPlaces> places = Optional.empty();
    private final List<String> ends = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        presses.destroy();
    }

    private MenuScript script(MessageKind kind, boolean connect) {
        return script(kind, connect, presses);
    }

    private MenuScript script(MessageKind kind, boolean connect, KeyedReplies keys) {
        return new MenuScript(
                CALL,
                Samples.message(kind, connect),
                Samples.PHRASES,
                keys,
                asksWhy,
                places,
                (end, hearing) -> ends.add(end + " " + hearing));
    }

    /** Plays what happens on the phone, as keys and {@code -} for silence, and gives all that was said. */
    private String play(MenuScript script, String pressed) {
        hear(script.opening());
        for (char key : pressed.toCharArray()) {
            hear(key == '-' ? script.silent() : script.pressed(key));
        }
        return String.join(" ", heard);
    }

    /** A greeting is the whole message; what only the menu says is left out. */
    private void hear(Turn turn) {
        heard.add(Stream.concat(
                        turn.prompts().stream()
                                .map(prompt -> prompt.replaceFirst("file:prompts/voice-(.*)\\.wav", "$1"))
                                .map(prompt -> prompt.equals("greeting") ? "WHOLE" : prompt)
                                .map(prompt -> prompt.equals("menu-stop") ? "MENU" : prompt)
                                .filter(prompt -> !prompt.matches("menu-.*|question-.*|notification|information")),
                        Stream.of("(" + turn.then() + ")"))
                .collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            QUESTION,     false, 1, YES,     noted-yes (HANG_UP)
            QUESTION,     false, 2, ALWAYS,  noted-always (HANG_UP)
            QUESTION,     false, 3, NO,      noted-no (HANG_UP)
            QUESTION,     false, 9, OPT_OUT, noted-stop (HANG_UP)
            NOTIFICATION, true,  1, CONNECT, connecting (CONNECT)
            NOTIFICATION, true,  2, INFORM,  noted-inform (HANG_UP)
            NOTIFICATION, true,  3, NOT_NOW, noted-not-now (HANG_UP)
            NOTIFICATION, true,  9, OPT_OUT, noted-stop (HANG_UP)
            NOTIFICATION, false, 2, INFORM,  noted-inform (HANG_UP)
            INFORMATION,  false, 9, OPT_OUT, noted-stop (HANG_UP)
            OFFER,        false, 1, YES,     noted-yes (HANG_UP)
            OFFER,        false, 2, ALWAYS,  noted-always (HANG_UP)
            """)
    void aKeyDoesWhatItSays(MessageKind kind, boolean connect, char key, String said, String confirmed) {
        MenuScript script = script(kind, connect);

        play(script, Character.toString(key));
        script.over(End.HUNG_UP);

        assertThat(replies.said).containsExactly(said);
        assertThat(replies.eventIds).containsExactly("voice:" + CALL + ":key");
        assertThat(heard.get(1)).isEqualTo(confirmed);
        assertThat(ends).containsExactly("HUNG_UP ANSWERED");
    }

    @Test
    void whereTimesAreOfferedOneMoreKeyConnectsTheTwoInTenMinutes() {
        MenuScript script = new MenuScript(
                CALL,
                Samples.laterToo(),
                Samples.PHRASES,
                presses,
                false,
                Optional.empty(),
                (end, hearing) -> ends.add(end + " " + hearing));

        assertThat(script.opening().prompts())
                .containsSequence(
                        "file:prompts/voice-menu-not-now.wav",
                        "file:prompts/voice-menu-later.wav",
                        "file:prompts/voice-menu-stop.wav");
        hear(script.pressed('4'));
        script.over(End.HUNG_UP);

        assertThat(replies.said).containsExactly("IN 10");
        assertThat(heard).containsExactly("noted-later (HANG_UP)");
        assertThat(ends).containsExactly("HUNG_UP ANSWERED");
    }

    @Test
    void aTimeThatIsNotOfferedAnyMoreIsNotNotedAndTheMenuIsSaidAgain() {
        replies.notOffered = "IN 10";
        MenuScript script = new MenuScript(
                CALL, Samples.laterToo(), Samples.PHRASES, presses, false, Optional.empty(), (end, hearing) -> {});
        script.opening();

        hear(script.pressed('4'));
        hear(script.pressed('3'));

        assertThat(heard.get(0)).startsWith("not-noted");
        assertThat(replies.said).containsExactly("NOT_NOW");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            QUESTION,     false, 0456780*#
            NOTIFICATION, true,  0456780*#
            NOTIFICATION, false, 1
            INFORMATION,  false, 12345678*#0
            OFFER,        false, 3456789*#0
            """)
    void anyOtherKeyDoesNothingAndTheMenuIsSaidAgain(MessageKind kind, boolean connect, String keys) {
        for (char key : keys.toCharArray()) {
            MenuScript script = script(kind, connect);
            Turn opening = script.opening();

            Turn again = script.pressed(key);

            assertThat(again.then()).isEqualTo(Turn.Then.ASK);
            assertThat(again.prompts().get(0)).endsWith("voice-wrong-key.wav");
            assertThat(opening.prompts())
                    .endsWith(again.prompts().stream().skip(1).toArray(String[]::new));
        }
        assertThat(replies.said).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # pressed  said                                                                           heard
            '---',     WHOLE MENU (HEAR) (ASK) WHOLE MENU (ASK) goodbye (HANG_UP),                               SAID
            '-',       WHOLE MENU (HEAR) (ASK),                                                                  SAID
            '777',     'WHOLE MENU (HEAR) wrong-key MENU (ASK) wrong-key MENU (ASK) wrong-key goodbye (HANG_UP)', SOMEBODY
            '--7-',    WHOLE MENU (HEAR) (ASK) WHOLE MENU (ASK) wrong-key MENU (ASK) goodbye (HANG_UP),          SAID_TO_SOMEBODY
            '7--',     WHOLE MENU (HEAR) wrong-key MENU (ASK) WHOLE MENU (ASK) goodbye (HANG_UP),                SAID_TO_SOMEBODY
            '--3',     WHOLE MENU (HEAR) (ASK) WHOLE MENU (ASK) noted-no (HANG_UP),                              ANSWERED
            """)
    void theMenuIsSaidTwiceToNobodyAndThreeTimesAtMost(String pressed, String said, String hearing) {
        MenuScript script = script(MessageKind.QUESTION, false);

        assertThat(play(script, pressed)).isEqualTo(said);

        script.over(End.FINISHED);
        assertThat(ends).containsExactly("FINISHED " + hearing);
    }

    @Test
    void whoIsOnTheLineIsRemindedOfOneKeyAndHeardToTheEndMeansSaid() {
        MenuScript script = script(MessageKind.OFFER, false);

        List<Turn> turns = List.of(script.opening(), script.silent(), script.silent(), script.enough());

        assertThat(turns)
                .extracting(Turn::then)
                .containsExactly(Turn.Then.HEAR, Turn.Then.ASK_SHORTLY, Turn.Then.ASK, Turn.Then.HANG_UP);
        assertThat(turns.get(1).prompts()).isEmpty();
        assertThat(turns.get(2).prompts()).containsExactly("file:prompts/voice-menu-offer-yes.wav");
        assertThat(turns.get(3).prompts()).containsExactly("file:prompts/voice-goodbye.wav");
        script.over(End.FINISHED);
        assertThat(ends).containsExactly("FINISHED SAID");
    }

    @ParameterizedTest
    @CsvSource({"'', NOTHING", "7, SOMEBODY", "-, SAID", "7-, SAID_TO_SOMEBODY"})
    void anOfferIsHeardOnceAllOfItWasPlayed(String pressed, String hearing) {
        MenuScript script = script(MessageKind.OFFER, false);
        play(script, pressed);

        script.over(End.HUNG_UP);

        assertThat(ends).containsExactly("HUNG_UP " + hearing);
    }

    @Test
    void whatIsNotStoredIsNotConfirmedAndMayBePressedAgain() {
        MenuScript script = script(MessageKind.QUESTION, false);
        replies.receipt = () -> {
            throw new DataAccessResourceFailureException("The database is away.");
        };

        play(script, "1");

        assertThat(heard.get(1)).isEqualTo("not-noted MENU (ASK)");
        replies.receipt = () -> Receipt.ACCEPTED;
        hear(script.pressed('1'));
        assertThat(heard.get(2)).isEqualTo("noted-yes (HANG_UP)");
        assertThat(replies.eventIds).hasSize(2).containsOnly("voice:" + CALL + ":key");
        script.over(End.FINISHED);
        assertThat(ends).containsExactly("FINISHED ANSWERED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "111", "1--", "17-", "-1"})
    void whatWasPressedButNeverStoredIsNoAnswer(String pressed) {
        MenuScript script = script(MessageKind.QUESTION, false);
        replies.receipt = () -> {
            throw new DataAccessResourceFailureException("The database is away.");
        };

        assertThat(play(script, pressed)).doesNotContain("noted-yes");

        script.over(End.HUNG_UP);
        assertThat(ends).containsExactly("HUNG_UP UNSTORED");
    }

    @Test
    void aPersonDoesNotWaitAsLongForTheDatabaseAsAMachineWould() {
        CountDownLatch databaseIsBack = new CountDownLatch(1);
        replies.receipt = () -> {
            try {
                databaseIsBack.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Receipt.ACCEPTED;
        };
        KeyedReplies impatient = new KeyedReplies(replies, Duration.ofMillis(50));

        play(script(MessageKind.QUESTION, false, impatient), "1");

        assertThat(heard.get(1)).isEqualTo("not-noted MENU (ASK)");
        databaseIsBack.countDown();
        impatient.destroy();
    }

    @Test
    void whatNothingWaitsForIsTooLate() {
        replies.receipt = () -> Receipt.CLOSED;
        MenuScript script = script(MessageKind.NOTIFICATION, true);

        assertThat(play(script, "1")).isEqualTo("WHOLE MENU (HEAR) no-longer (HANG_UP)");

        script.over(End.FINISHED);
        assertThat(ends).containsExactly("FINISHED ANSWERED");
    }

    @Test
    void whoCannotBeConnectedAnyMoreIsSaidToBeReachable() {
        replies.notOffered = "CONNECT";
        MenuScript script = script(MessageKind.NOTIFICATION, true);

        assertThat(play(script, "1")).isEqualTo("WHOLE MENU (HEAR) cannot-connect (HANG_UP)");

        assertThat(replies.said).containsExactly("INFORM");
        script.over(End.FINISHED);
        assertThat(ends).containsExactly("FINISHED ANSWERED");
    }

    @Test
    void whatIsNotOfferedAtAllIsNotConfirmed() {
        replies.notOffered = "INFORM";

        assertThat(play(script(MessageKind.NOTIFICATION, true), "2"))
                .isEqualTo("WHOLE MENU (HEAR) not-noted MENU (ASK)");
    }

    // Why did you call? -----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(textBlock = """
            # pressed, said by key,      the last thing heard
            11,        YES URGENT,       noted-yes (HANG_UP)
            12,        YES CALL_BACK,    noted-yes (HANG_UP)
            21,        ALWAYS URGENT,    noted-always (HANG_UP)
            22,        ALWAYS CALL_BACK, noted-always (HANG_UP)
            1-,        YES,              noted-yes (HANG_UP)
            17,        YES,              noted-yes (HANG_UP)
            7-11,      YES URGENT,       noted-yes (HANG_UP)
            """)
    void whoSaysYesOnTheSpotMaySayWhyByKeyAndIsTakenAtTheirWordAnyway(String pressed, String said, String last) {
        asksWhy = true;
        MenuScript script = script(MessageKind.OFFER, false);

        play(script, pressed);
        script.over(End.FINISHED);

        assertThat(replies.said).containsExactly(said);
        assertThat(heard).last().isEqualTo(last);
        assertThat(heard.get(heard.size() - 2)).isEqualTo("why (ASK)");
        assertThat(ends).containsExactly("FINISHED ANSWERED");
    }

    @Test
    void whoHangsUpWhenAskedWhyHasSaidYes() {
        asksWhy = true;
        MenuScript script = script(MessageKind.OFFER, false);
        play(script, "1");
        assertThat(replies.said).isEmpty();

        script.over(End.HUNG_UP);
        script.over(End.HUNG_UP);

        assertThat(replies.said).containsExactly("YES");
        assertThat(ends).containsExactly("HUNG_UP ANSWERED", "HUNG_UP ANSWERED");
    }

    @Test
    void whoIsKeptForLongEnoughWhenAskedWhyHasSaidYes() {
        asksWhy = true;
        MenuScript script = script(MessageKind.OFFER, false);
        play(script, "1");

        hear(script.enough());

        assertThat(heard).last().isEqualTo("noted-yes (HANG_UP)");
        assertThat(replies.said).containsExactly("YES");
    }

    @Test
    void aYesThatCannotBeStoredWhenAskedWhyMayBePressedAgainElseItIsNone() {
        asksWhy = true;
        MenuScript script = script(MessageKind.OFFER, false);
        replies.receipt = () -> {
            throw new DataAccessResourceFailureException("The database is away.");
        };

        play(script, "11");
        assertThat(heard).last().asString().startsWith("not-noted").endsWith("(ASK)");
        hear(script.pressed('1'));
        hear(script.enough());

        assertThat(heard).last().isEqualTo("not-noted (HANG_UP)");
        script.over(End.FINISHED);
        assertThat(ends).containsExactly("FINISHED UNSTORED");
        assertThat(CallVerdict.of(MessageKind.OFFER, End.FINISHED, Hearing.UNSTORED))
                .isEqualTo(CallVerdict.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"true, QUESTION", "false, OFFER"})
    void nobodyIsAskedWhyInACallOrWhereThatIsOff(boolean on, MessageKind kind) {
        asksWhy = on;

        play(script(kind, false), "1");

        assertThat(heard).last().isEqualTo("noted-yes (HANG_UP)");
        assertThat(replies.said).containsExactly("YES");
    }

    /** Plays until what is said is recorded, and says it for so long. */
    private MenuScript saysAloud(int seconds) {
        asksWhy = true;
        SaidIntoPlaces said = new SaidIntoPlaces();
        places = Optional.of(said.places());
        MenuScript script = script(MessageKind.OFFER, false);
        hear(script.opening());
        hear(script.pressed('1'));
        Turn recording = script.pressed('3');
        hear(recording);
        said.say(recording.recordTo().orElseThrow(), Duration.ofSeconds(seconds));
        return script;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # how it ends, seconds, said,                            heard last
            #,             3,       YES spoken reason of 3000 ms,    noted-yes (HANG_UP)
            -,             20,      YES spoken reason of 20000 ms,   noted-yes (HANG_UP)
            5,             1,       YES spoken reason of 1000 ms,    noted-yes (HANG_UP)
            #,             0,       YES,                             nothing-heard noted-yes (HANG_UP)
            """)
    void whoSaysYesMaySayWhyAloudAndTheirYesCountsAnyway(char end, int seconds, String said, String last) {
        MenuScript script = saysAloud(seconds);
        assertThat(replies.said).as("before it is said").isEmpty();

        hear(end == '-' ? script.silent() : script.pressed(end));
        script.over(End.FINISHED);

        assertThat(heard).contains("why (ASK)", "speak (RECORD)").last().isEqualTo(last);
        assertThat(replies.said).containsExactly(said);
        assertThat(replies.eventIds).containsExactly("voice:" + CALL + ":key");
        assertThat(ends).containsExactly("FINISHED ANSWERED");
    }

    @ParameterizedTest
    @CsvSource({"3, YES spoken reason of 3000 ms", "0, YES"})
    void whoHangsUpInTheMiddleHasSaidYesAndWhatTheySaid(int seconds, String said) {
        MenuScript script = saysAloud(seconds);

        script.over(End.HUNG_UP);
        script.over(End.HUNG_UP);

        assertThat(replies.said).containsExactly(said);
    }

    @Test
    void whatCouldNotBeStoredIsNotSaidToBe() {
        MenuScript script = saysAloud(3);
        replies.receipt = () -> {
            throw new DataAccessResourceFailureException("The database is away.");
        };

        hear(script.pressed('#'));

        assertThat(heard).last().asString().startsWith("not-noted").endsWith("(ASK)");
        script.over(End.HUNG_UP);
        assertThat(ends).containsExactly("HUNG_UP UNSTORED");
    }

    @Test
    void whereNothingIsRecordedTheKeyMeansNothing() {
        asksWhy = true;
        MenuScript script = script(MessageKind.OFFER, false);

        play(script, "13");

        assertThat(replies.said).containsExactly("YES");
        assertThat(heard).last().isEqualTo("noted-yes (HANG_UP)");
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void whoMayBeSomebodyElseOrCalledAConferenceIsNotRecorded(boolean unverified, boolean conference) {
        places = Optional.of(new SaidIntoPlaces().places());
        MenuScript script = new MenuScript(
                CALL,
                Samples.offer(unverified, conference),
                Samples.PHRASES,
                presses,
                true,
                places,
                (end, hearing) -> {});
        script.opening();

        assertThat(script.pressed('1').prompts()).noneMatch(prompt -> prompt.contains("speak"));
        assertThat(script.pressed('3').recordTo()).isEmpty();
    }

    @Test
    void aConnectionThatDoesNotComeIsSaidSo() {
        MenuScript script = script(MessageKind.NOTIFICATION, true);

        assertThat(play(script, "1-")).isEqualTo("WHOLE MENU (HEAR) connecting (CONNECT) cannot-connect (HANG_UP)");

        assertThat(replies.said).containsExactly("CONNECT");
    }

    @Test
    void aConnectedCallIsAnswered() {
        MenuScript script = script(MessageKind.NOTIFICATION, true);

        play(script, "1");
        script.over(End.CONNECTED);

        assertThat(ends).containsExactly("CONNECTED ANSWERED");
    }
}
