package io.ringback.telephony.announcement;

import java.time.Duration;
import java.util.Optional;

/**
 * What is heard when: repetitions, the silence between them, and the end (RFC 4240 section 3), packet by packet.
 */
final class Timeline {

    /** Nothing is to be heard in this packet's time. */
    static final int SILENCE = -1;

    /** The announcement is over. */
    static final int END = -2;

    private final int frames;
    private final long delayFrames;
    private final long durationFrames;
    private int repetitionsLeft;
    private int frame;
    private long silentFramesLeft;
    private long played;

    Timeline(int frames, AnnouncementRequest request) {
        this(frames, request.repeat(), request.delay(), request.duration());
    }

    /** @param repeat how many times it is heard; {@link AnnouncementRequest#FOREVER} until the call ends */
    Timeline(int frames, int repeat, Duration delay, Optional<Duration> duration) {
        this.frames = frames;
        this.delayFrames = delay.toMillis() / Codec.FRAME_MILLIS;
        this.durationFrames =
                duration.map(longest -> longest.toMillis() / Codec.FRAME_MILLIS).orElse(Long.MAX_VALUE);
        this.repetitionsLeft = repeat;
    }

    /** For how long something was heard, or silence between. */
    Duration played() {
        return Duration.ofMillis(played * Codec.FRAME_MILLIS);
    }

    /** The place in the prompt, in bytes, of the next packet; or {@link #SILENCE} or {@link #END}. */
    int next() {
        if (repetitionsLeft == 0 || played == durationFrames) {
            return END;
        }
        played++;
        if (silentFramesLeft > 0) {
            silentFramesLeft--;
            return SILENCE;
        }
        int place = frame * Codec.FRAME;
        frame++;
        if (frame == frames) {
            frame = 0;
            silentFramesLeft = delayFrames;
            if (repetitionsLeft != AnnouncementRequest.FOREVER) {
                repetitionsLeft--;
            }
        }
        return place;
    }
}
