package io.ringback.ladder;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Knows which cases strands of one kind lead to. Whoever owns the table that tells has a bean of this type. */
public interface StrandsOfCases {

    /** The kind that it knows. */
    Strand.Kind kind();

    /** The case of each of {@code ids} that has one by now. */
    Map<String, UUID> casesOf(Collection<String> ids);
}
