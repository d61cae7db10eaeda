package io.ringback.inbox;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Something that happened outside.
 *
 * @param id unique for ever; the same id is the same event
 * @param kind what it is about
 * @param caseId the case it opens or belongs to; may be null where it belongs to none
 * @param content what the handler needs, as strings
 * @param storedFirst whether more came than could be handled at once, so that its sender was answered before it is handled
 */
public record InboundEvent(String id, EventKind kind, UUID caseId, Map<String, String> content, boolean storedFirst) {

    /**
     * In the content of a call whose caller is still on the line here. Nobody told that: the same call may come again when it is not so.
     */
    public static final String ON_THE_LINE = "onTheLine";

    /** In the content of an answer: a line of text to pass on. It is kept as addresses are, and not at all once it has been handled. */
    public static final String LINE = "line";

    /** In the content of an answer: what was said aloud. It is kept as {@link #LINE} is. */
    public static final String SOUND = "sound";

    public InboundEvent {
        content = Map.copyOf(content);
    }

    /** One that has just come. */
    public InboundEvent(String id, EventKind kind, UUID caseId, Map<String, String> content) {
        this(id, kind, caseId, content, false);
    }

    /** The same with one value more in its content. */
    public InboundEvent with(String name, String value) {
        Map<String, String> more = new HashMap<>(content);
        more.put(name, value);
        return new InboundEvent(id, kind, caseId, more, storedFirst);
    }

    /** A value of the content that must be there. */
    public String get(String name) {
        String value = content.get(name);
        if (value == null) {
            throw new IllegalStateException("Event " + id + " has no " + name);
        }
        return value;
    }
}
