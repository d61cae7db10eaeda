package io.ringback.web.operations;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.logging.LogFile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * What this node is short of while it works on: an answer of the database in time, space for its log, file descriptors. Each is a
 * sentence for operators that says what to do.
 */
@Component
class Shortages {

    private static final int MEGABYTE = 1024 * 1024;
    private static final long LEAST_FOR_THE_LOG = 10L * MEGABYTE;

    /** A pool's connections, a few mails and a few requests at once. */
    private static final long FEWEST_FILES = 32;

    private final DataSource dataSource;
    private final DatabaseErrors errors;
    private final Duration slowAfter;
    private final Optional<File> log;

    Shortages(DataSource dataSource, DatabaseErrors errors, OperationsProperties settings, Environment environment) {
        this.dataSource = dataSource;
        this.errors = errors;
        this.slowAfter = settings.slowAfter();
        this.log =
                Optional.ofNullable(LogFile.get(environment)).map(file -> new File(file.toString()).getAbsoluteFile());
    }

    /** All of it. */
    List<String> all() {
        return Stream.concat(ofTheDatabase().stream(), ofTheNode().stream()).toList();
    }

    /** What the database refuses or is slow at. */
    List<String> ofTheDatabase() {
        return Stream.of(errors.lately(), slowness()).flatMap(Optional::stream).toList();
    }

    /** What the node's machine does not give it. */
    List<String> ofTheNode() {
        return Stream.of(spaceForTheLog(), files()).flatMap(Optional::stream).toList();
    }

    private Optional<String> slowness() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            long asked = System.nanoTime();
            statement.execute("select 1");
            Duration answered = Duration.ofNanos(System.nanoTime() - asked);
            return answered.compareTo(slowAfter) <= 0
                    ? Optional.empty()
                    : Optional.of("The database takes " + answered.toMillis()
                            + " ms to answer what costs it nothing: look at its load, and at the network between.");
        } catch (SQLException e) {
            return Optional.of("The database gives this node no connection; the part \"db\" of the health says more.");
        }
    }

    private Optional<String> spaceForTheLog() {
        return log.filter(file -> file.getParentFile().getUsableSpace() < LEAST_FOR_THE_LOG)
                .map(file -> "The disk of the log has " + file.getParentFile().getUsableSpace() / MEGABYTE
                        + " MB left, and what does not fit is not logged: free space at " + file.getParent() + ".");
    }

    private static Optional<String> files() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (!(system instanceof UnixOperatingSystemMXBean unix)) {
            return Optional.empty();
        }
        long most = unix.getMaxFileDescriptorCount();
        long open = open(unix, most);
        return most - open >= FEWEST_FILES
                ? Optional.empty()
                : Optional.of(open + " of " + most
                        + " file descriptors are in use, and without one nobody can connect: raise the limit (ulimit -n,"
                        + " LimitNOFILE=).");
    }

    private static long open(UnixOperatingSystemMXBean unix, long most) {
        try {
            return unix.getOpenFileDescriptorCount();
        } catch (InternalError e) {
            // It takes one to count them.
            return most;
        }
    }
}
