package io.ringback.protocol.sip;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged at INFO and above, and printed as an error, while it is open. */
final class LoggedLines implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final PrintStream printedBefore = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    LoggedLines() {
        appender.start();
        root.addAppender(appender);
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    List<String> all() {
        List<String> lines = new ArrayList<>();
        synchronized (appender) {
            List.copyOf(appender.list).stream()
                    .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                    .map(event -> event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage())
                    .forEach(lines::add);
        }
        printed.toString(StandardCharsets.UTF_8).lines().forEach(lines::add);
        return lines;
    }

    @Override
    public void close() {
        System.setErr(printedBefore);
        root.detachAppender(appender);
    }
}
