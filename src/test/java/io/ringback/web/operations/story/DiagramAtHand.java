package io.ringback.web.operations.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ringback's own diagram as version 1, and processes that stand where a test says. */
public final class DiagramAtHand implements CaseDiagrams {

    private static final Pattern NAMED =
            Pattern.compile("<bpmn:(?!sequenceFlow|process|message)\\w+ id=\"(\\w+)\" name=\"([^\"]+)\"");

    private final Map<String, Standing> standings = new ConcurrentHashMap<>();

    void stands(String processInstanceId, Standing standing) {
        standings.put(processInstanceId, standing);
    }

    @Override
    public Optional<Version> version(int number) {
        return number == 1 ? inForce() : Optional.empty();
    }

    @Override
    public Optional<Version> inForce() {
        try {
            String xml = Files.readString(Path.of("bpmn", "unreachable-callee.bpmn"));
            Function<MatchResult, String> id = found -> found.group(1);
            return Optional.of(new Version(
                    1,
                    xml,
                    NAMED.matcher(xml)
                            .results()
                            .collect(Collectors.toMap(id, found -> found.group(2), (one, another) -> one))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Standing standing(String processInstanceId) {
        return standings.getOrDefault(processInstanceId, Standing.NOWHERE);
    }

    @Override
    public Map<String, Integer> problems(Collection<String> processInstanceIds) {
        return processInstanceIds.stream()
                .filter(id -> !standing(id).problems().isEmpty())
                .collect(
                        Collectors.toMap(id -> id, id -> standing(id).problems().size()));
    }

    @Override
    public List<Waiting> waiting() {
        return List.of(new Waiting("WaitForAnswer", 120), new Waiting("WaitForContact", 7));
    }
}
