package io.ringback.engine;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.engine.trial.FileTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The files of {@code bpmn/} on this node's disk. */
@Component
class BpmnFolder {

    private final Path directory;

    BpmnFolder(@Value("${ringback.bpmn-directory}") Path directory) {
        this.directory = directory;
    }

    /**
     * What lies there.
     *
     * @param contents by name, whatever the files are
     * @param refused what cannot be read
     */
    record Found(SortedMap<String, byte[]> contents, List<Refusal> refused) {}

    Found read() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<Refusal> refused = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                try {
                    files.put(nameOf(file), Files.readAllBytes(file));
                } catch (IOException e) {
                    refused.add(new Refusal(
                            nameOf(file),
                            nameOf(file),
                            "It cannot be read: " + FileTrial.innermost(e) + ".",
                            "Let the user that Ringback runs as read it."));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            refused.add(new Refusal(
                    directory.toString(),
                    directory.toString(),
                    "The diagrams' directory cannot be read: " + FileTrial.innermost(e) + ".",
                    "Set ringback.bpmn-directory to where bpmn/ is."));
        }
        return new Found(files, List.copyOf(refused));
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    @Override
    public String toString() {
        return directory.toAbsolutePath().toString();
    }
}
