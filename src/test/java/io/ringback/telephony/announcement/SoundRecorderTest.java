package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.peers.Heard;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded of a peer that says little, nothing, too much, or whatever it likes. */
class SoundRecorderTest {

    private static final int HERTZ = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SoundRecorder recorder = new SoundRecorder(Duration.ofSeconds(20), PATIENCE, PATIENCE);
    private int timestamp = new Random().nextInt();
    private int packets;

    /** 20 ms of a tone; 0 for silence. */
    private ByteBuffer sound(Codec codec, int level, int samples) {
        ByteBuffer packet = ByteBuffer.allocate(samples);
        for (int i = 0; i < samples; i++) {
            packet.put(codec.encode(
                    (int) (level * Math.sin(2 * Math.PI * HERTZ * (packets * Codec.FRAME + i) / Codec.RATE))));
        }
        packets++;
        return packet.flip();
    }

    private Optional<String> says(Codec codec, int level, int millis) {
        Optional<String> over = Optional.empty();
        for (int i = 0; i < millis / Codec.FRAME_MILLIS && over.isEmpty(); i++) {
            recorder.take(codec, 1, timestamp, sound(codec, level, Codec.FRAME));
            timestamp += Codec.FRAME;
            over = recorder.pass();
        }
        return over;
    }

    /** Nothing comes: some phones send nothing while nobody speaks. */
    private Optional<String> sendsNothing(int millis) {
        Optional<String> over = Optional.empty();
        for (int i = 0; i < millis / Codec.FRAME_MILLIS && over.isEmpty(); i++) {
            timestamp += Codec.FRAME;
            over = recorder.pass();
        }
        return over;
    }

    private static Heard heard(byte[] alaw) {
        short[] samples = new short[alaw.length];
        for (int i = 0; i < alaw.length; i++) {
            samples[i] = (short) G711.fromAlaw(alaw[i]);
        }
        return Heard.of(samples);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void whatIsSaidIsHeardAgainWithoutTheSilenceAroundIt(Codec codec) {
        says(codec, 0, 1000);
        says(codec, 8000, 2000);
        says(codec, 0, 1000);

        Heard heard = heard(recorder.said().orElseThrow());
        assertThat(heard.length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(heard.tone(HERTZ)).isGreaterThan(Duration.ofMillis(1900));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3000",
        "100, 3000", // the hum of a line
        "8000, 0",
        "8000, 900",
    })
    void silenceHumAndACoughAreNothing(int level, int millis) {
        says(Codec.PCMA, level, millis);

        assertThat(recorder.said()).isEmpty();
    }

    @Test
    void twoClicksFarApartAreNothing() {
        says(Codec.PCMA, 8000, 40);
        sendsNothing(3000);
        says(Codec.PCMA, 8000, 40);

        assertThat(recorder.said()).isEmpty();
    }

    @Test
    void aPauseInWhichNothingIsSentStaysAPause() {
        says(Codec.PCMU, 8000, 1000);
        sendsNothing(1000);
        says(Codec.PCMU, 8000, 1000);

        Heard heard = heard(recorder.said().orElseThrow());
        assertThat(heard.length()).isEqualTo(Duration.ofSeconds(3));
        assertThat(heard.tone(HERTZ)).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2000));
    }

    @Test
    void anHourOfSpeechIsTwentySeconds() {
        assertThat(says(Codec.PCMA, 8000, 3_600_000)).contains("max_duration");
        for (int i = 0; i < 10_000; i++) {
            recorder.take(Codec.PCMA, i, i * 7919, sound(Codec.PCMA, 8000, 1400));
            assertThat(recorder.pass()).contains("max_duration");
        }

        assertThat(recorder.said().orElseThrow()).hasSize(20 * 8000);
        assertThat(recorder.length()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whoAsksForMoreThanTwentySecondsGetsThem() {
        SoundRecorder asked = new SoundRecorder(Duration.ofHours(1), Duration.ofDays(9), Duration.ofDays(9));
        int frames = 0;
        while (asked.pass().isEmpty()) {
            frames++;
        }

        assertThat(frames).isEqualTo(999);
    }

    /** Faster than a voice, and with timestamps of an hour. */
    @Test
    void aFloodBecomesNoLongerThanTheTimeThatPassed() {
        for (int beat = 0; beat < 100; beat++) {
            for (int packet = 0; packet < 16; packet++) {
                recorder.take(Codec.PCMA, 1, timestamp, sound(Codec.PCMA, 8000, Codec.FRAME));
                timestamp += Codec.FRAME;
            }
            recorder.pass();
        }

        assertThat(recorder.said().orElseThrow().length).isLessThanOrEqualTo(2 * 8000);
    }

    @Test
    void rubbishBreaksNothing() {
        Random random = new Random(1);
        for (int i = 0; i < 900; i++) {
            byte[] rubbish = new byte[random.nextInt(1400)];
            random.nextBytes(rubbish);
            recorder.take(Codec.PCMU, random.nextInt(3), random.nextInt(), ByteBuffer.wrap(rubbish));
            recorder.pass();
        }

        assertThat(recorder.said().orElseThrow().length).isLessThanOrEqualTo(900 * Codec.FRAME);
    }

    @Test
    void packetsThatOvertookEachOtherStandInTheirOrder() {
        for (int i = 0; i < 100; i += 2) {
            ByteBuffer first = sound(Codec.PCMA, 8000, Codec.FRAME);
            ByteBuffer second = sound(Codec.PCMA, 8000, Codec.FRAME);
            if (i == 0) {
                recorder.take(Codec.PCMA, 1, timestamp, first);
                recorder.take(Codec.PCMA, 1, timestamp + Codec.FRAME, second);
            } else {
                recorder.take(Codec.PCMA, 1, timestamp + Codec.FRAME, second);
                recorder.take(Codec.PCMA, 1, timestamp, first);
            }
            timestamp += 2 * Codec.FRAME;
            recorder.pass();
            recorder.pass();
        }

        assertThat(heard(recorder.said().orElseThrow()).tone(HERTZ)).isGreaterThan(Duration.ofMillis(1900));
    }

    @Test
    void whoSaysNothingIsNotWaitedForLong() {
        assertThat(sendsNothing(60_000)).contains("init_silence");
        assertThat(recorder.length()).isEqualTo(PATIENCE);
    }

    @Test
    void whoHasSaidItNeedNotPressAKey() {
        says(Codec.PCMA, 8000, 2000);

        assertThat(says(Codec.PCMA, 0, 60_000)).contains("end_silence");
        assertThat(recorder.said().orElseThrow()).hasSize(2 * 8000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatComesAfterItsEndIsNotHeard(boolean calledOff) {
        says(Codec.PCMA, 8000, 1500);
        if (calledOff) {
            recorder.discard();
        } else {
            recorder.close();
        }
        says(Codec.PCMA, 8000, 5000);

        assertThat(recorder.said().map(said -> said.length))
                .isEqualTo(Optional.of(12_000).filter(length -> !calledOff));
    }
}
