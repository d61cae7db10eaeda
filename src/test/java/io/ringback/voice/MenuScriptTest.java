package io.ringback.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.callcontrol.Script.End;
import io.ringback.callcontrol.Turn;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.MessageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private final Keypad keypad = new Keypad();
    private final KeyPresses presses = new KeyPresses(keypad, Duration.ofSeconds(30));
    private final List<String> ends = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        presses.destroy();
    }

    private MenuScript script(MessageKind kind, boolean connect) {
        return script(kind, connect, presses);
    }

    private MenuScript script(MessageKind kind, boolean connect, KeyPresses keys) {
        return new MenuScript(
                CALL,
                Samples.message(kind, connect),
                Samples.NAMES,
                keys,
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

    private void hear(Turn turn) {
        heard.add(Stream.concat(turn.prompts().stream(), Stream.of("(" + turn.then() + ")"))
                .collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            QUESTION,     false, 1, YES,     WILL_NOTIFY (HANG_UP)
            QUESTION,     false, 2, ALWAYS,  WILL_ALWAYS_NOTIFY (HANG_UP)
            QUESTION,     false, 3, NO,      WILL_NOT_NOTIFY (HANG_UP)
            QUESTION,     false, 9, OPT_OUT, NO_MORE (HANG_UP)
            NOTIFICATION, true,  1, CONNECT, CONNECTING (CONNECT)
            NOTIFICATION, true,  2, INFORM,  WILL_INFORM (HANG_UP)
            NOTIFICATION, true,  3, NOT_NOW, WILL_NOT_INFORM (HANG_UP)
            NOTIFICATION, true,  9, OPT_OUT, NO_MORE (HANG_UP)
            NOTIFICATION, false, 2, INFORM,  WILL_INFORM (HANG_UP)
            INFORMATION,  false, 9, OPT_OUT, NO_MORE (HANG_UP)
            OFFER,        false, 1, YES,     WILL_NOTIFY (HANG_UP)
            OFFER,        false, 2, ALWAYS,  WILL_ALWAYS_NOTIFY (HANG_UP)
            """)
    void aKeyDoesWhatItSays(MessageKind kind, boolean connect, char key, String said, String confirmed) {
        MenuScript script = script(kind, connect);

        play(script, Character.toString(key));
        script.over(End.HUNG_UP);

        assertThat(keypad.said).containsExactly(said);
        assertThat(keypad.eventIds).containsExactly("voice:" + CALL + ":key");
        assertThat(heard.get(1)).isEqualTo(confirmed);
        assertThat(ends).containsExactly("HUNG_UP ANSWERED");
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
            heard.clear();
            String menu = connect ? "MESSAGE_WITH_CONNECT" : "MESSAGE";
            assertThat(play(script(kind, connect), Character.toString(key)))
                    .isEqualTo(menu + " (ASK) KEY_DOES_NOTHING " + menu + " (ASK)");
        }
        assertThat(keypad.said).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # pressed  said                                                                           heard
            '---',     MESSAGE (ASK) MESSAGE (ASK) MESSAGE (ASK) GOODBYE (HANG_UP),                   SAID
            '777',     'MESSAGE (ASK) KEY_DOES_NOTHING MESSAGE (ASK) KEY_DOES_NOTHING MESSAGE (ASK) KEY_DOES_NOTHING GOODBYE (HANG_UP)', SOMEBODY
            '-7-',     MESSAGE (ASK) MESSAGE (ASK) KEY_DOES_NOTHING MESSAGE (ASK) GOODBYE (HANG_UP),  SAID_TO_SOMEBODY
            '7--',     MESSAGE (ASK) KEY_DOES_NOTHING MESSAGE (ASK) MESSAGE (ASK) GOODBYE (HANG_UP),  SAID_TO_SOMEBODY
            '--3',     MESSAGE (ASK) MESSAGE (ASK) MESSAGE (ASK) WILL_NOT_NOTIFY (HANG_UP),           ANSWERED
            """)
    void theMenuIsSaidThreeTimesAtMost(String pressed, String said, String hearing) {
        MenuScript script = script(MessageKind.QUESTION, false);

        assertThat(play(script, pressed)).isEqualTo(said);

        script.over(End.FINISHED);
        assertThat(ends).containsExactly("FINISHED " + hearing);
    }

    @Test
    void whatIsNotStoredIsNotConfirmedAndMayBePressedAgain() {
        MenuScript script = script(MessageKind.QUESTION, false);
        keypad.receipt = () -> {
            throw new DataAccessResourceFailureException("The database is away.");
        };

        play(script, "1");

        assertThat(heard.get(1)).isEqualTo("NOT_STORED MESSAGE (ASK)");
        keypad.receipt = () -> Receipt.ACCEPTED;
        hear(script.pressed('1'));
        assertThat(heard.get(2)).isEqualTo("WILL_NOTIFY (HANG_UP)");
        assertThat(keypad.eventIds).hasSize(2).containsOnly("voice:" + CALL + ":key");
        script.over(End.FINISHED);
        assertThat(ends).containsExactly("FINISHED ANSWERED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "111", "1--", "17-", "-1"})
    void whatWasPressedButNeverStoredIsNoAnswer(String pressed) {
        MenuScript script = script(MessageKind.QUESTION, false);
        keypad.receipt = () -> {
            throw new DataAccessResourceFailureException("The database is away.");
        };

        assertThat(play(script, pressed)).doesNotContain("WILL_NOTIFY");

        script.over(End.HUNG_UP);
        assertThat(ends).containsExactly("HUNG_UP UNSTORED");
    }

    @Test
    void aPersonDoesNotWaitAsLongForTheDatabaseAsAMachineWould() {
        CountDownLatch databaseIsBack = new CountDownLatch(1);
        keypad.receipt = () -> {
            try {
                databaseIsBack.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Receipt.ACCEPTED;
        };
        KeyPresses impatient = new KeyPresses(keypad, Duration.ofMillis(50));

        play(script(MessageKind.QUESTION, false, impatient), "1");

        assertThat(heard.get(1)).isEqualTo("NOT_STORED MESSAGE (ASK)");
        databaseIsBack.countDown();
        impatient.destroy();
    }

    @Test
    void whatNothingWaitsForIsTooLate() {
        keypad.receipt = () -> Receipt.CLOSED;
        MenuScript script = script(MessageKind.NOTIFICATION, true);

        assertThat(play(script, "1")).isEqualTo("MESSAGE_WITH_CONNECT (ASK) TOO_LATE (HANG_UP)");

        script.over(End.FINISHED);
        assertThat(ends).containsExactly("FINISHED ANSWERED");
    }

    @Test
    void connectingThatIsNotPossibleAnyMoreIsNotOfferedAgain() {
        keypad.receipt = () -> {
            throw new IllegalArgumentException("Connecting is not offered at the moment.");
        };
        MenuScript script = script(MessageKind.NOTIFICATION, true);

        assertThat(play(script, "11"))
                .isEqualTo("MESSAGE_WITH_CONNECT (ASK) CANNOT_CONNECT MESSAGE (ASK) KEY_DOES_NOTHING MESSAGE (ASK)");

        script.over(End.HUNG_UP);
        assertThat(ends).containsExactly("HUNG_UP SOMEBODY");
    }

    @Test
    void aConnectionThatDoesNotComeIsSaidSo() {
        MenuScript script = script(MessageKind.NOTIFICATION, true);

        assertThat(play(script, "12-"))
                .isEqualTo("MESSAGE_WITH_CONNECT (ASK) CONNECTING (CONNECT) (CONNECT) CANNOT_CONNECT (HANG_UP)");

        assertThat(keypad.said).containsExactly("CONNECT");
    }

    @Test
    void aConnectedCallIsAnswered() {
        MenuScript script = script(MessageKind.NOTIFICATION, true);

        play(script, "1");
        script.over(End.CONNECTED);

        assertThat(ends).containsExactly("CONNECTED ANSWERED");
    }
}
