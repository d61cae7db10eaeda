package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.telephony.announcement.TelephoneEvents.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One key for each press, whatever the network does to its packets. */
@Execution(ExecutionMode.CONCURRENT)
class TelephoneEventsTest {

    private static final int SOURCE = 77;

    private final TelephoneEvents events = new TelephoneEvents();
    private final StringBuilder keys = new StringBuilder();
    private long now;

    /** The packets of a press of 100 ms: {@code count} of them, and three ends. */
    private static List<Packet> press(int event, int timestamp) {
        List<Packet> packets = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            packets.add(new Packet(SOURCE, timestamp, i == 1, event, false, i * 160));
        }
        for (int i = 0; i < 3; i++) {
            packets.add(new Packet(SOURCE, timestamp, false, event, true, 960));
        }
        return packets;
    }

    private void take(Packet packet) {
        now += 20;
        events.take(packet, now).ifPresent(keys::append);
    }

    @Test
    void allSixteenKeysAreKnownAndNothingElse() {
        for (int event = 0; event < 256; event++) {
            press(event, event * 10_000).forEach(this::take);
        }

        assertThat(keys).hasToString("0123456789*#ABCD");
    }

    @ParameterizedTest
    @CsvSource({
        "01234567, all",
        "0123456, an end lost",
        "01234, all ends lost",
        "1234567, the first lost",
        "567, only the ends",
        "7, only the last",
        "0, only the first",
        "0011223344556677, all doubled",
        "0123456701234567, all come again",
        "0567567567567, many ends",
        "76543210, backwards",
        "12056734, in disorder",
    })
    void aPressIsOneKeyWhateverComesOfIt(String order, String what) {
        for (int key : new int[] {5, 5, 6}) {
            List<Packet> packets = press(key, key == 6 ? 90_000 : keys.length() * 8_000);
            order.chars().forEach(i -> take(packets.get(i - '0')));
        }

        assertThat(keys).as(what).hasToString("556");
    }

    @Test
    void packetsOfTheLastPressThatComeDuringTheNextAreNoKey() {
        List<Packet> first = press(1, 1000);
        List<Packet> second = press(2, 5000);
        first.subList(0, 4).forEach(this::take);
        second.subList(0, 3).forEach(this::take);
        first.subList(4, 8).forEach(this::take);
        second.subList(3, 8).forEach(this::take);

        assertThat(keys).hasToString("12");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aKeyHeldForLongerThanAPacketCanSayIsOneKey(int lostAtTheSeam) {
        int timestamp = -40_000;
        take(new Packet(SOURCE, timestamp, true, 9, false, 160));
        for (int segment = 0; segment < 3; segment++) {
            for (int duration = 400; duration < 0xFFFF - 400 * lostAtTheSeam; duration += 400) {
                take(new Packet(SOURCE, timestamp, false, 9, false, duration));
            }
            timestamp += 0xFFFF;
        }
        take(new Packet(SOURCE, timestamp, false, 9, true, 400));
        assertThat(keys).hasToString("9");

        press(9, timestamp + 2000).forEach(this::take);
        assertThat(keys).hasToString("99");
    }

    @Test
    void aKeyThatChangesItsSourceIsOneKey() {
        take(new Packet(1, 1000, true, 3, false, 160));
        take(new Packet(1, 1000, false, 3, false, 320));
        take(new Packet(2, 777_777, false, 3, false, 480));
        take(new Packet(2, 777_777, false, 3, true, 640));
        assertThat(keys).hasToString("3");

        take(new Packet(2, 780_000, true, 3, false, 160));
        assertThat(keys).hasToString("33");
    }

    @Test
    void theSameKeyOfAnotherSourceIsAnotherPress() {
        take(new Packet(1, 1000, true, 3, false, 160));
        take(new Packet(2, 777_777, true, 3, false, 160));

        assertThat(keys).hasToString("33");
    }

    @Test
    void twoPressesOfOneKeyWhoseEndsAreLostAreTwo() {
        take(new Packet(SOURCE, 1000, true, 4, false, 160));
        take(new Packet(SOURCE, 1000, false, 4, false, 320));
        take(new Packet(SOURCE, 2600, false, 4, false, 160));

        assertThat(keys).hasToString("44");
    }

    /** What rtpengine makes of them (its issues 1812 and 1929), whichever new timestamps it writes. */
    @ParameterizedTest
    @CsvSource({
        "false, 160", "false, 320", "false, 960", "false, 1120", "false, 1440", "true, 960", "true, 1120",
    })
    void endsWithNewTimestampsAreTheSameKey(boolean firstEndLost, int later) {
        for (int timestamp : new int[] {1000, 4000, 60_000}) {
            List<Packet> packets = press(5, timestamp);
            packets.subList(0, firstEndLost ? 5 : 6).forEach(this::take);
            take(new Packet(SOURCE, timestamp + later, false, 5, true, 960));
            take(new Packet(SOURCE, timestamp + later + 160, false, 5, true, 960));
        }

        assertThat(keys).hasToString("555");
    }

    @ParameterizedTest
    @CsvSource({
        "01234567, all",
        "0123456, an end lost",
        "01234, all ends lost",
        "1234567, the first lost",
        "024567, some lost",
        "10325476, in disorder",
        "0011223344556677, all doubled",
    })
    void timestampsThatCountOnWithinAPressAreOneKey(String order, String what) {
        for (boolean marked : new boolean[] {false, true}) {
            keys.setLength(0);
            for (int press = 0; press < 2; press++) {
                List<Packet> packets = new ArrayList<>();
                int begin = (marked ? 1_000_000 : 5_000_000) + press * 2400;
                for (int i = 0; i < 8; i++) {
                    packets.add(new Packet(
                            SOURCE, begin + i * 160, marked || i == 0, 2, i > 4, Math.min(6, i + 1) * 160));
                }
                order.chars().forEach(i -> take(packets.get(i - '0')));
                now += 160;
            }
            assertThat(keys).as(what + " " + marked).hasToString("22");
            now += 1000;
        }
    }

    /** 60 ms each, 40 ms apart. */
    @ParameterizedTest
    @CsvSource({"true, 3", "true, 0", "false, 3", "false, 0"})
    void quickPressesOfOneKeyCountEach(boolean marked, int ends) {
        for (int press = 0; press < 5; press++) {
            int timestamp = 7000 + press * 800;
            for (int i = 1; i <= 3; i++) {
                take(new Packet(SOURCE, timestamp, marked && i == 1, 8, false, i * 160));
            }
            for (int i = 0; i < ends; i++) {
                events.take(new Packet(SOURCE, timestamp, false, 8, true, 480), now).ifPresent(keys::append);
            }
            now += 40;
        }

        assertThat(keys).hasToString("88888");
    }

    @Test
    void aKeyIsHeldUntilItsEndOrUntilNothingComesOfIt() {
        assertThat(events.held(now)).isFalse();
        take(new Packet(SOURCE, 1000, true, 4, false, 160));
        assertThat(events.held(now)).isTrue();
        assertThat(events.held(now + 249)).isTrue();
        assertThat(events.held(now + 250)).isFalse();
        take(new Packet(SOURCE, 1000, false, 4, false, 2000));
        assertThat(events.held(now)).isTrue();
        take(new Packet(SOURCE, 1000, false, 4, true, 2160));
        assertThat(events.held(now)).isFalse();
        take(new Packet(SOURCE, 1000, false, 4, false, 2000));
        assertThat(events.held(now)).as("overtaken by its end").isFalse();
    }

    @Test
    void whateverIsThrownAtItItGoesOn() {
        Random random = new Random(5022);
        for (int i = 0; i < 100_000; i++) {
            take(new Packet(
                    random.nextInt(3),
                    random.nextInt(),
                    random.nextBoolean(),
                    random.nextInt(256),
                    random.nextBoolean(),
                    random.nextInt(0x10000)));
        }
        keys.setLength(0);
        now += 1000;
        press(7, 4711).forEach(this::take);

        assertThat(keys).hasToString("7");
    }
}
