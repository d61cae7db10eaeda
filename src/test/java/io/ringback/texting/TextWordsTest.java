package io.ringback.texting;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.SpokenTime;
import io.ringback.texting.TextWords.Kind;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWordsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    STOP,                    STOP,  , STOP
                    ' stop! ',               STOP,  , STOP
                    Stop All,                STOP,  , STOP
                    STOPALL,                 STOP,  , STOP
                    UNSUBSCRIBE,             STOP,  , STOP
                    Cancel.,                 STOP,  , STOP
                    END,                     STOP,  , STOP
                    quit,                    STOP,  , STOP
                    OPTOUT,                  STOP,  , STOP
                    opt-out,                 STOP,  , STOP
                    Avsluta,                 STOP,  , STOP
                    ＳＴＯＰ,                STOP,  , STOP
                    please stop,             STOP,  , STOP
                    don't stop,              REPLY, , NONE
                    the end of the day,      REPLY, , NONE
                    cancel my order,         REPLY, , NONE
                    START,                   START, , NONE
                    unstop,                  START, , NONE
                    start again tomorrow,    REPLY, , NONE
                    HELP,                    HELP,  , NONE
                    Hjälp!,                  HELP,  , NONE
                    help me move on Sunday,  REPLY, , NONE
                    yes,                     REPLY, , YES
                    JA,                      REPLY, , YES
                    no,                      REPLY, , NO
                    nej tack,                REPLY, , NO
                    alltid,                  REPLY, , ALWAYS
                    2,                       REPLY, 2, NONE
                    ２,                      REPLY, 2, NONE
                    2 yes,                   REPLY, 2, YES
                    2: ja,                   REPLY, 2, YES
                    yes 2,                   REPLY, 2, YES
                    no 12,                   REPLY, 12, NO
                    2 minutes,               REPLY, , NONE
                    'yes, at 5',             REPLY, , YES
                    call me at 5,            REPLY, , NONE
                    1234,                    REPLY, , NONE
                    ok,                      REPLY, , YES
                    да,                      REPLY, , NONE
                    '   ',                   EMPTY, , NONE
                    '',                      EMPTY, , NONE
                    ...,                     REPLY, , NONE
                    """)
    void isUnderstoodAs(String text, Kind kind, Integer code, ReplyWord word) {
        TextWords.Understood understood = TextWords.understand(text);
        assertThat(understood.kind()).isEqualTo(kind);
        assertThat(understood.code()).isEqualTo(code == null ? OptionalInt.empty() : OptionalInt.of(code));
        assertThat(understood.word()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "in 10 minutes, , in PT10M",
        "10 min, , in PT10M",
        "2 in 10 minutes, 2, in PT10M",
        "2: kl 15.30, 2, at 15:30",
        "15.30, , at 15:30",
        "'Halv fyra!', , 'at 03:30 15:30'"
    })
    void namesATimeBesideACodeToo(String text, Integer code, String when) {
        TextWords.Understood understood = TextWords.understand(text);
        assertThat(understood.code()).isEqualTo(code == null ? OptionalInt.empty() : OptionalInt.of(code));
        assertThat(understood.word()).isEqualTo(ReplyWord.NONE);
        assertThat(understood.when()).map(SpokenTime::toString).contains(when);
    }
}
