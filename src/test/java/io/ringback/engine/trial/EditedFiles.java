package io.ringback.engine.trial;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Edits that people have made to the shipped files, and what is to be said to each. */
public final class EditedFiles {

    private static final String DIAGRAM = ShippedFiles.DIAGRAM;
    private static final String CONSENT = "consent-policy.dmn";
    private static final String MEDIUM = "choice-of-medium.dmn";
    private static final String WAITS = "waiting-times.dmn";

    private EditedFiles() {}

    /** What is to be said. */
    public enum Expected {
        REFUSED,
        WARNED,
        ACCEPTED
    }

    /**
     * One edit.
     *
     * @param named what the refusal or warning must name: an element, or a part of its sentence
     */
    public record Edit(String what, Expected expected, String named, UnaryOperator<ShippedFiles> change) {
        @Override
        public String toString() {
            return what + ": " + expected;
        }
    }

    private static Edit refused(String what, String named, UnaryOperator<ShippedFiles> change) {
        return new Edit(what, Expected.REFUSED, named, change);
    }

    private static Edit warned(String what, String named, UnaryOperator<ShippedFiles> change) {
        return new Edit(what, Expected.WARNED, named, change);
    }

    private static String flow(String from, String to) {
        return "<bpmn:sequenceFlow id=\"Flow_" + from + "_" + to + "\"";
    }

    private static ShippedFiles withoutFlow(ShippedFiles files, String from, String to) {
        String id = "Flow_" + from + "_" + to;
        return files.deleting(DIAGRAM, flow(from, to))
                .replacing(DIAGRAM, "<bpmn:outgoing>" + id + "</bpmn:outgoing>", "")
                .replacing(DIAGRAM, "<bpmn:incoming>" + id + "</bpmn:incoming>", "")
                .replacing(DIAGRAM, files.element(DIAGRAM, "<bpmndi:BPMNEdge id=\"" + id), "");
    }

    private static String duration(String value) {
        return "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">" + value + "</bpmn:timeDuration>";
    }

    /** Puts an element on the way from one to another. */
    private static ShippedFiles between(ShippedFiles files, String from, String to, String element, String id) {
        return files.replacingAfter(DIAGRAM, flow(from, to), "targetRef=\"" + to + "\"", "targetRef=\"" + id + "\"")
                .replacing(
                        DIAGRAM,
                        "<bpmn:startEvent id=\"StartCallFailed\"",
                        element + "<bpmn:sequenceFlow id=\"Flow_" + id + "\" sourceRef=\"" + id + "\" targetRef=\"" + to
                                + "\" /><bpmn:startEvent id=\"StartCallFailed\"");
    }

    private static String column(String fact) {
        return "<input id=\"More_" + fact + "\"><inputExpression id=\"MoreExpression_" + fact
                + "\" typeRef=\"string\"><text>" + fact + "</text></inputExpression></input>";
    }

    private static String askAgain() {
        return "<bpmn:serviceTask id=\"AskCallerCopy\" name=\"Ask the caller\""
                + " camunda:delegateExpression=\"${askCaller}\" />";
    }

    private static Stream<Edit> diagrams() {
        return Stream.of(
                refused(
                        "the way out of \"Notify the callee\" deleted",
                        "NotifyCallee",
                        files -> withoutFlow(files, "NotifyCallee", "WaitForContact")),
                refused(
                        "the way out of a timer deleted",
                        "TimerNoAnswer",
                        files -> withoutFlow(files, "TimerNoAnswer", "EndQuestionExpired")),
                refused("no default, and the conditions leave a gap", "GatewayConsent", files -> files.replacing(
                                DIAGRAM, " default=\"Flow_GatewayConsent_DecideOnTheSpot\"", "")
                        .replacing(
                                DIAGRAM,
                                files.element(DIAGRAM, flow("GatewayConsent", "DecideOnTheSpot")),
                                "<bpmn:sequenceFlow id=\"Flow_GatewayConsent_DecideOnTheSpot\" name=\"yes\""
                                        + " sourceRef=\"GatewayConsent\" targetRef=\"DecideOnTheSpot\">"
                                        + "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">"
                                        + "${consent == 'Ask'}</bpmn:conditionExpression></bpmn:sequenceFlow>")),
                refused(
                        "a timer of PT1H-30M",
                        "TimerNobodyMendedQuestion",
                        files -> files.replacing(DIAGRAM, duration("P7D"), duration("PT1H-30M"))),
                refused(
                        "a timer's variable misspelt",
                        "TimerNoAnswer",
                        files -> files.replacing(DIAGRAM, duration("${waitForAnswer}"), duration("${waitForAnser}"))),
                refused(
                        "\"Ask the caller\" copied behind itself",
                        "AskCaller",
                        files -> between(files, "AskCaller", "WaitForAnswer", askAgain(), "AskCallerCopy")),
                refused(
                        "a condition in FEEL",
                        "Flow_GatewayConsent_ChooseNotificationMedium",
                        files -> files.replacing(DIAGRAM, "${consent == 'NOT_NEEDED'}", "=consent = \"NOT_NEEDED\"")),
                refused(
                        "a condition that misspells the value",
                        "Flow_GatewayConsent_ChooseNotificationMedium",
                        files -> files.replacing(DIAGRAM, "${consent == 'NOT_NEEDED'}", "${consent == 'NOT_NEDED'}")),
                refused(
                        "a decision bound to its deployment",
                        "DecideConsent",
                        files -> files.replacing(
                                DIAGRAM,
                                "camunda:decisionRef=\"consent-policy\"",
                                "camunda:decisionRef=\"consent-policy\" camunda:decisionRefBinding=\"deployment\"")),
                refused(
                        "the question whether one may be notified left out",
                        "consent policy",
                        files -> files.replacingAfter(
                                DIAGRAM,
                                flow("DecideConsent", "GatewayAllowed"),
                                "targetRef=\"GatewayAllowed\"",
                                "targetRef=\"ClaimPair\"")),
                refused(
                        "the table that says whether one may be notified not asked",
                        "consent",
                        files -> files.replacingAfter(
                                DIAGRAM,
                                flow("LookUpPeople", "DecideConsent"),
                                "targetRef=\"DecideConsent\"",
                                "targetRef=\"GatewayAllowed\"")),
                refused(
                        "notified whatever the consent policy says, as that is the default",
                        "Flow_GatewayAllowed_ClaimPair: It is the default and has a condition",
                        files -> files.replacing(
                                        DIAGRAM,
                                        " default=\"Flow_GatewayAllowed_EndNotNotified\"",
                                        " default=\"Flow_GatewayAllowed_ClaimPair\"")
                                .replacing(
                                        DIAGRAM,
                                        files.element(DIAGRAM, flow("GatewayAllowed", "EndNotNotified")),
                                        flow("GatewayAllowed", "EndNotNotified")
                                                + " name=\"no\" sourceRef=\"GatewayAllowed\" targetRef=\"EndNotNotified\">"
                                                + "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">"
                                                + "${consent == 'NEVER'}</bpmn:conditionExpression></bpmn:sequenceFlow>")),
                refused(
                        "a condition that lets everybody pass whom the policy does not allow",
                        "NOT_ALLOWED",
                        files -> files.replacing(
                                DIAGRAM, "${consent == 'ASK' or consent == 'NOT_NEEDED'}", "${consent != 'NEVER'}")),
                new Edit(
                        "two seconds between \"How long to wait\" and \"Notify the callee\"",
                        Expected.ACCEPTED,
                        "",
                        files -> between(
                                files,
                                "DecideContactWait",
                                "NotifyCallee",
                                "<bpmn:intermediateCatchEvent id=\"TwoSeconds\" name=\"Two seconds\"><bpmn:timerEventDefinition>"
                                        + duration("PT2S")
                                        + "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>",
                                "TwoSeconds")),
                new Edit(
                        "ten minutes between a question that failed and the next",
                        Expected.ACCEPTED,
                        "",
                        files -> between(
                                files,
                                "CatchQuestionFailed",
                                "ChooseQuestionMedium",
                                "<bpmn:intermediateCatchEvent id=\"TenMinutes\" name=\"Ten minutes\"><bpmn:timerEventDefinition>"
                                        + duration("PT10M")
                                        + "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>",
                                "TenMinutes")),
                refused(
                        "a parallel join that one token comes to",
                        "Join",
                        files -> between(
                                files,
                                "NotifyCallee",
                                "WaitForContact",
                                "<bpmn:parallelGateway id=\"Join\" name=\"Join\" />",
                                "Join")),
                refused(
                        "two arrows leave \"Caller answered\"",
                        "CatchCallerAnswered",
                        files -> files.replacing(
                                DIAGRAM,
                                "<bpmn:startEvent id=\"StartCallFailed\"",
                                "<bpmn:sequenceFlow id=\"Fork\" sourceRef=\"CatchCallerAnswered\""
                                        + " targetRef=\"ChooseNotificationMedium\" /><bpmn:startEvent id=\"StartCallFailed\"")),
                refused(
                        "a script as a condition",
                        "Flow_GatewayConsent_ChooseNotificationMedium",
                        files -> files.replacingAfter(
                                DIAGRAM,
                                flow("GatewayConsent", "ChooseNotificationMedium"),
                                "xsi:type=\"bpmn:tFormalExpression\"",
                                "xsi:type=\"bpmn:tFormalExpression\" language=\"javascript\"")),
                refused(
                        "a call activity to a process that is not there",
                        "Remind",
                        files -> between(
                                files,
                                "NotifyCallee",
                                "WaitForContact",
                                "<bpmn:callActivity id=\"Remind\" name=\"Remind\" calledElement=\"remind\" />",
                                "Remind")),
                refused(
                        "a send task that nobody fetches",
                        "Send",
                        files -> between(
                                files,
                                "NotifyCallee",
                                "WaitForContact",
                                "<bpmn:sendTask id=\"Send\" name=\"Send\" camunda:type=\"external\" camunda:topic=\"letters\" />",
                                "Send")),
                refused(
                        "\"asynchronous after\" at the first step",
                        "LookUpPeople",
                        files -> files.replacing(
                                DIAGRAM,
                                "camunda:delegateExpression=\"${lookUpPeople}\"",
                                "camunda:asyncAfter=\"true\" camunda:delegateExpression=\"${lookUpPeople}\"")),
                refused(
                        "the message taken off the start event",
                        "StartCallFailed",
                        files ->
                                files.deleting(DIAGRAM, "<bpmn:messageEventDefinition id=\"StartCallFailed_Message\"")),
                refused(
                        "\"The two reached each other\" deleted",
                        "Reached meanwhile",
                        files -> files.deleting(DIAGRAM, "<bpmn:subProcess id=\"ReachedMeanwhile\"")),
                refused(
                        "\"The caller tried again\" deleted",
                        "Called again",
                        files -> files.deleting(DIAGRAM, "<bpmn:subProcess id=\"CalledAgain\"")),
                refused("\"Caller answered\" deleted", "Caller answered", files -> withoutFlow(
                                withoutFlow(files, "WaitForAnswer", "CatchCallerAnswered"),
                                "CatchCallerAnswered",
                                "GatewayAnswer")
                        .deleting(DIAGRAM, "<bpmn:intermediateCatchEvent id=\"CatchCallerAnswered\"")),
                refused(
                        "a VIP's call notified although nobody has said yes",
                        "NotifyCallee",
                        files -> files.replacing(
                                DIAGRAM, "${consent == 'NOT_NEEDED'}", "${consent == 'NOT_NEEDED' || callerIsVip}")),
                refused(
                        "the callee notified before the medium is chosen",
                        "NotifyCallee",
                        files -> files.replacingAfter(
                                DIAGRAM,
                                flow("GatewayAnswer", "ChooseNotificationMedium"),
                                "targetRef=\"ChooseNotificationMedium\"",
                                "targetRef=\"NotifyCallee\"")),
                refused(
                        "\"Ask the caller\" marked to be done several times",
                        "AskCaller",
                        files -> files.replacingAfter(
                                DIAGRAM,
                                "<bpmn:serviceTask id=\"AskCaller\"",
                                "<bpmn:outgoing>Flow_AskCaller_WaitForAnswer</bpmn:outgoing>",
                                "<bpmn:outgoing>Flow_AskCaller_WaitForAnswer</bpmn:outgoing>"
                                        + "<bpmn:multiInstanceLoopCharacteristics isSequential=\"true\"><bpmn:loopCardinality"
                                        + " xsi:type=\"bpmn:tFormalExpression\">2</bpmn:loopCardinality>"
                                        + "</bpmn:multiInstanceLoopCharacteristics>")),
                refused(
                        "an input mapping of a variable that is not there",
                        "${caller.brand}",
                        files -> files.replacingAfter(
                                DIAGRAM,
                                "<bpmn:serviceTask id=\"AskCaller\"",
                                "<bpmn:incoming>",
                                "<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name=\"brand\">"
                                        + "${caller.brand}</camunda:inputParameter></camunda:inputOutput>"
                                        + "</bpmn:extensionElements><bpmn:incoming>")));
    }

    private static Stream<Edit> tables() {
        return Stream.of(
                refused(
                        "a duration without quotation marks",
                        "Answer",
                        files -> files.replacing(WAITS, "\"PT4H\"", "PT4H")),
                refused(
                        "a medium without quotation marks",
                        "QuietNotification",
                        files -> files.replacingAfter(
                                MEDIUM, "<outputEntry id=\"QuietNotification", "\"EMAIL\"", "EMAIL")),
                refused(
                        "a condition without quotation marks",
                        "QUESTION",
                        files -> files.replacingAfter(WAITS, "<rule id=\"Answer\"", "\"QUESTION\"", "QUESTION")),
                refused(
                        "the row \"Nothing is left\" deleted",
                        "No row fits",
                        files -> files.deleting(MEDIUM, "<rule id=\"NoneLeft\"")),
                refused(
                        "the hit policy UNIQUE",
                        "More than one row",
                        files -> files.replacing(CONSENT, "hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\"")),
                refused(
                        "the hit policy COLLECT",
                        "More than one row",
                        files -> files.replacing(CONSENT, "hitPolicy=\"FIRST\"", "hitPolicy=\"COLLECT\"")),
                refused(
                        "the hit policy RULE ORDER",
                        "More than one row",
                        files -> files.replacing(CONSENT, "hitPolicy=\"FIRST\"", "hitPolicy=\"RULE ORDER\"")),
                refused(
                        "a fact misspelt",
                        "porpose",
                        files -> files.replacing(WAITS, "<text>purpose</text>", "<text>porpose</text>")),
                warned(
                        "the table's id changed",
                        "It is in force, but no file has it any more",
                        files -> files.replacing(
                                WAITS, "<decision id=\"waiting-times\"", "<decision id=\"waiting-time\"")),
                refused("a duration in small letters", "pt4h", files -> files.replacing(WAITS, "\"PT4H\"", "\"pt4h\"")),
                refused(
                        "a number for a duration",
                        "is 4",
                        files -> files.replacing(WAITS, "<text>\"PT4H\"</text>", "<text>4</text>")),
                refused("a duration with a comma", "PT0,5S", files -> files.replacing(WAITS, "\"PT4H\"", "\"PT0,5S\"")),
                refused(
                        "a medium that nobody knows",
                        "PIGEON",
                        files ->
                                files.replacingAfter(MEDIUM, "<outputEntry id=\"TellVoice", "\"VOICE\"", "\"PIGEON\"")),
                refused(
                        "a medium that nobody knows, in a row that decides often",
                        "PIGEON",
                        files -> files.replacingAfter(
                                MEDIUM,
                                "<outputEntry id=\"PreferredWrittenNotification",
                                "<text>preferredWritten</text>",
                                "<text>\"PIGEON\"</text>")),
                refused(
                        "a medium without quotation marks that no fact is called",
                        "PreferredWrittenNotification: The output \"medium\" is nothing",
                        files -> files.replacingAfter(
                                MEDIUM,
                                "<outputEntry id=\"PreferredWrittenNotification",
                                "<text>preferredWritten</text>",
                                "<text>PIGEON</text>")),
                refused(
                        "a table that asks another one first",
                        "It asks night before it decides",
                        files -> files.replacing(
                                        WAITS,
                                        "<decisionTable ",
                                        "<informationRequirement id=\"First\"><requiredDecision href=\"#night\" />"
                                                + "</informationRequirement><decisionTable ")
                                .replacing(
                                        WAITS,
                                        "<decision id=\"waiting-times\"",
                                        "<decision id=\"night\" name=\"Night\" camunda:historyTimeToLive=\"P30D\">"
                                                + "<literalExpression><text>quietHours</text></literalExpression></decision>"
                                                + "<decision id=\"waiting-times\"")),
                warned(
                        "a row copied below itself in a table that asks for too much to be tried whole",
                        "is never reached",
                        files -> {
                            String row = files.element(MEDIUM, "<rule id=\"NotifySms\"");
                            files.replacing(MEDIUM, row, row + row.replace("NotifySms", "Copy"));
                            String text = files.text(MEDIUM)
                                    .replaceAll(
                                            "<outputEntry id=\"([^\"]*)\"",
                                            "<inputEntry id=\"$1_1\"><text></text></inputEntry><inputEntry"
                                                    + " id=\"$1_2\"><text></text></inputEntry><outputEntry id=\"$1\"");
                            return files.with(
                                    MEDIUM,
                                    text.replaceFirst("<output ", column("cause") + column("medium") + "<output "));
                        }),
                refused(
                        "a medium that may not be left",
                        "no device of that medium is left",
                        files -> files.replacingAfter(MEDIUM, "<outputEntry id=\"NoneLeft", "\"NONE\"", "\"SMS\"")),
                refused("the row for all the rest moved to the top", "the callee wants nothing, ever", files -> {
                    String rest = files.element(CONSENT, "<rule id=\"OtherwiseAsk\"");
                    return files.replacing(CONSENT, rest, "")
                            .replacing(CONSENT, "<rule id=\"CallerUnknown\"", rest + "<rule id=\"CallerUnknown\"");
                }),
                refused(
                        "a second file with the same table",
                        "copy.dmn, waiting-times.dmn",
                        files -> files.with("copy.dmn", files.text(WAITS).replace("\"PT4H\"", "\"PT12H\""))),
                refused(
                        "a column of the wrong type",
                        "boolean",
                        files -> files.replacingAfter(
                                WAITS, "InputExpression_cause", "typeRef=\"string\"", "typeRef=\"boolean\"")),
                new Edit("a row for one brand", Expected.ACCEPTED, "", files -> byBrand(files)),
                refused("rows for one brand and none for the others", "calleeBrand = ", files -> byBrand(files)
                        .replacingAfter(
                                CONSENT,
                                "OtherwiseAsk_calleeAlwaysWantsToKnow",
                                "<text></text>",
                                "<text>\"DEFAULT\"</text>")),
                refused("all rows deleted", "No row fits", files -> {
                    String text = files.text(WAITS);
                    return files.with(
                            WAITS,
                            text.substring(0, text.indexOf("<rule "))
                                    + text.substring(text.lastIndexOf("</rule>") + "</rule>".length()));
                }));
    }

    /** The column on what the callee always wants becomes one on the callee's brand. */
    private static ShippedFiles byBrand(ShippedFiles files) {
        return files.replacingAfter(
                        CONSENT, "InputExpression_calleeAlwaysWantsToKnow", "typeRef=\"boolean\"", "typeRef=\"string\"")
                .replacing(CONSENT, "<text>calleeAlwaysWantsToKnow</text>", "<text>calleeBrand</text>")
                .replacingAfter(
                        CONSENT,
                        "CalleeAlwaysWantsToKnow_calleeAlwaysWantsToKnow",
                        "<text>true</text>",
                        "<text>\"acme\"</text>");
    }

    private static Stream<Edit> files() {
        return Stream.of(
                warned(
                        "a table taken away",
                        "It is in force, but no file has it any more",
                        files -> files.without(WAITS)),
                warned(
                        "the diagram taken away",
                        "It is in force, but no file has it any more",
                        files -> files.without(DIAGRAM)),
                warned("the diagram renamed by an editor", "unreachable-callee.bpmn.xml", files -> files.with(
                                "unreachable-callee.bpmn.xml", files.text(DIAGRAM))
                        .without(DIAGRAM)),
                refused(
                        "a copy of the diagram beside it",
                        "unreachable-callee - Copy.bpmn",
                        files -> files.with("unreachable-callee - Copy.bpmn", files.text(DIAGRAM))),
                new Edit(
                        "pools, one of them empty",
                        Expected.ACCEPTED,
                        "",
                        files -> files.replacing(
                                DIAGRAM,
                                "<bpmn:process id=\"unreachable-callee\"",
                                "<bpmn:collaboration id=\"Pools\"><bpmn:participant id=\"Ringback\" name=\"Ringback\""
                                        + " processRef=\"unreachable-callee\" /><bpmn:participant id=\"Caller\" name=\"Caller\""
                                        + " processRef=\"callerProc\" /></bpmn:collaboration><bpmn:process id=\"callerProc\""
                                        + " isExecutable=\"false\" /><bpmn:process id=\"unreachable-callee\"")),
                new Edit(
                        "a table of one's own that asks for day, hour and load, and a way that asks who calls",
                        Expected.ACCEPTED,
                        "",
                        files -> between(
                                        files.with("own.dmn", ownTable()),
                                        "DecideContactWait",
                                        "NotifyCallee",
                                        "<bpmn:businessRuleTask id=\"Own\" name=\"Own\" camunda:decisionRef=\"own\""
                                                + " camunda:resultVariable=\"own\" camunda:mapDecisionResult=\"singleEntry\">"
                                                + "<bpmn:extensionElements><camunda:executionListener event=\"start\""
                                                + " delegateExpression=\"${factsForNotification}\" />"
                                                + "</bpmn:extensionElements></bpmn:businessRuleTask>",
                                        "Own")
                                .replacing(
                                        DIAGRAM,
                                        "${consent == 'NOT_NEEDED'}",
                                        "${consent == 'NOT_NEEDED' and not callerIsVip}")),
                new Edit(
                        "no <incoming> and <outgoing>",
                        Expected.ACCEPTED,
                        "",
                        files -> files.with(
                                DIAGRAM,
                                files.text(DIAGRAM)
                                        .replaceAll("<bpmn:(incoming|outgoing)>[^<]*</bpmn:(incoming|outgoing)>", ""))),
                new Edit(
                        "a property without a value",
                        Expected.ACCEPTED,
                        "",
                        files -> files.replacing(
                                DIAGRAM,
                                "<camunda:property name=\"announcement\" value=\"VOICE\" />",
                                "<camunda:property name=\"announcement\" value=\"VOICE\" /><camunda:property name=\"note\" />")));
    }

    private static String ownTable() {
        String facts = "weekday, hour, noticesToday";
        StringBuilder table = new StringBuilder(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\""
                        + " xmlns:camunda=\"http://camunda.org/schema/1.0/dmn\" id=\"d\" name=\"Own\" namespace=\"urn:own\">"
                        + "<decision id=\"own\" name=\"Own\" camunda:historyTimeToLive=\"P30D\">"
                        + "<decisionTable id=\"t\" hitPolicy=\"FIRST\">");
        for (String fact : facts.split(", ")) {
            table.append("<input id=\"in_")
                    .append(fact)
                    .append("\"><inputExpression id=\"ex_")
                    .append(fact);
            table.append("\"><text>").append(fact).append("</text></inputExpression></input>");
        }
        return table.append("<output id=\"o\" name=\"own\" typeRef=\"string\"/>")
                .append(ownRow("r1", "\"SUNDAY\"", "> 20", "[3..4]"))
                .append(ownRow("r2", "", "", ""))
                .append("</decisionTable></decision></definitions>")
                .toString();
    }

    private static String ownRow(String id, String... cells) {
        StringBuilder row = new StringBuilder("<rule id=\"").append(id).append("\">");
        for (int place = 0; place < cells.length; place++) {
            row.append("<inputEntry id=\"").append(id).append(place).append("\"><text>");
            row.append(cells[place].replace(">", "&gt;")).append("</text></inputEntry>");
        }
        return row.append("<outputEntry id=\"")
                .append(id)
                .append("out\"><text>\"")
                .append(id)
                .append("\"</text></outputEntry></rule>")
                .toString();
    }

    /** Turns the way from one element to another. */
    private static ShippedFiles leading(ShippedFiles files, String from, String to, String instead) {
        return files.replacingAfter(
                DIAGRAM, flow(from, to), "targetRef=\"" + to + "\"", "targetRef=\"" + instead + "\"");
    }

    /** Takes a step out, and lets the way to it lead on to what came behind it. */
    private static ShippedFiles without(ShippedFiles files, String before, String step, String behind) {
        return leading(withoutFlow(files, step, behind), before, step, behind)
                .deleting(DIAGRAM, "<bpmn:serviceTask id=\"" + step + "\"");
    }

    private static ShippedFiles swapped(ShippedFiles files, String one, String other) {
        return files.with(
                DIAGRAM,
                files.text(DIAGRAM).replace(one, "@").replace(other, one).replace("@", other));
    }

    private static ShippedFiles calling(ShippedFiles files, String process) {
        return between(
                files,
                "DecideContactWait",
                "NotifyCallee",
                "<bpmn:callActivity id=\"Call\" name=\"Call\" calledElement=\"" + process + "\" />",
                "Call");
    }

    /** A process of one's own with one element between its start and its end. */
    private static String called(String id, String element) {
        return "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""
                + " xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" id=\"D_" + id + "\" targetNamespace=\"x\">"
                + "<bpmn:process id=\"" + id + "\" isExecutable=\"true\" camunda:historyTimeToLive=\"P30D\">"
                + "<bpmn:startEvent id=\"s\" /><bpmn:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\" />" + element
                + "<bpmn:sequenceFlow id=\"g\" sourceRef=\"t\" targetRef=\"e\" /><bpmn:endEvent id=\"e\" />"
                + "</bpmn:process></bpmn:definitions>";
    }

    private static Stream<Edit> calls() {
        String back = "<bpmn:callActivity id=\"t\" calledElement=\"%s\" />";
        return Stream.of(
                refused("the diagram calls itself", "element Call", files -> calling(files, "unreachable-callee")),
                refused(
                        "a called process calls itself",
                        "a.bpmn, element t: The process \"a\" comes to call",
                        files -> calling(files, "a").with("a.bpmn", called("a", back.formatted("a")))),
                refused(
                        "two processes call each other",
                        "b.bpmn, element t: The process \"a\" comes to call",
                        files -> calling(files, "a")
                                .with("a.bpmn", called("a", back.formatted("b")))
                                .with("b.bpmn", called("b", back.formatted("a")))),
                refused(
                        "a called process notifies the callee",
                        "a.bpmn, element t: The step ${notifyCallee}",
                        files -> calling(files, "a")
                                .with(
                                        "a.bpmn",
                                        called(
                                                "a",
                                                "<bpmn:serviceTask id=\"t\" camunda:delegateExpression=\"${notifyCallee}\" />"))),
                warned("a called process that does nothing with cases", "element Call", files -> calling(files, "a")
                        .with("a.bpmn", called("a", "<bpmn:task id=\"t\" />"))));
    }

    private static Stream<Edit> loops() {
        return Stream.of(
                refused(
                        "asked again whenever no answer comes",
                        "AskCaller: The same person",
                        files -> leading(files, "TimerNoAnswer", "EndQuestionExpired", "AskCaller")),
                refused(
                        "asked again by a medium chosen anew",
                        "AskCaller: The same person",
                        files -> leading(files, "TimerNoAnswer", "EndQuestionExpired", "ChooseQuestionMedium")),
                refused(
                        "notified again whenever nothing comes",
                        "NotifyCallee: The same person",
                        files -> leading(files, "TimerNoContact", "EndNotificationExpired", "NotifyCallee")),
                refused(
                        "informed again once informed",
                        "InformCaller: The same person",
                        files -> leading(files, "CatchDelivered", "EndInformed", "InformCaller")),
                refused(
                        "called again whenever nobody answers",
                        "ConnectCall: The same person",
                        files -> leading(files, "TimerNoConnection", "ChooseInformationMedium", "ConnectCall")),
                refused(
                        "sent again by the medium that failed",
                        "AskCaller: The same person",
                        files -> leading(files, "CatchQuestionFailed", "ChooseQuestionMedium", "AskCaller")),
                refused(
                        "notified after the caller has withdrawn",
                        "the caller has withdrawn",
                        files -> leading(files, "CatchCallerWithdrew", "EndWithdrawn", "ChooseNotificationMedium")),
                refused(
                        "asked again after a no",
                        "although the caller said no",
                        files -> leading(files, "GatewayAnswer", "EndDeclinedByCaller", "ChooseQuestionMedium")),
                refused(
                        "notified again after \"not now\"",
                        "although the callee has said not to",
                        files -> leading(files, "GatewayReaction", "EndDeclinedByCallee", "ChooseNotificationMedium")),
                refused(
                        "waited on after \"not now\"",
                        "WaitForContact: A case can wait here",
                        files -> leading(files, "GatewayReaction", "EndDeclinedByCallee", "WaitForContact")),
                refused(
                        "the messages of two events swapped",
                        "CatchDelivered: It catches the message \"Delivery failed\"",
                        files -> swapped(
                                files,
                                "id=\"CatchDelivered_Message\" messageRef=\"Message_Delivered\"",
                                "id=\"CatchDelivered_Message\" messageRef=\"Message_DeliveryFailed\"")),
                warned(
                        "the outcome of an end changed",
                        "EndDeclinedByCaller: Its outcome is JOINED",
                        files -> files.replacingAfter(
                                DIAGRAM,
                                "<bpmn:endEvent id=\"EndDeclinedByCaller\"",
                                "value=\"DECLINED\"",
                                "value=\"JOINED\"")));
    }

    private static Stream<Edit> deletedSteps() {
        return Stream.of(
                refused(
                        "the step that asks deleted",
                        "WaitForAnswer: A case can wait here for \"Caller answered\"",
                        files -> without(files, "DecideQuestionWait", "AskCaller", "WaitForAnswer")),
                refused(
                        "the step that notifies deleted",
                        "WaitForContact: A case can wait here for \"Contact means used\"",
                        files -> without(files, "DecideContactWait", "NotifyCallee", "WaitForContact")),
                refused(
                        "the step that informs deleted",
                        "WaitForDelivery: A case can wait here for \"Delivered\"",
                        files -> without(files, "DecideInformationWait", "InformCaller", "WaitForDelivery")),
                refused(
                        "the step that connects deleted",
                        "WaitForConnection: A case can wait here for \"Connection outcome\"",
                        files -> without(files, "DecideConnectionWait", "ConnectCall", "WaitForConnection")),
                refused(
                        "the step that opens the contact means again deleted",
                        "WaitForContact: A case can wait here for \"Contact means used\"",
                        files -> without(files, "GatewayConnected", "ReopenContactMeans", "WaitForContact")),
                refused(
                        "a withdrawal not caught while an operator mends",
                        "SendNotificationAgain: The message \"Caller withdrew\"",
                        files -> withoutFlow(files, "CatchCallerWithdrewMeanwhile", "EndWithdrawnMeanwhile")
                                .deleting(DIAGRAM, "<bpmn:boundaryEvent id=\"CatchCallerWithdrewMeanwhile\"")),
                refused(
                        "an answer not caught while an operator mends",
                        "SendQuestionAgain: The message \"Caller answered\"",
                        files -> withoutFlow(files, "CatchCallerAnsweredMeanwhile", "GatewayAnswer")
                                .deleting(DIAGRAM, "<bpmn:boundaryEvent id=\"CatchCallerAnsweredMeanwhile\"")));
    }

    private static Stream<Edit> decisions() {
        return Stream.of(
                refused(
                        "one entry taken of a table with two outputs",
                        "DecideConsent: The table consent-policy has more than one output",
                        files -> files.replacing(
                                DIAGRAM,
                                "camunda:decisionRef=\"consent-policy\"",
                                "camunda:decisionRef=\"consent-policy\" camunda:resultVariable=\"consent\""
                                        + " camunda:mapDecisionResult=\"singleEntry\"")),
                refused(
                        "the question's medium chosen by the callee's facts",
                        "ChooseQuestionMedium: It decides questionMedium by the facts for a message of another kind",
                        files -> files.replacingAfter(
                                DIAGRAM,
                                "<bpmn:businessRuleTask id=\"ChooseQuestionMedium\"",
                                "${factsForQuestion}",
                                "${factsForNotification}")),
                refused(
                        "the wait for the callee decided as for a connection",
                        "DecideContactWait: It decides waitForContact",
                        files -> files.replacingAfter(
                                DIAGRAM,
                                "<bpmn:businessRuleTask id=\"DecideContactWait\"",
                                "${factsForNotification}",
                                "${factsForConnection}")),
                refused(
                        "an answer that nobody gives beside others",
                        "compares answer with 'NEVER', which it never is",
                        files -> files.replacing(
                                DIAGRAM, "answer == 'ALWAYS'}", "answer == 'ALWAYS' or answer == 'NEVER'}")),
                refused(
                        "\"always\" taken for a no",
                        "A caller who has said ALWAYS",
                        files -> files.replacing(
                                DIAGRAM, "${answer == 'YES' or answer == 'ALWAYS'}", "${answer == 'YES' or 'ALWAYS'}")),
                warned(
                        "counted as connected when the caller did not answer",
                        "EndConnected: A case can end here as CONNECTED",
                        files -> swapped(files, "${connection == 'CONNECTED'}", "${connection == 'FAILED'}")
                                .replacing(
                                        DIAGRAM,
                                        "connection == 'CALLER_NO_ANSWER' or connection == 'FAILED'",
                                        "connection == 'CALLER_NO_ANSWER' or connection == 'CONNECTED'")),
                warned(
                        "the step that tells the open case deleted",
                        "${tellOpenCase} is nowhere",
                        files -> without(files, "GatewayOpenCase", "TellOpenCase", "DecideTellOnTheSpot")),
                refused(
                        "a process's time to live that the engine cannot read",
                        "unreachable-callee: The engine cannot read the time to live \"PT1H\"",
                        files -> files.replacing(
                                DIAGRAM, "camunda:historyTimeToLive=\"P30D\"", "camunda:historyTimeToLive=\"PT1H\"")),
                refused(
                        "a table's time to live that the engine cannot read",
                        "waiting-times: The engine cannot read the time to live \"for ever\"",
                        files -> files.replacing(
                                WAITS, "camunda:historyTimeToLive=\"P30D\"", "camunda:historyTimeToLive=\"for ever\"")),
                refused(
                        "a retry that sends again by itself",
                        "SendQuestionAgain: The engine would send again here by itself",
                        files -> files.replacing(DIAGRAM, "R1/PT1S", "R3/PT1S")),
                refused(
                        "a retry that the engine cannot read",
                        "SendQuestionAgain: The engine cannot read the retry time cycle",
                        files -> files.replacing(DIAGRAM, "R1/PT1S", "three times")),
                refused(
                        "no retry given, so that the engine takes its own",
                        "SendQuestionAgain: The engine would send again here by itself",
                        files -> files.deleting(DIAGRAM, "<camunda:failedJobRetryTimeCycle>")),
                refused(
                        "two output columns of one name",
                        "Another output column is named \"silence\" already",
                        files -> files.replacing("consent-on-the-spot.dmn", "name=\"onTheSpot\"", "name=\"silence\"")));
    }

    /** Those in the drawing itself, and in the tables. */
    public static Stream<Edit> drawnAndDecided() {
        return Stream.concat(diagrams(), tables());
    }

    /** All of them. */
    public static Stream<Edit> all() {
        return Stream.of(diagrams(), calls(), loops(), deletedSteps(), decisions(), tables(), files())
                .flatMap(each -> each);
    }
}
