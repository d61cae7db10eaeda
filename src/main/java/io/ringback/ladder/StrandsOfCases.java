package io.ringback.ladder;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Knows which cases strands of one kind lead to. Whoever owns the table that tells has a bean of this type. */
public abstract class StrandsOfCases {

    private final Strand.Kind kind;
    private final JdbcClient jdbc;
    private final String question;

    /**
     * @param kind the kind that it knows
     * @param question in SQL, for the {@code id} and the {@code case_id} of each of an array of ids, its one parameter
     */
    protected StrandsOfCases(Strand.Kind kind, JdbcClient jdbc, String question) {
        this.kind = kind;
        this.jdbc = jdbc;
        this.question = question;
    }

    final Strand.Kind kind() {
        return kind;
    }

    /** The case of each of {@code ids} that has one by now. */
    public Map<String, UUID> casesOf(Collection<String> ids) {
        Map<String, UUID> found = new HashMap<>();
        jdbc.sql(question).param(ids.toArray(String[]::new)).query(row -> {
            found.put(row.getString("id"), row.getObject("case_id", UUID.class));
        });
        return found;
    }
}
