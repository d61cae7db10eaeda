package io.ringback.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** Starts PostgreSQL and commits row after row, saying so, until it is killed. */
final class InsertingProcess {

    private InsertingProcess() {}

    public static void main(String[] arguments) throws Exception {
        String password = arguments[2];
        PostgresServer server = PostgresServer.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), password);
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), PostgresServer.DATABASE, password);
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists work (number int primary key)");
            for (int number = 1; ; number++) {
                statement.execute("insert into work values (" + number + ")");
                System.out.println("COMMITTED " + number);
            }
        }
    }
}
