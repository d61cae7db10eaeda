package io.ringback.telephony.announcement;

import io.ringback.protocol.mscml.MscmlResponse.Recorded;
import io.ringback.protocol.mscml.PlayRecord;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The record phase of a {@code playrecord} (RFC 5022 section 6.3): the tone before it, what is recorded, and what ends it. */
final class RecordPhase {

    /**
     * What ended it.
     *
     * @param digits the key that did; empty if none
     */
    record Ended(String reason, String digits) {}

    private static final int TONE_HERTZ = 1000;
    private static final int TONE_FRAMES = 15;
    private static final int TONE_LEVEL = 8000;
    private static final Prompt TONE = tone();

    private final PlayRecord request;
    private final SoundRecorder recorder;
    private int toneFrame;
    private boolean recording;

    RecordPhase(PlayRecord request, SoundRecorder recorder) {
        this.request = request;
        this.recorder = recorder;
        this.toneFrame = request.beep() ? 0 : TONE_FRAMES;
    }

    private static Prompt tone() {
        short[] samples = new short[TONE_FRAMES * Codec.FRAME];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (TONE_LEVEL * Math.sin(2 * Math.PI * TONE_HERTZ * i / Codec.RATE));
        }
        return Prompt.of(samples);
    }

    /** Plays the next 20 ms of the tone; false if it is over. */
    boolean tone(MediaCall call) {
        if (toneFrame == TONE_FRAMES) {
            return false;
        }
        call.play(TONE, toneFrame * Codec.FRAME);
        toneFrame++;
        return true;
    }

    /** Whether there is a tone to be heard before it begins. */
    boolean hasTone() {
        return toneFrame < TONE_FRAMES;
    }

    /** All was played: what comes from now on is recorded. */
    void begin() {
        recording = true;
    }

    /** Takes a key; empty if it ends nothing. */
    Optional<Ended> take(char key) {
        if (request.escapeKey().filter(escape -> escape == key).isPresent()) {
            recorder.discard();
            return Optional.of(new Ended("escapekey", ""));
        }
        if (!recording || request.stopKeys().indexOf(key) < 0) {
            return Optional.empty();
        }
        recorder.close();
        return Optional.of(new Ended("digit", Character.toString(key)));
    }

    void hear(Codec codec, int source, int timestamp, ByteBuffer sound) {
        if (recording) {
            recorder.take(codec, source, timestamp, sound);
        }
    }

    /** 20 ms of it pass. */
    Optional<Ended> pass() {
        return recorder.pass().map(reason -> {
            recorder.close();
            return new Ended(reason, "");
        });
    }

    /** How much has been recorded. */
    Recorded recorded() {
        return new Recorded((int) recorder.length().toMillis() * Codec.RATE / 1000, recorder.length());
    }
}
