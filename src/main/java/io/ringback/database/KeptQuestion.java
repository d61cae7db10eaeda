package io.ringback.database;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A prepared statement that can be kept back although it asks something. */
interface KeptQuestion {

    /** Is given the answer. */
    interface Reader {

        /** Must not throw because of what the answer is: by then the transaction may be committed. */
        void read(ResultSet result) throws SQLException;
    }

    /** Has it leave, with its parameters as they are, with the next statement of the transaction or with COMMIT. */
    void keepFor(Reader reader) throws SQLException;
}
