package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retry-After as gateways, relays and switches write it. */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T17:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # seconds
            7                                 | PT7S
            ' 7 '                             | PT7S
            007                               | PT7S
            600                               | PT10M
            3600                              | PT1H
            # with a fraction
            7.2                               | PT8S
            0.1                               | PT1S
            # with a comment, with parameters (RFC 3261 20.33)
            18 (in a meeting)                 | PT18S
            18(in a (long) meeting)           | PT18S
            20;duration=3600                  | PT20S
            20 ; duration=3600                | PT20S
            120 (I'm in a meeting);duration=1 | PT2M
            # less than a second, more than an hour
            0                                 | PT1S
            3601                              | PT1H
            86400                             | PT1H
            999999999                         | PT1H
            # dates (RFC 9110 5.6.7)
            Tue, 24 Nov 2026 17:02:00 GMT     | PT2M
            Tue, 24 Nov 2026 18:00:00 GMT     | PT1H
            Wed, 25 Nov 2026 17:00:00 GMT     | PT1H
            Tue, 24 Nov 2026 17:00:00 GMT     | PT1S
            Tue, 24 Nov 2026 16:02:00 GMT     | PT1S
            Tuesday, 24-Nov-26 17:02:00 GMT   | PT2M
            Tue Nov 24 17:02:00 2026          | PT2M
            Sun Nov  1 17:02:00 2026          | PT1S
            # neither
            ''                                | -
            soon                              | -
            -5                                | -
            5 minutes                         | -
            7, 8                              | -
            7e3                               | -
            0x10                              | -
            ٣                                 | -
            99999999999999                    | -
            Mon, 24 Nov 2026 17:02:00 GMT     | -
            2026-11-24T17:02:00Z              | -
            Tue, 24 Nov 2026 25:02:00 GMT     | -
            """)
    void saysHowLongToWait(String header, Duration wait) {
        assertThat(RetryAfter.read(header, NOW).orElse(null)).isEqualTo(wait);
    }
}
