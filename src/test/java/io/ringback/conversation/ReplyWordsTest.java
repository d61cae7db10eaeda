package io.ringback.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    yes                                | YES
                    YES!!!                             | YES
                    Yes, please do.                    | YES
                    yes please                         | YES
                    ok                                 | YES
                    Okay 👍                            | YES
                    "Yes"                              | YES
                    👍 yes                             | YES
                    Ja                                 | YES
                    JA TACK!                           | YES
                    Tack, ja                           | YES
                    Hej, ja tack                       | YES
                    Hi Ringback, yes                   | YES
                    Hello, OK.                         | YES
                    Of course, yes                     | YES
                    No problem, yes                    | YES
                    Inga problem, ja                   | YES
                    Ｙｅｓ                              | YES
                    no                                 | NO
                    No, thanks                         | NO
                    no thank you                       | NO
                    No need.                           | NO
                    Nej!                               | NO
                    nej tack                           | NO
                    Nej, inte nu                       | NO
                    No, don't tell him                 | NO
                    Hej! Nej tack.                     | NO
                    always                             | ALWAYS
                    Yes, always                        | ALWAYS
                    Alltid, tack!                      | ALWAYS
                    Ja, alltid                         | ALWAYS
                    Always notify for me               | ALWAYS
                    stop                               | STOP
                    STOP!                              | STOP
                    Please stop sending me these mails | STOP
                    Stopp                              | STOP
                    No, stop                           | STOP
                    yes and no                         | NONE
                    yes or no                          | NONE
                    Yes? No!                           | NONE
                    not yes                            | NONE
                    Yes, but not now                   | NONE
                    Ja, men inte nu                    | NONE
                    Ja, om han inte redan ringt        | NONE
                    yes if he is back                  | NONE
                    No problem                         | NONE
                    no idea                            | NONE
                    No one here by that name           | NONE
                    Yesterday                          | NONE
                    Janne                              | NONE
                    know                               | NONE
                    notes                              | NONE
                    don't stop                         | NONE
                    Stop by tomorrow                   | NONE
                    Always ask me first                | NONE
                    never always                       | NONE
                    no, always ask                     | NONE
                    yes, stop                          | NONE
                    Who are you?                       | NONE
                    yes?                               | NONE
                    👍                                 | YES
                    I said yes to her yesterday        | NONE
                    """)
    void aLineIsUnderstoodOnlyWhenItIsCertain(String line, ReplyWord expected) {
        assertThat(ReplyWords.understand(line)).isEqualTo(expected);
    }
}
