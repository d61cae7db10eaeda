package io.ringback.benchmark;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table or an index, as it is on the disk.
 *
 * @param name its own
 * @param index whether it is an index
 * @param bytes with what is stored beside it
 * @param live rows of the table, as PostgreSQL counts them
 * @param dead rows of the table that no vacuum has taken away
 */
record Relation(String name, boolean index, long bytes, long live, long dead) {

    private static final String ALL = """
            select c.relname as name, c.relkind = 'i' as index,
                   case c.relkind when 'i' then pg_relation_size(c.oid) else pg_table_size(c.oid) end as bytes,
                   s.n_live_tup as live, s.n_dead_tup as dead
              from pg_class c
              left join pg_index i on i.indexrelid = c.oid
              join pg_stat_user_tables s on s.relid = coalesce(i.indrelid, c.oid)
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'i')
             order by coalesce(i.indrelid, c.oid)::regclass::text, c.relkind desc, c.relname
            """;

    static List<Relation> all(JdbcClient jdbc) {
        return jdbc.sql(ALL).query(Relation.class).list();
    }

    static long bytes(List<Relation> relations, boolean index) {
        return relations.stream()
                .filter(one -> one.index() == index)
                .mapToLong(Relation::bytes)
                .sum();
    }

    static long dead(List<Relation> relations) {
        return relations.stream()
                .filter(one -> !one.index())
                .mapToLong(Relation::dead)
                .sum();
    }
}
