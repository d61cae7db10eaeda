package io.ringback.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ringback as in its column, from its classes: a test runs before there is a jar. */
final class RingbackFromClasses implements Startable {

    private static final List<String> FROM_JAR = List.of("-jar", "target/ringback.jar");

    @Override
    public String title() {
        return Candidate.RINGBACK.title();
    }

    @Override
    public String readyPath() {
        return Candidate.RINGBACK.readyPath();
    }

    @Override
    public List<String> program(Path directory, int port, int smtpPort) throws IOException {
        List<String> program = Candidate.RINGBACK.program(directory, port, smtpPort);
        if (!program.subList(0, FROM_JAR.size()).equals(FROM_JAR)) {
            throw new IllegalStateException("Ringback's column starts otherwise than by " + FROM_JAR);
        }
        // Some test classes would be found by the application's component scan.
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        return Stream.concat(
                        Stream.of("-cp", classPath, "io.ringback.RingbackApplication"),
                        program.stream().skip(FROM_JAR.size()))
                .toList();
    }
}
