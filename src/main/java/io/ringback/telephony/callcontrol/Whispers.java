package io.ringback.telephony.callcontrol;

import io.ringback.cases.Cases;
import io.ringback.cases.SpokenReason;
import io.ringback.telephony.announcement.G711;
import io.ringback.telephony.announcement.SpokenPrompts;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What callers have said aloud of why they called, where the built-in announcement server plays it from. */
@Component
class Whispers {

    private final Cases cases;
    private final Optional<SpokenPrompts> prompts;

    /** @param prompts those of the built-in announcement server; a foreign one cannot know them */
    Whispers(Cases cases, ObjectProvider<SpokenPrompts> prompts) {
        this.cases = cases;
        this.prompts = Optional.ofNullable(prompts.getIfAvailable());
    }

    /**
     * What the caller of a case has said for this callee.
     *
     * @return the {@code play} URL, known to the built-in server for some minutes; empty if they have said nothing
     */
    Optional<String> of(UUID caseId, UUID calleeId) {
        return prompts.flatMap(known ->
                cases.spokenReason(caseId, calleeId).map(Whispers::samples).map(known::remember));
    }

    private static short[] samples(SpokenReason spoken) {
        byte[] codes = spoken.alaw();
        short[] samples = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            samples[i] = (short) G711.fromAlaw(codes[i]);
        }
        return samples;
    }
}
