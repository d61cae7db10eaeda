package io.ringback;

import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything in a database as text: each row of each table in each schema, and what bytes hold as the characters they would be. */
public final class DatabaseSearch {

    private record Column(String table, String name, boolean bytes) {}

    /** By table, its rows one after another. */
    private final Map<String, String> texts = new TreeMap<>();

    /**
     * Reads all of it once, and opens what is encrypted in it.
     *
     * @param columns with something encrypted
     */
    public DatabaseSearch(JdbcClient jdbc, SealedAddresses addresses, List<SealedColumn> columns) {
        this(jdbc);
        columns.forEach(column -> texts.merge(
                "public." + column.name().replaceFirst("\\..*", ""),
                String.join(
                                "\n",
                                jdbc.sql(column.read())
                                        .params(null, Integer.MAX_VALUE)
                                        .query((row, number) -> row.getBytes("sealed") == null
                                                ? ""
                                                : addresses.open(column, row.getString("row"), row.getBytes("sealed")))
                                        .list())
                        .toLowerCase(Locale.ROOT),
                (one, other) -> one + "\n" + other));
    }

    /** Reads all of it once, as it lies there. */
    public DatabaseSearch(JdbcClient jdbc) {
        columns(jdbc).forEach(column -> {
            String expression = column.bytes()
                    // Octets that are no character of ASCII come as \ooo.
                    ? "encode(t." + column.name() + ", 'escape')"
                    : "t::text";
            texts.merge(
                    column.table(),
                    String.join(
                                    "\n",
                                    jdbc.sql("select " + expression + " from " + column.table() + " t where "
                                                    + expression + " is not null")
                                            .query(String.class)
                                            .list())
                            .toLowerCase(Locale.ROOT),
                    (one, other) -> one + "\n" + other);
        });
    }

    /** Each table once as it is, and once more for each of its columns of bytes. */
    private static List<Column> columns(JdbcClient jdbc) {
        List<Column> columns = new ArrayList<>();
        jdbc.sql("""
                        select format('%I.%I', n.nspname, c.relname) as name, a.attname as bytes
                          from pg_class c
                          join pg_namespace n on n.oid = c.relnamespace
                          left join pg_attribute a on a.attrelid = c.oid and a.atttypid = 'bytea'::regtype and not a.attisdropped
                         where c.relkind in ('r', 'm', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                         order by 1
                        """)
                .query((row, number) -> {
                    String table = row.getString("name");
                    if (columns.stream().noneMatch(column -> column.table().equals(table))) {
                        columns.add(new Column(table, "", false));
                    }
                    if (row.getString("bytes") != null) {
                        columns.add(new Column(table, row.getString("bytes"), true));
                    }
                    return table;
                })
                .list();
        return columns;
    }

    /** How many tables were read. */
    public int tables() {
        return texts.size();
    }

    /** The tables in which one of {@code words} stands, in capitals or not, each with what it is. */
    public TreeSet<String> find(List<String> words) {
        TreeSet<String> found = new TreeSet<>();
        texts.forEach((table, text) -> words.stream()
                .filter(word -> text.contains(word.toLowerCase(Locale.ROOT)))
                .forEach(word -> found.add(table + ": " + word)));
        return found;
    }
}
