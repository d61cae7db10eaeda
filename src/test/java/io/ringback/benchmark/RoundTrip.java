package io.ringback.benchmark;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What a client says to PostgreSQL before it waits for the answer. */
final class RoundTrip {

    /** Enough to know a statement by. */
    private static final int SHOWN = 150;

    private final int connection;
    private final List<String> statements = new CopyOnWriteArrayList<>();

    RoundTrip(int connection) {
        this.connection = connection;
    }

    /** On which connection; they are numbered as they come. */
    int connection() {
        return connection;
    }

    void add(String statement) {
        statements.add(statement.replaceAll("\\s+", " ").strip());
    }

    /** The statements, in the order in which they run; none if it only connects or closes something. */
    List<String> statements() {
        return List.copyOf(statements);
    }

    @Override
    public String toString() {
        return statements.stream()
                .map(text -> text.length() > SHOWN ? text.substring(0, SHOWN) + " ..." : text)
                .collect(Collectors.joining("; "));
    }
}
