package io.ringback.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills a database with cases like one that is there: every row of that case, Ringback's and the engine's, once for each new one,
 * with ids and people of its own. So the new ones are as real as the first, whatever rows a case has by now. Only what is
 * encrypted for the first one's row does not open in theirs.
 */
final class WaitingCases {

    /** By which columns a table belongs to a case; the engine has two names for the same. */
    private static final String TABLES = """
            select c.table_name, c.column_name from information_schema.columns c
              join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
             where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
               and c.column_name in ('case_id', 'message_id', 'proc_inst_id_', 'process_instance_id_')
             order by 1, 2
            """;

    private record Table(String name, String column) {}

    private record Field(String name, String type, boolean key, boolean identity) {}

    private record Row(Table table, String json, Map<String, String> values) {}

    private record Value(String name, String text) {}

    private final Database database;
    private final JdbcClient jdbc;

    WaitingCases(Database database) {
        this.database = database;
        this.jdbc = database.jdbc();
    }

    /**
     * Adds {@code count} cases.
     *
     * @param pattern the case that is there, at rest
     * @param number of its caller and callee
     * @param first number of the caller and callee of the first new one
     */
    void add(UUID pattern, int number, int first, int count) {
        List<Row> rows = rowsOf(pattern);
        Map<String, List<Field>> fields = new HashMap<>();
        rows.forEach(row -> fields.computeIfAbsent(row.table().name(), this::fields));
        Map<String, String> replaced = people(number);
        rows.forEach(row -> fields.get(row.table().name()).stream()
                .filter(field -> field.key() && !field.identity())
                .map(field -> row.values().get(field.name()))
                .forEach(id -> replaced.putIfAbsent(id, null)));
        List<String> statements = new ArrayList<>();
        // Rows that point to each other come in any order.
        statements.add("set local session_replication_role = replica");
        rows.forEach(
                row -> statements.add(insert(row, fields.get(row.table().name()), replaced, first, first + count - 1)));
        database.runTogether(statements);
        database.runAlone("vacuum (analyze)");
    }

    private List<Row> rowsOf(UUID caseId) {
        String processInstance = jdbc.sql("select coalesce(process_instance_id, '') from failed_call_case where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
        List<Row> rows = new ArrayList<>(rows(new Table("failed_call_case", "id"), List.of(caseId.toString())));
        List<String> messages = jdbc.sql("select id::text from outbound_message where case_id = ?")
                .param(caseId)
                .query(String.class)
                .list();
        Set<String> seen = new HashSet<>();
        for (Table table : jdbc.sql(TABLES)
                .query((row, at) -> new Table(row.getString(1), row.getString(2)))
                .list()) {
            List<String> ids =
                    switch (table.column()) {
                        case "case_id" -> List.of(caseId.toString());
                        case "message_id" -> messages;
                        default -> List.of(processInstance);
                    };
            List<Row> found = rows(table, ids);
            if (!found.isEmpty() && seen.add(table.name())) {
                rows.addAll(found);
            }
        }
        return rows;
    }

    private List<Row> rows(Table table, List<String> ids) {
        return jdbc
                .sql("select to_jsonb(t)::text from " + table.name() + " t where " + table.column()
                        + "::text = any (?)")
                .param(ids.toArray(String[]::new))
                .query(String.class)
                .list()
                .stream()
                .map(json -> new Row(table, json, values(json)))
                .toList();
    }

    private Map<String, String> values(String json) {
        Map<String, String> values = new HashMap<>();
        jdbc.sql("select key as name, value as text from jsonb_each_text(?::jsonb)")
                .param(json)
                .query(Value.class)
                .list()
                .forEach(value -> values.put(value.name(), value.text()));
        return values;
    }

    private List<Field> fields(String table) {
        return jdbc.sql("""
                        select a.attname as name, format_type(a.atttypid, null) as type,
                               coalesce(a.attnum = any (i.indkey), false) as key, a.attidentity <> '' as identity
                          from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
                         where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped
                        """).param(table).query(Field.class).list();
    }

    /** What stands for the people of the pattern: those with the number of the new case, {@code n}. */
    private static Map<String, String> people(int number) {
        Map<String, String> replaced = new HashMap<>();
        for (String role : List.of("caller", "callee")) {
            replaced.put(id(role + number), "md5('" + role + "' || n)::uuid");
            for (String medium : List.of("VOICE", "EMAIL")) {
                replaced.put(id(role + number + medium), "md5('" + role + "' || n || '" + medium + "')::uuid");
            }
        }
        return replaced;
    }

    /** As {@link Database#addPeople} makes it. */
    private static String id(String text) {
        return Database.md5(text).toString();
    }

    /** @param replaced by what; null if by something made of it and {@code n} */
    private static String insert(Row row, List<Field> fields, Map<String, String> replaced, int first, int last) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Field field : fields) {
            if (!field.identity()) {
                names.add(field.name());
                values.add(value(field, row.values().get(field.name()), replaced));
            }
        }
        String table = row.table().name();
        return "insert into " + table + " (" + String.join(", ", names) + ") select " + String.join(", ", values)
                + " from jsonb_populate_record(null::" + table + ", '"
                + row.json().replace("'", "''") + "'::jsonb) r,"
                + " generate_series(" + first + ", " + last + ") n";
    }

    private static String value(Field field, String text, Map<String, String> replaced) {
        if (field.name().equals("duedate_")) {
            // One after the other, as cases come.
            return "r.duedate_ + n * interval '10 milliseconds'";
        }
        if (text == null || !replaced.containsKey(text)) {
            return "r." + field.name();
        }
        if (replaced.get(text) != null) {
            return field.type().equals("uuid") || field.type().equals("text")
                    ? replaced.get(text)
                    : "(" + replaced.get(text) + ")::text";
        }
        String made = "'" + text.replace("'", "''") + "' || n";
        return switch (field.type()) {
            case "uuid" -> "md5(" + made + ")::uuid";
            case "bytea" -> "sha256(convert_to(" + made + ", 'UTF8'))";
            case "text", "character varying" -> "md5(" + made + ")::uuid::text";
            default -> "r." + field.name();
        };
    }
}
