package io.ringback.engine.trial;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One edit of one shipped file, such as a slip of the hand in an editor makes: the same for the same seed. */
public final class RandomEdit {

    private static final Pattern NODE =
            Pattern.compile("<bpmn:(\\w*[tT]ask|\\w*Gateway|\\w*Event|subProcess) id=\"(\\w+)\"");
    private static final Pattern PART = Pattern.compile("<(bpmn:(?:conditionExpression|messageEventDefinition"
            + "|timerEventDefinition|sequenceFlow|boundaryEvent|endEvent|serviceTask|businessRuleTask|intermediateCatchEvent"
            + "|exclusiveGateway|eventBasedGateway|subProcess|startEvent|message)"
            + "|camunda:(?:executionListener|outputParameter|property|properties|inputOutput))[ >]");
    private static final Pattern WORD = Pattern.compile(
            "(?<= (?:name|id|messageRef|attachedToRef|default|value|isInterrupting|camunda:delegateExpression"
                    + "|camunda:decisionRef|delegateExpression|event)=\")[^\"]+(?=\")|(?<=\\$\\{)\\w+|(?<=')[A-Z_]+(?=')");
    private static final Pattern TARGET = Pattern.compile("(?<=(?:targetRef|sourceRef)=\")\\w+(?=\")");
    private static final Pattern CELL = Pattern.compile("(?<=<text>)[^<]*(?=</text>)");
    private static final Pattern ROW = Pattern.compile("<rule id=\"\\w+\"");
    private static final List<String> CELLS = List.of(
            "",
            "-",
            "true",
            "false",
            "\"EMAIL\"",
            "\"SMS\"",
            "\"NONE\"",
            "\"ASK\"",
            "\"NOT_NEEDED\"",
            "\"PT1H\"",
            "PT1H",
            "\"P1W\"",
            "\"PT0S\"",
            "\"-PT5M\"",
            "not(\"VOICE\")",
            "preferred",
            "> 3",
            "null",
            "\"QUESTION\"",
            "cause");
    private static final List<String> TYPES = List.of(
            "task",
            "serviceTask",
            "userTask",
            "receiveTask",
            "sendTask",
            "scriptTask",
            "manualTask",
            "businessRuleTask",
            "exclusiveGateway",
            "parallelGateway",
            "inclusiveGateway",
            "eventBasedGateway",
            "endEvent",
            "intermediateCatchEvent",
            "intermediateThrowEvent",
            "boundaryEvent",
            "startEvent",
            "subProcess");

    private final Random random;
    private final ShippedFiles files = ShippedFiles.copy();
    private String what;

    private RandomEdit(long seed) {
        this.random = new Random(seed);
    }

    /** The edit of this number. */
    public static RandomEdit number(long seed) {
        RandomEdit edit = new RandomEdit(seed);
        edit.make();
        return edit;
    }

    /** The files with the edit in them. */
    public ShippedFiles files() {
        return files;
    }

    @Override
    public String toString() {
        return what;
    }

    private void make() {
        String table = one(files.all().keySet().stream()
                .filter(name -> name.endsWith(".dmn"))
                .toList());
        switch (random.nextInt(8)) {
            case 0 -> deleteElement();
            case 1 -> rename(ShippedFiles.DIAGRAM);
            case 2 ->
                change(ShippedFiles.DIAGRAM, "retarget", TARGET, one(nodes()).group(2));
            case 3 -> retype();
            case 4 -> copyElement();
            case 5 -> change(table, "set a cell of", CELL, one(CELLS));
            case 6 -> row(table);
            default ->
                change(table, "set a cell of", CELL, one(all(table, CELL)).group());
        }
    }

    private void deleteElement() {
        MatchResult part = one(all(ShippedFiles.DIAGRAM, PART));
        String element = files.element(
                ShippedFiles.DIAGRAM, files.text(ShippedFiles.DIAGRAM).substring(part.start()));
        put(ShippedFiles.DIAGRAM, "delete " + firstLine(element), part.start(), part.start() + element.length(), "");
    }

    private void rename(String file) {
        change(
                file,
                "rename",
                WORD,
                random.nextBoolean() ? "renamed" : one(all(file, WORD)).group());
    }

    private void retype() {
        MatchResult node = one(nodes());
        String element = files.element(
                ShippedFiles.DIAGRAM, files.text(ShippedFiles.DIAGRAM).substring(node.start()));
        String type = one(TYPES);
        String retyped = element.replaceFirst("<bpmn:\\w+", "<bpmn:" + type)
                .replaceFirst("</bpmn:\\w+>$", "</bpmn:" + type + ">");
        put(
                ShippedFiles.DIAGRAM,
                "make " + node.group(2) + " a " + type,
                node.start(),
                node.start() + element.length(),
                retyped);
    }

    private void copyElement() {
        MatchResult node = one(nodes());
        String text = files.text(ShippedFiles.DIAGRAM);
        String element = files.element(ShippedFiles.DIAGRAM, text.substring(node.start()));
        String copy = element.replaceAll("(?<= id=\")(\\w+)", "$1_copy");
        put(ShippedFiles.DIAGRAM, "copy " + node.group(2), node.start(), node.start(), copy);
        if (random.nextBoolean()) {
            // And lead a way to the copy, and one on from it.
            MatchResult way =
                    one(all(ShippedFiles.DIAGRAM, Pattern.compile("(?<=targetRef=\")" + node.group(2) + "(?=\")")));
            if (way != null) {
                put(ShippedFiles.DIAGRAM, what + " with a way to it", way.start(), way.end(), node.group(2) + "_copy");
                int at = files.text(ShippedFiles.DIAGRAM).indexOf("<bpmn:sequenceFlow");
                put(
                        ShippedFiles.DIAGRAM,
                        what,
                        at,
                        at,
                        "<bpmn:sequenceFlow id=\"FromCopy\" sourceRef=\"" + node.group(2) + "_copy\" targetRef=\""
                                + node.group(2) + "\" />");
            }
        }
    }

    private void row(String table) {
        MatchResult row = one(all(table, ROW));
        String element = files.element(table, row.group());
        String without = files.text(table).replace(element, "");
        switch (random.nextInt(3)) {
            case 0 -> put(table, "delete the row " + row.group(), without);
            case 1 ->
                put(
                        table,
                        "copy the row " + row.group(),
                        files.text(table)
                                .replace(element, element + element.replaceAll("(?<= id=\")(\\w+)", "$1_copy")));
            default ->
                put(
                        table,
                        "move the row " + row.group() + " to the top",
                        without.replaceFirst("<rule ", Matcher.quoteReplacement(element) + "<rule "));
        }
    }

    private void change(String file, String how, Pattern place, String to) {
        MatchResult found = one(all(file, place));
        put(file, how + " " + found.group() + " to " + to, found.start(), found.end(), to);
    }

    private void put(String file, String how, int from, int to, String now) {
        String text = files.text(file);
        put(file, how, text.substring(0, from) + now + text.substring(to));
    }

    private void put(String file, String how, String text) {
        what = file + ": " + how;
        files.with(file, text);
    }

    private List<MatchResult> nodes() {
        return all(ShippedFiles.DIAGRAM, NODE);
    }

    /** What is drawn is of no account. */
    private List<MatchResult> all(String file, Pattern pattern) {
        String text = files.text(file);
        int drawing = Stream.of("<bpmndi:BPMNDiagram", "<dmndi:DMNDI")
                .mapToInt(text::indexOf)
                .filter(at -> at > 0)
                .findFirst()
                .orElse(text.length());
        return pattern.matcher(text.substring(0, drawing)).results().toList();
    }

    private <T> T one(List<T> of) {
        return of.isEmpty() ? null : of.get(random.nextInt(of.size()));
    }

    private static String firstLine(String element) {
        return element.lines().findFirst().orElse("").strip();
    }
}
