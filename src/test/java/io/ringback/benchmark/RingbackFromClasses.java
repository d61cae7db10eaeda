package io.ringback.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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
        // Some test classes would be found by the application's component scan.
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        return Stream.of(
                        Stream.of("-cp", classPath, "io.ringback.RingbackApplication"),
                        program.stream().skip(FROM_JAR.size()),
                        more.stream())
                .flatMap(part -> part)
                .toList();
    }
}
