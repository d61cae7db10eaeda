package io.ringback.media.sipmessage;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.delivery.Failure;
import io.ringback.protocol.sip.SipResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the final response to a MESSAGE means. */
class FinalResponseTest {

    private static SipResponse response(int status, boolean hasCome, String retryAfter) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("To", List.of("<sip:bob@switch.example>" + (hasCome ? ";tag=1" : "")));
        if (retryAfter != null) {
            headers.put("Retry-After", List.of(retryAfter));
        }
        return new SipResponse(status, headers, Optional.empty());
    }

    private static Optional<Failure> failure(SipResponse response) {
        return FinalResponse.failure(response, Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        "300, Refused",
        "302, Refused",
        "400, Refused",
        "401, NotTaken",
        "403, Refused",
        "404, Refused",
        "405, Refused",
        "406, Refused",
        "407, NotTaken",
        "408, Refused",
        "410, Refused",
        "413, Refused",
        "415, Refused",
        "416, Refused",
        "480, Refused",
        "482, Refused",
        "484, Refused",
        "486, Refused",
        "487, NotTaken",
        "488, Refused",
        "491, NotTaken",
        "499, Refused",
        "500, NotTaken",
        "501, Refused",
        "502, NotTaken",
        "503, NotTaken",
        "504, NotTaken",
        "505, Refused",
        "513, Refused",
        "599, NotTaken",
        "600, Refused",
        "603, Refused",
        "604, Refused",
        "606, Refused",
        "607, Refused"
    })
    void isFinalOrNot(int status, String expected) {
        Failure failure = failure(response(status, true, null)).orElseThrow();

        assertThat(failure.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(failure.problem()).startsWith("SIP " + status).doesNotContain("bob");
    }

    @ParameterizedTest
    @CsvSource({"200, false", "202, true", "204, false"})
    void isTaken(int status, boolean stored) {
        SipResponse response = response(status, true, null);

        assertThat(failure(response)).isEmpty();
        assertThat(FinalResponse.isStored(response)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({"408, AnswerLost", "503, NotTaken", "513, Refused"})
    void isTheAgentsOwnWhereNoneCame(int status, String expected) {
        Failure failure = failure(response(status, false, null)).orElseThrow();

        assertThat(failure.getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    7                      | 7
                    18 (in a meeting)      | 18
                    20;duration=3600       | 20
                    0                      | 1
                    999999999              | 3600
                    """)
    void saysWhenToComeAgain(String retryAfter, int seconds) {
        assertThat(failure(response(503, true, retryAfter)))
                .get()
                .extracting(failure -> ((Failure.Slowed) failure).pause())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void saysNothingThatCanBeUnderstoodOrMattersOfWhenToComeAgain() {
        assertThat(failure(response(503, true, "soon"))).get().isInstanceOf(Failure.NotTaken.class);
        assertThat(failure(response(480, true, "30"))).get().isInstanceOf(Failure.Refused.class);
    }
}
