package io.ringback.arrival;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a medium brings: a reply of a person, what became of a message, or something that changes nothing. What the medium
 * has to answer to its peer stands beside it and is the medium's own business.
 *
 * @param kind which endpoint takes it
 * @param fields of that endpoint, as docs/adapters.md names them; without {@code kind}
 * @param came how it came, where that is known
 */
public record HandedIn(Kind kind, Map<String, Object> fields, Optional<AsItCame> came) {

    /** Something that is understood and changes nothing, such as that a message is on its way. */
    public static final HandedIn NOTHING = new HandedIn(Kind.NOTHING, Map.of(), Optional.empty());

    private static final String KIND = "kind";

    /** Which endpoint takes it. */
    public enum Kind {
        /** {@code direct:reply-received}. */
        REPLY,
        /** {@code direct:delivery-report}. */
        REPORT,
        /** None. */
        NOTHING
    }

    public HandedIn {
        fields = Map.copyOf(fields);
    }

    /** What a person wrote, with the fields of {@code direct:reply-received}. */
    public static HandedIn reply(Map<String, Object> fields) {
        return new HandedIn(Kind.REPLY, fields, Optional.empty());
    }

    /** What became of a message, with the fields of {@code direct:delivery-report}. */
    public static HandedIn report(Map<String, Object> fields) {
        return new HandedIn(Kind.REPORT, fields, Optional.empty());
    }

    /** The same, for the ladder of its case. */
    public HandedIn as(AsItCame how) {
        return new HandedIn(kind, fields, Optional.of(how));
    }

    /**
     * Reads the body that a route hands in: one of these, or a map with {@code kind} beside the fields.
     *
     * @throws IllegalArgumentException if it is neither, or of no kind that is known
     */
    static HandedIn of(Object body) {
        if (body instanceof HandedIn handedIn) {
            return handedIn;
        }
        if (!(body instanceof Map<?, ?> map)) {
            throw Fields.refused("What is handed in is no map.");
        }
        Kind kind = Fields.oneOf(Kind.class, map, KIND);
        Map<String, Object> fields = new HashMap<>();
        map.forEach((name, value) -> {
            if (value != null && !KIND.equals(name)) {
                fields.put(String.valueOf(name), value);
            }
        });
        return new HandedIn(kind, fields, Optional.empty());
    }

    /** Addresses and texts reach no log. */
    @Override
    public String toString() {
        return kind.name();
    }
}
