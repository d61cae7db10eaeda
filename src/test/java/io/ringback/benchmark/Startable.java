package io.ringback.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An application that {@link RunningCandidate} starts in a Java process of its own. */
public interface Startable {

    /** What messages call it. */
    String title();

    /**
     * What is Java's command line after its own options; where the database is, and the web server's port, are added to it.
     *
     * @param directory for what it needs and writes
     * @param port of its web server
     * @param smtpPort of the mail server it is to use
     */
    List<String> program(Path directory, int port, int smtpPort) throws IOException;

    /** A path that is answered with 200 once it can be driven. */
    String readyPath();
}
