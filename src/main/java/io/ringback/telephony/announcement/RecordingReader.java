package io.ringback.telephony.announcement;

import io.ringback.wording.SoundReader;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Reads the recordings of {@code wording/} at a deploy, also on a node that plays none. */
@Component
class RecordingReader implements SoundReader {

    @Override
    public short[] samples(byte[] wav) throws IOException {
        return Wav.samples(wav);
    }
}
