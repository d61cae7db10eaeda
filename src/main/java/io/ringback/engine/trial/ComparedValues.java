package io.ringback.engine.trial;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/** What variables were at gateways, held against the texts that the conditions there compare them with. */
final class ComparedValues {

    private static final String TEXT = "(?:'([^']*)'|\"([^\"]*)\")";
    private static final Pattern COMPARED =
            Pattern.compile("(?<![.\\w'\"])([A-Za-z_]\\w*)\\s*(?:==|!=|\\beq\\b|\\bne\\b)\\s*" + TEXT);
    private static final Pattern TURNED =
            Pattern.compile(TEXT + "\\s*(?:==|!=|\\beq\\b|\\bne\\b)\\s*([A-Za-z_]\\w*)(?![.\\w(])");

    private final Graph diagram;
    private final Map<FlowNode, Map<String, Set<String>>> seen = new HashMap<>();

    ComparedValues(Graph diagram) {
        this.diagram = diagram;
    }

    /** A case has come to a gateway. */
    void comes(FlowNode gateway, VirtualCase one) {
        seen.computeIfAbsent(gateway, this::compared).forEach((name, values) -> {
            if (one.variables().containsKey(name)) {
                values.add(String.valueOf(one.variables().get(name)));
            }
        });
    }

    private Map<String, Set<String>> compared(FlowNode gateway) {
        Map<String, Set<String>> names = new HashMap<>();
        diagram.outgoing(gateway).forEach(way -> {
            COMPARED.matcher(diagram.condition(way)).results().forEach(one -> names.put(one.group(1), new HashSet<>()));
            TURNED.matcher(diagram.condition(way)).results().forEach(one -> names.put(one.group(3), new HashSet<>()));
        });
        return names;
    }

    void refuseNeverSo(FileFindings findings) {
        diagram.all(ExclusiveGateway.class).filter(seen::containsKey).forEach(gateway -> diagram.outgoing(gateway)
                .forEach(way -> check(gateway, way, findings)));
    }

    private void check(FlowNode gateway, SequenceFlow way, FileFindings findings) {
        String condition = diagram.condition(way);
        Matcher compared = COMPARED.matcher(condition);
        while (compared.find()) {
            check(gateway, way, compared.group(1), text(compared, 2), findings);
        }
        Matcher turned = TURNED.matcher(condition);
        while (turned.find()) {
            check(gateway, way, turned.group(3), text(turned, 1), findings);
        }
    }

    private static String text(Matcher found, int group) {
        return found.group(group) == null ? found.group(group + 1) : found.group(group);
    }

    private void check(FlowNode gateway, SequenceFlow way, String name, String text, FileFindings findings) {
        Set<String> values = seen.get(gateway).getOrDefault(name, Set.of());
        if (!values.isEmpty() && !values.contains(text)) {
            findings.refuse(
                    way.getId(),
                    "Its condition " + diagram.condition(way) + " compares " + name + " with '" + text
                            + "', which it never is.",
                    "Write one of "
                            + new TreeSet<>(values).stream().limit(20).collect(Collectors.joining(", "))
                            + ", spelled so.");
        }
    }
}
