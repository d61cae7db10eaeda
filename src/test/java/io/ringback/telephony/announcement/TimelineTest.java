package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is heard when, for a prompt of two packets. */
class TimelineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                  | 0 1
            repeat=2              | 0 1 0 1
            repeat=2;delay=60     | 0 1 - - - 0 1
            repeat=3;delay=20     | 0 1 - 0 1 - 0 1
            delay=1000            | 0 1
            duration=20           | 0
            duration=0            |
            duration=10000        | 0 1
            repeat=forever;duration=100            | 0 1 0 1 0
            repeat=forever;delay=40;duration=140   | 0 1 - - 0 1 -
            repeat=5;delay=999999999;duration=60   | 0 1 -
            """)
    void repetitionsDelaysAndTheLongestDurationAreKept(String parameters, String heard) throws RefusedException {
        Timeline timeline = new Timeline(
                2, AnnouncementRequest.of("sip:annc@h;play=file:a" + (parameters == null ? "" : ";" + parameters)));

        List<String> frames = new ArrayList<>();
        int next = timeline.next();
        while (next != Timeline.END) {
            frames.add(next == Timeline.SILENCE ? "-" : String.valueOf(next / Codec.FRAME));
            next = timeline.next();
        }

        assertThat(String.join(" ", frames)).isEqualTo(heard == null ? "" : heard);
    }

    @Test
    void foreverHasNoEndOfItsOwn() throws RefusedException {
        Timeline timeline = new Timeline(1, AnnouncementRequest.of("sip:annc@h;play=file:a;repeat=forever"));

        for (int i = 0; i < 100_000; i++) {
            assertThat(timeline.next()).isZero();
        }
    }
}
