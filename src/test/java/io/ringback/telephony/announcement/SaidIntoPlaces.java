package io.ringback.telephony.announcement;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;

/** Places to record to, with somebody who says something into them. */
public final class SaidIntoPlaces {

    private final RecordingPlaces places = new RecordingPlaces(Duration.ofMinutes(5), 3, Clock.systemUTC());

    public RecordingPlaces places() {
        return places;
    }

    /** Says a tone of some length; what is said into a place that is not there, or is taken, is not recorded. */
    public void say(String url, Duration length) {
        places.record(url, () -> new SoundRecorder(SoundRecorder.LONGEST, SoundRecorder.LONGEST, SoundRecorder.LONGEST))
                .ifPresent(recorder -> {
                    for (int i = 0; i < length.toMillis() / Codec.FRAME_MILLIS; i++) {
                        recorder.take(Codec.PCMA, 1, i * Codec.FRAME, ByteBuffer.wrap(frame(i * Codec.FRAME)));
                        recorder.pass();
                    }
                });
    }

    private static byte[] frame(int from) {
        byte[] codes = new byte[Codec.FRAME];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = G711.alaw((int) (8000 * Math.sin(2 * Math.PI * 440 * (from + i) / Codec.RATE)));
        }
        return codes;
    }
}
