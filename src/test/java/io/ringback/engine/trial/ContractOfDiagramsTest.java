package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.failedcall.Cause;
import io.ringback.reach.DevicesLeft.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What trials take for granted is what the engine's beans do. */
class ContractOfDiagramsTest {

    private static String source(String name) throws IOException {
        return Files.readString(Path.of("src/main/java/io/ringback/engine", name + ".java"));
    }

    private static Set<String> named(String source, String pattern) {
        return new TreeSet<>(Pattern.compile(pattern)
                .matcher(source)
                .results()
                .map(match -> match.group(1))
                .toList());
    }

    @Test
    void everyStepAndEveryListenerIsKnown() throws IOException {
        Set<String> steps = named(source("Steps"), "JavaDelegate (\\w+)\\(");
        steps.addAll(named(source("SendAgain"), "@Component\\(\"(\\w+)\"\\)"));
        Set<String> listeners = named(source("Facts"), "ExecutionListener (\\w+)\\(");

        assertThat(Arrays.stream(StepOfCase.values()).map(StepOfCase::bean)).containsExactlyInAnyOrderElementsOf(steps);
        assertThat(Arrays.stream(FactsGiven.values()).map(FactsGiven::bean))
                .containsExactlyInAnyOrderElementsOf(listeners);
    }

    @Test
    void everyFactIsKnown() throws IOException {
        Reach reach = new Reach(List.of(), true, Optional.empty(), Set.of());
        Set<String> facts = new TreeSet<>();
        Stream.of(
                        TableFacts.consent(new Pair(Optional.empty(), Optional.empty()), Cause.BUSY),
                        TableFacts.onTheSpot(true, true, Cause.BUSY, true),
                        TableFacts.message(MessageKind.QUESTION, Medium.VOICE, Cause.BUSY, null, reach),
                        TableFacts.connection(Medium.VOICE, Cause.BUSY),
                        TableFacts.contact(true, true, true, 0),
                        TableFacts.returned(0, true),
                        TableFacts.callerDials(0, true))
                .forEach(given -> facts.addAll(given.keySet()));
        named(source("PeopleFacts"), "facts\\.put\\(\\s*\"(\\w+)\",").forEach(name -> {
            facts.add(name);
            if (!name.matches("(caller|callee|same)[A-Z].*|callReason|urgency")) {
                String capitalised = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
                facts.add("caller" + capitalised);
                facts.add("callee" + capitalised);
            }
        });

        assertThat(Arrays.stream(FactsGiven.values())
                        .flatMap(given -> given.combinations(List.of(FactsGiven.NONE)).names().stream())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(facts);
    }

    @Test
    void keptElementsAreThoseOfTheShippedDiagram() throws IOException {
        String shipped = Files.readString(Path.of("bpmn/unreachable-callee.bpmn"));
        Map<String, String> messages = new TreeMap<>();
        Pattern.compile("<bpmn:message id=\"(\\w+)\" name=\"([^\"]+)\"")
                .matcher(shipped)
                .results()
                .forEach(message -> Pattern.compile("id=\"(\\w+)_Message\" messageRef=\"" + message.group(1) + "\"")
                        .matcher(shipped)
                        .results()
                        .forEach(event -> messages.put(event.group(1), message.group(2))));
        Map<String, String> outcomes = new TreeMap<>();
        Pattern.compile("(?s)<bpmn:endEvent id=\"(\\w+)\"(?:(?!</bpmn:endEvent>).)*?\"outcome\" value=\"(\\w+)\"")
                .matcher(shipped)
                .results()
                .forEach(end -> outcomes.put(end.group(1), end.group(2)));

        assertThat(messages).hasSameSizeAs(KeptElementsRule.MESSAGES);
        assertThat(KeptElementsRule.MESSAGES)
                .allSatisfy((id, message) -> assertThat(messages).containsEntry(id, message.inDiagram()));
        assertThat(outcomes).hasSameSizeAs(KeptElementsRule.OUTCOMES);
        assertThat(KeptElementsRule.OUTCOMES)
                .allSatisfy((id, outcome) -> assertThat(outcomes).containsEntry(id, outcome.name()));
    }

    @Test
    void durationsAreThoseThatTheEngineAndTheStepsBothRead() {
        assertThat(Stream.of("PT4H", "P2D", "P1W", "PT0.5S", "P1DT2H")).allMatch(EngineLanguage::isDuration);
        assertThat(Stream.of(
                        "pt4h", "PT0,5S", "PT1H-30M", "PT0S", "-PT5M", "P1M", "4", "", "4 hours", "P99999D", "R3/PT1H"))
                .noneMatch(EngineLanguage::isDuration);
    }
}
