package io.ringback.telephony.announcement;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Records what one peer says, from its RTP and into one place of a fixed length: whatever is sent, in whichever order, for however
 * long and with whatever timestamps, it takes no more memory and ends in time. Time is that of who plays, never the peer's; the
 * peer's timestamps only put packets that come late, or after a silence that was not sent (RFC 3551 section 4.1), where they belong.
 *
 * <p>Packets come on the thread that plays; the sound may be asked for on any.
 */
final class SoundRecorder {

    /** Nothing longer is recorded, whatever is asked for. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    /** How far the peer's timestamps may be from the time of its packets; 500 ms. */
    private static final int MOST_APART = Codec.RATE / 2;

    /** The root mean square that a packet has in which somebody speaks: -42 dB of the loudest. Lines hum, and rooms are not silent. */
    private static final int SOUNDING = 260;

    /** What is shorter, from its first to its last sound, is a click or a cough. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** And this much of it is to be a sound: two clicks are not a sentence between them. */
    private static final Duration LEAST_SOUND = Duration.ofMillis(500);

    private static final byte SILENCE = Codec.PCMA.encode(0);

    /** In A law. */
    private final byte[] recorded;

    private final Duration initialSilence;
    private final Duration endSilence;
    private int elapsed;
    private int lastSound = -1;
    private boolean closed;
    private boolean placed;
    private int ssrc;
    private int firstTimestamp;

    /**
     * @param duration how long it may become; {@link #LONGEST} at most
     * @param initialSilence for how long somebody is waited for who says nothing
     * @param endSilence how long a silence ends it once something was said
     */
    SoundRecorder(Duration duration, Duration initialSilence, Duration endSilence) {
        this.recorded = new byte[samples(duration.compareTo(LONGEST) < 0 ? duration : LONGEST)];
        Arrays.fill(recorded, SILENCE);
        this.initialSilence = initialSilence;
        this.endSilence = endSilence;
    }

    private static int samples(Duration duration) {
        return Math.toIntExact(duration.toMillis() * Codec.RATE / 1000);
    }

    /** A packet has come: what its RTP says, and its sound. */
    synchronized void take(Codec codec, int source, int timestamp, ByteBuffer sound) {
        if (closed || !sound.hasRemaining()) {
            return;
        }
        int place = place(source, timestamp);
        long square = 0;
        int length = sound.remaining();
        for (int i = 0; i < length; i++) {
            byte code = sound.get();
            int sample = codec.decode(code);
            square += (long) sample * sample;
            int at = place + i;
            if (at >= 0 && at < recorded.length) {
                recorded[at] = codec == Codec.PCMA ? code : Codec.PCMA.encode(sample);
            }
        }
        if (square > (long) SOUNDING * SOUNDING * length) {
            lastSound = elapsed;
        }
    }

    /** Where it belongs: by its timestamp if that is about the time it came, else there from where the timestamps go on. */
    private int place(int source, int timestamp) {
        int place = timestamp - firstTimestamp;
        if (!placed || source != ssrc || Math.abs((long) place - elapsed) > MOST_APART) {
            placed = true;
            ssrc = source;
            firstTimestamp = timestamp - elapsed;
            return elapsed;
        }
        return place;
    }

    /** 20 ms pass. Why the recording is over, as RFC 5022 says it; empty if it goes on. */
    synchronized Optional<String> pass() {
        elapsed += Codec.FRAME;
        if (closed || elapsed >= recorded.length) {
            return Optional.of("max_duration");
        }
        if (lastSound < 0) {
            return isOver(elapsed, initialSilence) ? Optional.of("init_silence") : Optional.empty();
        }
        return isOver(elapsed - lastSound, endSilence) ? Optional.of("end_silence") : Optional.empty();
    }

    private static boolean isOver(int samples, Duration patience) {
        return patience.compareTo(LONGEST) <= 0 && samples >= samples(patience);
    }

    /** For how long it has been recorded. */
    synchronized Duration length() {
        return Duration.ofMillis(Math.min(elapsed, recorded.length) * 1000L / Codec.RATE);
    }

    /** What has come until now counts, and nothing that comes later. */
    synchronized void close() {
        closed = true;
    }

    /** Nothing that has come counts, nor what comes. */
    synchronized void discard() {
        closed = true;
        elapsed = 0;
        Arrays.fill(recorded, SILENCE);
    }

    /** What was said, in A law, without the silence around it; empty if it is too short to mean something. It is over then. */
    synchronized Optional<byte[]> said() {
        closed = true;
        int first = -1;
        int last = -1;
        int sounding = 0;
        for (int frame = 0; frame < Math.min(elapsed, recorded.length) / Codec.FRAME; frame++) {
            if (sounds(frame)) {
                first = first < 0 ? frame : first;
                last = frame;
                sounding++;
            }
        }
        Duration length = frames(last - first + 1);
        return first < 0 || length.compareTo(SHORTEST) < 0 || frames(sounding).compareTo(LEAST_SOUND) < 0
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(recorded, first * Codec.FRAME, (last + 1) * Codec.FRAME));
    }

    private boolean sounds(int frame) {
        long square = 0;
        for (int i = frame * Codec.FRAME; i < (frame + 1) * Codec.FRAME; i++) {
            int sample = G711.fromAlaw(recorded[i]);
            square += (long) sample * sample;
        }
        return square > (long) SOUNDING * SOUNDING * Codec.FRAME;
    }

    private static Duration frames(int number) {
        return Duration.ofMillis((long) number * Codec.FRAME_MILLIS);
    }
}
