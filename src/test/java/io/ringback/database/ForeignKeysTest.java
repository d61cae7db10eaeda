package io.ringback.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes with a row that is deleted is found by an index, however many rows there are. */
class ForeignKeysTest {

    /** A deploy is never deleted. */
    private static final List<String> NEVER_FOLLOWED = List.of("deploy (takes_back)");

    @Test
    void eachForeignKeyHasAnIndex() {
        assertThat(TestDatabase.fresh().jdbc().sql("""
                                select format('%s (%s)', k.conrelid::regclass, a.attname)
                                  from pg_constraint k
                                  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                                 where k.contype = 'f'
                                   and not exists (select 1 from pg_index i
                                                    where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1])
                                """).query(String.class).list())
                .as("foreign keys without an index")
                .containsExactlyInAnyOrderElementsOf(NEVER_FOLLOWED);
    }
}
