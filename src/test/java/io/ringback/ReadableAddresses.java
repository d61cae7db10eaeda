package io.ringback;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Searches every column of every table, the engine's too, for what is to be in none of them. */
public final class ReadableAddresses {

    private ReadableAddresses() {}

    /** The rows, each with its table, that hold one of {@code addresses}, whether as text or as octets. */
    public static List<String> in(JdbcClient jdbc, String... addresses) {
        String[] wanted = Stream.of(addresses)
                .flatMap(address ->
                        Stream.of(address, HexFormat.of().formatHex(address.getBytes(StandardCharsets.UTF_8))))
                .map(text -> "%" + text + "%")
                .toArray(String[]::new);
        List<String> found = new ArrayList<>();
        List<String> tables = jdbc.sql(
                        "select format('%I', tablename) from pg_tables where schemaname = 'public' order by tablename")
                .query(String.class)
                .list();
        for (String table : tables) {
            // Diagrams and tables are deployed, and are no place for what happens.
            String where = table.equals("act_ge_bytearray") ? "t.deployment_id_ is null and " : "";
            jdbc.sql("select t::text from " + table + " t where " + where + "t::text like any (?)")
                    .param(wanted)
                    .query(String.class)
                    .list()
                    .forEach(row -> found.add(table + ": " + row));
        }
        return found;
    }
}
