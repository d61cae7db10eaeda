package io.ringback.media.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.Conversation.Receipt;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.telephony.callcontrol.Script.End;
import io.ringback.telephony.callcontrol.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody hears who has dialled Ringback's own number and is asked for a code, and what the keys do. */
class CodeScriptTest {

    private static final String CODE = "071234";

    private final RecordedReplies replies = new RecordedReplies();
    private final KeyedReplies presses = new KeyedReplies(replies, Duration.ofSeconds(30));
    private final List<String> tried = new ArrayList<>();
    private int linesGivenBack;

    @AfterEach
    void stop() {
        presses.destroy();
    }

    private CodeScript script(boolean connect) {
        WaitingCase waiting = new WaitingCase(
                        new UUID(0, 1),
                        Optional.of(new UUID(1, 1)),
                        Phrase.WAITING,
                        new SpokenFacts("Anna", Cause.BUSY, Medium.VOICE, 1, Optional.empty(), false, false, connect))
                .withoutName();
        return new CodeScript(
                Locale.ENGLISH,
                Samples.PHRASES,
                presses,
                code -> {
                    tried.add(code);
                    return code.equals(CODE)
                            ? Optional.of(new CodeScript.Known(
                                    waiting, UUID.randomUUID(), UUID.randomUUID(), Locale.ENGLISH))
                            : Optional.empty();
                },
                () -> linesGivenBack++);
    }

    private static String heard(Turn turn) {
        return Stream.concat(
                        turn.prompts().stream().map(prompt -> prompt.replaceFirst("file:prompts/voice-(.*)\\.wav", "$1")),
                        Stream.of("(" + turn.then() + ")"))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # connect, keys,        said last,                                                            events
            true,      '',          greeting code-asked (ASK),                                            ''
            true,      '0712',      (ASK),                                                                ''
            true,      '071234',    notification menu-connect menu-inform menu-not-now (ASK),             ''
            false,     '071234',    notification menu-inform menu-not-now (ASK),                          ''
            true,      '0712341',   calling-back (HANG_UP),                                               CONNECT
            false,     '0712341',   wrong-key notification menu-inform menu-not-now (ASK),                ''
            true,      '0712342',   noted-inform (HANG_UP),                                               INFORM
            true,      '0712343',   noted-not-now (HANG_UP),                                              NOT_NOW
            true,      '0712349',   wrong-key notification menu-connect menu-inform menu-not-now (ASK),   ''
            true,      '071234777', goodbye (HANG_UP),                                                    ''
            true,      '071234-',   goodbye (HANG_UP),                                                    ''
            true,      '071235',    nothing-waits (HANG_UP),                                              ''
            true,      '0712#',     nothing-waits (HANG_UP),                                              ''
            true,      '*',         nothing-waits (HANG_UP),                                              ''
            true,      '-',         nothing-waits (HANG_UP),                                              ''
            true,      '0712-',     nothing-waits (HANG_UP),                                              ''
            """)
    void whoHasTheCodeHearsThatSomebodyTriedAndEverybodyElseNothing(
            boolean connect, String keys, String last, String said) {
        CodeScript script = script(connect);
        Turn turn = script.opening();
        for (char key : keys.toCharArray()) {
            turn = key == '-' ? script.silent() : script.pressed(key);
        }

        assertThat(heard(turn)).isEqualTo(last);
        assertThat(String.join(" ", replies.said)).isEqualTo(said);
        assertThat(tried).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatIsSettledMeanwhileSaysSo() {
        replies.receipt = () -> Receipt.CLOSED;
        CodeScript script = script(true);
        CODE.chars().forEach(key -> script.pressed((char) key));

        assertThat(heard(script.pressed('2'))).isEqualTo("no-longer (HANG_UP)");
    }

    @Test
    void whatCannotBeDoneNowMayBePressedAgain() {
        replies.notOffered = "CONNECT";
        CodeScript script = script(true);
        CODE.chars().forEach(key -> script.pressed((char) key));

        assertThat(heard(script.pressed('1'))).startsWith("not-noted notification");
        assertThat(heard(script.pressed('2'))).isEqualTo("noted-inform (HANG_UP)");
    }

    @Test
    void theLineIsGivenBack() {
        script(true).over(End.HUNG_UP);

        assertThat(linesGivenBack).isEqualTo(1);
    }
}
