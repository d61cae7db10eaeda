package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.engine.trial.FileTrial.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No file is accepted with which somebody who wants nothing would be written to, called or asked about. */
@BesideOthers
@ResourceLock("the processors")
class OptedOutTest {

    private static final String DIAGRAM = ShippedFiles.DIAGRAM;
    private static final String CONSENT = "consent-policy.dmn";
    private static final String MEDIUM = "choice-of-medium.dmn";
    private static final String POLICY = "camunda:decisionRef=\"consent-policy\"";
    private static final String SAID = "${decisionResult.getSingleResult().consent}";
    private static final String ALLOWED = "${consent == 'ASK' or consent == 'NOT_NEEDED'}";
    private static final String WANTS_NOTHING = "the callee wants nothing, ever";
    private static final String BLOCKED = "the callee has blocked the caller";

    /**
     * One edit.
     *
     * @param named what one of its refusals must say
     */
    private record Edit(String what, String named, UnaryOperator<ShippedFiles> change) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Stream<Edit> tables() {
        return Stream.of(
                new Edit(
                        "the row for a callee who wants nothing deleted",
                        WANTS_NOTHING,
                        files -> files.deleting(CONSENT, "<rule id=\"CalleeNever\"")),
                new Edit(
                        "the row for a blocked caller deleted",
                        BLOCKED,
                        files -> files.deleting(CONSENT, "<rule id=\"CalleeBlocksCaller\"")),
                new Edit(
                        "the row for a caller who wants nothing deleted",
                        "the caller wants nothing, ever, and is not asked",
                        files -> files.deleting(CONSENT, "<rule id=\"CallerNever\"")),
                new Edit(
                        "its condition turned round",
                        WANTS_NOTHING,
                        files -> files.replacingAfter(
                                CONSENT,
                                "<inputEntry id=\"CalleeNever_calleeNever\"",
                                "<text>true</text>",
                                "<text>false</text>")),
                new Edit(
                        "its condition narrowed to some causes",
                        WANTS_NOTHING,
                        files -> files.replacingAfter(
                                CONSENT,
                                "<inputEntry id=\"CalleeNever_cause\"",
                                "<text></text>",
                                "<text>\"BUSY\", \"NO_ANSWER\"</text>")),
                new Edit(
                        "it says ASK",
                        WANTS_NOTHING,
                        files -> files.replacingAfter(
                                CONSENT, "<outputEntry id=\"CalleeNever_consent", "\"NOT_ALLOWED\"", "\"ASK\"")),
                new Edit(
                        "it says NOT_NEEDED",
                        WANTS_NOTHING,
                        files -> files.replacingAfter(
                                CONSENT, "<outputEntry id=\"CalleeNever_consent", "\"NOT_ALLOWED\"", "\"NOT_NEEDED\"")),
                new Edit(
                        "its column looks at the caller instead",
                        WANTS_NOTHING,
                        files -> files.replacingAfter(
                                CONSENT,
                                "<inputExpression id=\"InputExpression_calleeNever\"",
                                "<text>calleeNever</text>",
                                "<text>callerNever</text>")),
                new Edit(
                        "always telling the callee comes before it",
                        WANTS_NOTHING,
                        files -> toTheTop(files, "CalleeAlwaysWantsToKnow")),
                new Edit("the catch-all moved to the top", WANTS_NOTHING, files -> toTheTop(files, "OtherwiseAsk")),
                new Edit(
                        "friends are told of whatever they said, if it is Tuesday at three and they speak Portuguese",
                        WANTS_NOTHING,
                        files -> files.with(
                                CONSENT,
                                TableWithRow.of(
                                        files.text(CONSENT), rareFriends(), Map.of("consent", "\"NOT_NEEDED\"")))),
                new Edit(
                        "a medium is chosen for who wants nothing",
                        "no device of that medium is left",
                        files -> files.with(
                                MEDIUM,
                                TableWithRow.of(
                                        files.text(MEDIUM),
                                        Map.of("purpose", "\"NOTIFICATION\""),
                                        Map.of("medium", "\"SMS\"")))));
    }

    private static Map<String, String> rareFriends() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("calleeWeekday", "\"TUESDAY\"");
        row.put("calleeHour", "3");
        row.put("callerHour", "[3..4], 17");
        row.put("callerWeekday", "\"TUESDAY\"");
        row.put("calleeLanguage", "\"pt\"");
        row.put("callerInContacts", "true");
        row.put("calleeNoticesToday", "4711");
        row.put("cause", "\"NO_ANSWER\"");
        return row;
    }

    private static ShippedFiles toTheTop(ShippedFiles files, String row) {
        String element = files.element(CONSENT, "<rule id=\"" + row + "\"");
        return files.replacing(CONSENT, element, "").replacing(CONSENT, "<rule ", element + "<rule ");
    }

    private static Stream<Edit> diagrams() {
        return Stream.of(
                new Edit(
                        "the policy is not asked at all",
                        "consent",
                        files -> files.replacingAfter(
                                DIAGRAM,
                                "<bpmn:sequenceFlow id=\"Flow_LookUpPeople_DecideConsent\"",
                                "targetRef=\"DecideConsent\"",
                                "targetRef=\"ClaimPair\"")),
                new Edit(
                        "a table of one's own is asked instead",
                        "the consent policy was not followed",
                        files -> files.with("everybody.dmn", everybody())
                                .replacing(DIAGRAM, POLICY, "camunda:decisionRef=\"everybody\"")),
                new Edit(
                        "the policy is asked, and then a table of one's own has the last word",
                        "the consent policy said NOT_ALLOWED",
                        files -> files.with("everybody.dmn", everybody())
                                .replacingAfter(
                                        DIAGRAM,
                                        "<bpmn:sequenceFlow id=\"Flow_DecideConsent_GatewayAllowed\"",
                                        "targetRef=\"GatewayAllowed\"",
                                        "targetRef=\"LastWord\"")
                                .replacing(
                                        DIAGRAM,
                                        "<bpmn:startEvent id=\"StartCallFailed\"",
                                        "<bpmn:businessRuleTask id=\"LastWord\" camunda:decisionRef=\"everybody\""
                                                + " camunda:mapDecisionResult=\"singleEntry\""
                                                + " camunda:resultVariable=\"consent\" />"
                                                + "<bpmn:sequenceFlow id=\"Flow_LastWord\" sourceRef=\"LastWord\""
                                                + " targetRef=\"GatewayAllowed\" />"
                                                + "<bpmn:startEvent id=\"StartCallFailed\"")),
                new Edit(
                        "the other way round at the gateway",
                        "the consent policy said NOT_ALLOWED",
                        files -> files.replacing(DIAGRAM, ALLOWED, "${consent == 'NOT_ALLOWED'}")),
                new Edit(
                        "a condition that all fulfil",
                        "the consent policy said NOT_ALLOWED",
                        files -> files.replacing(DIAGRAM, ALLOWED, "${consent != null}")),
                new Edit(
                        "whatever the policy says, ask",
                        "the consent policy said NOT_ALLOWED",
                        files -> files.replacing(DIAGRAM, SAID, "ASK")),
                new Edit(
                        "what it does not allow is asked",
                        "the consent policy said NOT_ALLOWED",
                        files -> files.replacing(
                                DIAGRAM,
                                SAID,
                                "${decisionResult.getSingleResult().consent == 'NOT_NEEDED' ? 'NOT_NEEDED' : 'ASK'}")),
                new Edit(
                        "the caller is asked first, and the policy afterwards",
                        "Cannot resolve identifier 'consent'",
                        files -> files.replacing(
                                DIAGRAM, "targetRef=\"DecideConsent\"", "targetRef=\"GatewayConsent\"")),
                new Edit(
                        "the policy is told other facts than its own",
                        "would be asked without its facts",
                        files -> files.replacing(DIAGRAM, "${factsForConsent}", "${factsForContact}")),
                new Edit(
                        "an old version of the policy is asked",
                        "It binds the decision to one version",
                        files -> files.replacing(
                                DIAGRAM,
                                POLICY,
                                POLICY + " camunda:decisionRefBinding=\"version\" camunda:decisionRefVersion=\"1\"")));
    }

    private static String everybody() {
        return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\""
                + " xmlns:camunda=\"http://camunda.org/schema/1.0/dmn\" id=\"own\" name=\"own\" namespace=\"urn:own\">"
                + "<decision id=\"everybody\" name=\"Everybody\" camunda:historyTimeToLive=\"P30D\">"
                + "<decisionTable id=\"own_table\" hitPolicy=\"FIRST\"><input id=\"own_cause\">"
                + "<inputExpression id=\"own_expression\" typeRef=\"boolean\"><text>true</text></inputExpression></input>"
                + "<output id=\"own_output\" name=\"consent\" typeRef=\"string\" />"
                + "<output id=\"own_reason\" name=\"reason\" typeRef=\"string\" />"
                + "<rule id=\"own_row\"><inputEntry id=\"own_cell\"><text></text></inputEntry>"
                + "<outputEntry id=\"own_result\"><text>\"ASK\"</text></outputEntry>"
                + "<outputEntry id=\"own_because\"><text>\"because\"</text></outputEntry>"
                + "</rule></decisionTable></decision></definitions>";
    }

    private static Stream<Edit> edits() {
        return Stream.concat(tables(), diagrams());
    }

    @ParameterizedTest
    @MethodSource("edits")
    void itIsRefusedAndSaysWhomItWouldWriteTo(Edit edit) {
        List<Refusal> refused = edit.change().apply(ShippedFiles.copy()).tried().refused();

        assertThat(refused).extracting(Refusal::sentence).anyMatch(sentence -> sentence.contains(edit.named()));
        assertThat(refused).allSatisfy(refusal -> {
            assertThat(refusal.element()).isNotBlank();
            assertThat(refusal.mend()).isNotBlank();
        });
    }

    @Test
    void theRowsBelowACatchAllAreNamedBeside() {
        Verdict verdict = toTheTop(ShippedFiles.copy(), "OtherwiseAsk").tried();

        assertThat(verdict.warned())
                .extracting(Warning::sentence)
                .anyMatch(sentence -> sentence.contains("never reached: row 1 decides everything"));
    }

    @Test
    void aColumnThatIsGoneIsMissed() {
        ShippedFiles files = ShippedFiles.copy().deleting(CONSENT, "<rule id=\"CalleeNever\"");
        String without = files.text(CONSENT)
                .replaceFirst("(?s)<input id=\"Input_calleeNever\".*?</input>", "")
                .replaceAll("(?s)<inputEntry id=\"\\w+_calleeNever\">.*?</inputEntry>", "");
        assertThat(without).doesNotContain("calleeNever");

        assertThat(files.with(CONSENT, without).tried().refused())
                .extracting(Refusal::sentence)
                .anyMatch(sentence -> sentence.contains(WANTS_NOTHING));
    }
}
