package io.ringback.media.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.Conversation.Receipt;
import io.ringback.telephony.callcontrol.Script.End;
import io.ringback.telephony.callcontrol.Turn;
import io.ringback.telephony.callcontrol.Turn.Then;
import io.ringback.wording.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the keys do for a caller who calls again. */
class StandingScriptTest {

    private static final UUID CALL = UUID.fromString("00000000-0000-4000-8000-000000000002");

    private final RecordedReplies replies = new RecordedReplies();
    private final KeyedReplies presses = new KeyedReplies(replies, Duration.ofSeconds(30));
    private final List<String> ends = new ArrayList<>();

    @AfterEach
    void stop() {
        presses.destroy();
    }

    private MenuScript script(Standing standing) {
        return new MenuScript(
                CALL,
                Samples.standing(standing),
                Samples.PHRASES,
                presses,
                true,
                Optional.empty(),
                (end, hearing) -> ends.add(end + " " + hearing));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ASKED,        1, YES,      noted-yes
            ASKED,        3, NO,       noted-no
            TOLD,         3, WITHDRAW, noted-withdraw
            NOT_YET_TOLD, 3, WITHDRAW, noted-withdraw
            """)
    void aKeyDoesWhatItSays(Standing standing, char key, String said, String confirmed) {
        MenuScript script = script(standing);
        script.opening();

        Turn turn = script.pressed(key);
        script.over(End.FINISHED);

        assertThat(replies.said).containsExactly(said);
        assertThat(replies.eventIds).containsExactly("voice:" + CALL + ":key");
        assertThat(turn.prompts()).containsExactly("file:prompts/voice-" + confirmed + ".wav");
        assertThat(turn.then()).isEqualTo(Then.HANG_UP);
        assertThat(ends).containsExactly("FINISHED ANSWERED");
    }

    @ParameterizedTest
    @CsvSource({
        "ASKED, 2456789*#0",
        "TOLD, 12456789*#0",
        "NOT_YET_TOLD, 12456789*#0",
        "CONNECTING, 123456789*#0",
        "INFORMING, 123456789*#0"
    })
    void anyOtherKeyDoesNothing(Standing standing, String keys) {
        for (char key : keys.toCharArray()) {
            MenuScript script = script(standing);
            script.opening();

            assertThat(script.pressed(key).prompts().get(0)).endsWith("voice-wrong-key.wav");
        }
        assertThat(replies.said).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whoPressesNothingHasSaidNothingAndIsNotKept(Standing standing) {
        MenuScript script = script(standing);
        List<Then> turns = new ArrayList<>(List.of(script.opening().then()));
        while (turns.get(turns.size() - 1) != Then.HANG_UP) {
            turns.add(script.silent().then());
        }
        script.over(End.FINISHED);

        boolean offersKeys = standing != Standing.CONNECTING && standing != Standing.INFORMING;
        assertThat(turns)
                .isEqualTo(
                        offersKeys
                                ? List.of(Then.HEAR, Then.ASK_SHORTLY, Then.ASK, Then.HANG_UP)
                                : List.of(Then.HEAR, Then.HANG_UP));
        assertThat(replies.said).isEmpty();
        assertThat(ends).containsExactly("FINISHED SAID");
    }

    @Test
    void whereNoKeyIsOfferedAWrongOneEndsWithAGoodbyeToo() {
        MenuScript script = script(Standing.INFORMING);
        script.opening();
        script.pressed('3');

        assertThat(script.silent().prompts()).containsExactly("file:prompts/voice-goodbye.wav");
    }

    @Test
    void whatCannotBeWithdrawnAnyMoreIsSaidToBeSettled() {
        replies.receipt = () -> Receipt.CLOSED;
        MenuScript script = script(Standing.TOLD);
        script.opening();

        assertThat(script.pressed('3').prompts()).containsExactly("file:prompts/voice-no-longer.wav");
    }
}
