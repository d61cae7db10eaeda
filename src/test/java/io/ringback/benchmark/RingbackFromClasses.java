package io.ringback.benchmark;

import io.ringback.ArchivedClasses;
import io.ringback.ShippedClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ringback from its classes, as a test runs before there is a jar.
 *
 * @param ringback as it starts from the jar
 * @param more options of the application
 */
record RingbackFromClasses(Startable ringback, List<String> more) implements Startable {

    private static final List<String> FROM_JAR = List.of("-jar", "target/ringback.jar");

    @Override
    public String title() {
        return ringback.title();
    }

    @Override
    public String readyPath() {
        return ringback.readyPath();
    }

    @Override
    public List<String> program(Path directory, int port, int smtpPort) throws IOException {
        List<String> program = ringback.program(directory, port, smtpPort);
        if (!program.subList(0, FROM_JAR.size()).equals(FROM_JAR)) {
            throw new IllegalStateException("Ringback starts otherwise than by " + FROM_JAR);
        }
        return Stream.of(
                        ArchivedClasses.options().stream(),
                        Stream.of("-cp", ShippedClassPath.get(), "io.ringback.RingbackApplication"),
                        program.stream().skip(FROM_JAR.size()),
                        more.stream())
                .flatMap(part -> part)
                .toList();
    }
}
