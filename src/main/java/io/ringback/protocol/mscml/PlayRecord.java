package io.ringback.protocol.mscml;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The request {@code playrecord} (RFC 5022 section 6.3): plays, and then records what is said.
 *
 * @param id comes back in the response; empty if there is none
 * @param audio URLs that are played one after another
 * @param locale of the prompts, as it was written; empty for the server's own
 * @param playback how often they are played
 * @param barge whether a key ends the playing, so that the recording begins
 * @param clearDigits whether keys pressed before it are forgotten
 * @param beep whether a tone says that the recording begins
 * @param recordTo URL of what is recorded
 * @param initialSilence how long somebody is waited for who says nothing; {@link PlayCollect#INFINITE} for ever
 * @param endSilence how long a silence is that ends it once something was said; the same
 * @param duration how long it may become; the same
 * @param stopKeys each of them ends the recording
 * @param escapeKey the key that calls all of it off; empty for none
 */
public record PlayRecord(
        Optional<String> id,
        List<String> audio,
        Optional<String> locale,
        Playback playback,
        boolean barge,
        boolean clearDigits,
        boolean beep,
        String recordTo,
        Duration initialSilence,
        Duration endSilence,
        Duration duration,
        String stopKeys,
        Optional<Character> escapeKey)
        implements MscmlRequest {

    public PlayRecord {
        audio = List.copyOf(audio);
    }

    @Override
    public String name() {
        return "playrecord";
    }
}
