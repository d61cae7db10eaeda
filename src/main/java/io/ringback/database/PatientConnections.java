package io.ringback.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections that keep back what is {@link Unhurried}. */
final class PatientConnections extends DelegatingDataSource {

    PatientConnections(DataSource database) {
        super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return PatientConnection.around(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return PatientConnection.around(super.getConnection(user, password));
    }
}
