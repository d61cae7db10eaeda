package io.ringback.media.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.delivery.MessageKind;
import io.ringback.telephony.callcontrol.Script.End;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallVerdictTest {

    private static final List<MessageKind> CALLS =
            List.of(MessageKind.QUESTION, MessageKind.NOTIFICATION, MessageKind.INFORMATION);

    @ParameterizedTest
    @CsvSource(textBlock = """
            # end        NOTHING    SOMEBODY   SAID       SAID_TO    UNSTORED   ANSWERED
            BUSY,        ANOTHER,   ANOTHER,   ANOTHER,   ANOTHER,   ANOTHER,   DELIVERED
            NO_ANSWER,   ANOTHER,   ANOTHER,   ANOTHER,   ANOTHER,   ANOTHER,   DELIVERED
            UNREACHABLE, ANOTHER,   ANOTHER,   ANOTHER,   ANOTHER,   ANOTHER,   DELIVERED
            REJECTED,    FAILED,    FAILED,    FAILED,    FAILED,    FAILED,    DELIVERED
            FAILED,      FAILED,    FAILED,    FAILED,    FAILED,    FAILED,    DELIVERED
            HUNG_UP,     ANOTHER,   ANOTHER,   DELIVERED, DELIVERED, ANOTHER,   DELIVERED
            FINISHED,    ANOTHER,   DELIVERED, ANOTHER,   DELIVERED, ANOTHER,   DELIVERED
            CONNECTED,   DELIVERED, DELIVERED, DELIVERED, DELIVERED, DELIVERED, DELIVERED
            """)
    void ofACall(
            End end,
            CallVerdict nothing,
            CallVerdict somebody,
            CallVerdict said,
            CallVerdict saidToSomebody,
            CallVerdict unstored,
            CallVerdict answered) {
        List<CallVerdict> row = List.of(nothing, somebody, said, saidToSomebody, unstored, answered);
        assertThat(verdicts(MessageKind.QUESTION, end)).isEqualTo(row);
        assertThat(verdicts(MessageKind.NOTIFICATION, end)).isEqualTo(row);
        if (end != End.FINISHED) {
            assertThat(verdicts(MessageKind.INFORMATION, end)).isEqualTo(row);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInformationThatWasSaidToTheEndIsDeliveredToAMachineToo(Hearing hearing) {
        assertThat(CallVerdict.of(MessageKind.INFORMATION, End.FINISHED, hearing))
                .isEqualTo(hearing == Hearing.UNSTORED ? CallVerdict.ANOTHER : CallVerdict.DELIVERED);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # end        NOTHING   SOMEBODY  SAID      SAID_TO   UNSTORED  ANSWERED
            BUSY,        FAILED,   FAILED,   FAILED,   FAILED,   FAILED,   DELIVERED
            NO_ANSWER,   FAILED,   FAILED,   FAILED,   FAILED,   FAILED,   DELIVERED
            UNREACHABLE, FAILED,   FAILED,   FAILED,   FAILED,   FAILED,   DELIVERED
            REJECTED,    FAILED,   FAILED,   FAILED,   FAILED,   FAILED,   DELIVERED
            FAILED,      FAILED,   FAILED,   FAILED,   FAILED,   FAILED,   DELIVERED
            HUNG_UP,     FAILED,   FAILED,   SILENT,   SILENT,   FAILED,   DELIVERED
            FINISHED,    FAILED,   FAILED,   SILENT,   SILENT,   FAILED,   DELIVERED
            """)
    void ofAnOffer(
            End end,
            CallVerdict nothing,
            CallVerdict somebody,
            CallVerdict said,
            CallVerdict saidToSomebody,
            CallVerdict unstored,
            CallVerdict answered) {
        assertThat(verdicts(MessageKind.OFFER, end))
                .containsExactly(nothing, somebody, said, saidToSomebody, unstored, answered);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsCalledAgainAboutAnOfferAndNobodyIsSilentInACall(End end) {
        assertThat(verdicts(MessageKind.OFFER, end)).doesNotContain(CallVerdict.ANOTHER);
        CALLS.forEach(kind -> assertThat(verdicts(kind, end)).doesNotContain(CallVerdict.SILENT));
    }

    private static List<CallVerdict> verdicts(MessageKind kind, End end) {
        return Arrays.stream(Hearing.values())
                .map(hearing -> CallVerdict.of(kind, end, hearing))
                .toList();
    }
}
