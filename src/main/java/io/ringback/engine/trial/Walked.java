package io.ringback.engine.trial;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which way a case has taken through a diagram.
 *
 * @param messages by kind, the media that were tried, in order
 * @param unreached how often no medium was left
 * @param mayNotBeWritten whether the consent policy forbade it
 * @param waits by the name of where it waited, the longest that it would have
 * @param steps the names of the tasks that it came to, by their ids
 * @param end how it ended: an outcome, {@link #STANDS_STILL} or {@link #STAYS}
 */
public record Walked(
        Map<MessageKind, List<Medium>> messages,
        int unreached,
        boolean mayNotBeWritten,
        Map<String, String> waits,
        Map<String, String> steps,
        String end) {

    /** Where a table does not say one thing, or no way is open. */
    public static final String STANDS_STILL = "stands still";

    /** Where nothing happens any more. */
    public static final String STAYS = "stays";

    public Walked {
        Map<MessageKind, List<Medium>> all = new EnumMap<>(MessageKind.class);
        messages.forEach((kind, media) -> all.put(kind, List.copyOf(media)));
        messages = Collections.unmodifiableMap(all);
        waits = Collections.unmodifiableMap(new LinkedHashMap<>(waits));
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }
}
