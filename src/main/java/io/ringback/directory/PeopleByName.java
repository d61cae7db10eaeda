package io.ringback.directory;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds people by words of their name, along the index of all names: it takes as long among a million people as among ten. */
@Component
public class PeopleByName {

    private final JdbcClient jdbc;

    public PeopleByName(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One of the people. */
    public record Named(UUID id, String name) {}

    /** Those whose names have all these words, in the order of their names; any {@code most} of them if there are more. */
    public List<Named> called(SearchWords words, int most) {
        return jdbc.sql("""
                        select id, name from
                            (select id, name from person where words_of(name) @@ to_tsquery('simple', ?) limit ?) p
                         order by lower(name), id
                        """)
                .params(words.query(), most)
                .query((row, number) -> new Named(row.getObject("id", UUID.class), row.getString("name")))
                .list();
    }
}
