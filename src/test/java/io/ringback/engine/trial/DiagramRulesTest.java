package io.ringback.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.cases.Diagrams.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and in which words: the real diagram and tables, each with one mistake in it. */
@BesideOthers
@ResourceLock("the processors")
class DiagramRulesTest {

    private static final Set<String> TABLES = Set.of(
            "consent-policy",
            "consent-on-the-spot",
            "choice-of-medium",
            "waiting-times",
            "connect-or-inform",
            "message-caps",
            "who-is-told",
            "accepted-by-key",
            "when-seen",
            "call-returned",
            "caller-dials",
            "quiet-hours");

    @Test
    void theDiagramAndTheTablesAsTheyAreMayRun() throws IOException {
        assertThat(diagramWith("", "")).isEmpty();
        for (String table : TABLES) {
            assertThat(tableWith(table, "", "")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${askCaller}                                    | ${askTheCaller}           | AskCaller               | There is no step ${askTheCaller}
            camunda:delegateExpression="${notifyCallee}"    | camunda:class="com.Evil"  | NotifyCallee            | no delegate expression
            ${factsForContact}                              | ${factsForNobody}         | DecideConnectOrInform   | There is no listener ${factsForNobody}
             camunda:historyTimeToLive="P30D"               | ''                        | unreachable-callee      | no time to live
            isExecutable="true"                             | isExecutable="false"      | unreachable-callee      | not executable
            name="Caller withdrew" />                       | name="Caller gave up" />  | Message_CallerWithdrew  | Nobody ever sends the message "Caller gave up"
            decisionRef="consent-policy"                    | decisionRef="consent"     | DecideConsent           | There is no decision table "consent"
            >P7D<                                           | >7 days<                  | TimerNobodyMendedQuestion | "7 days" is not a duration
            name="announcement" value="VOICE"               | name="announcement" value="VIDEO" | ConnectCall     | There is no announcement "VIDEO"
            value="EXPIRED"                                 | value="LATE"              | EndQuestionExpired      | no outcome
            ${joined == false}                              | ${joined == x.y()}        | Flow_GatewayOpenCase_GatewayConsent | calls x.y
            delegateExpression="${factsForConsent}"         | delegateExpression="${factsForConsent}" class="com.Evil" | DecideConsent | delegate expression alone
            """)
    void oneMistakeIsNamedWithItsElement(String right, String wrong, String element, String problem)
            throws IOException {
        List<Refusal> refusals = diagramWith(right, wrong);
        assertThat(refusals).isNotEmpty();
        assertThat(refusals.get(0).file()).isEqualTo("unreachable-callee.bpmn");
        assertThat(refusals).anySatisfy(refusal -> {
            assertThat(refusal.element()).isEqualTo(element);
            assertThat(refusal.problem()).contains(problem);
            assertThat(refusal.mend()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TimerNothingHeard", "TimerNoAnswer", "TimerNoContact", "TimerNoConnection", "TimerNotDelivered"
            })
    void aWaitWithoutATimeoutIsRefused(String timer) throws IOException {
        String diagram = Files.readString(Path.of("bpmn/unreachable-callee.bpmn"));
        String event = diagram.substring(diagram.indexOf("<bpmn:intermediateCatchEvent id=\"" + timer + "\""));
        String definition = event.substring(
                event.indexOf("<bpmn:timerEventDefinition"), event.indexOf("</bpmn:timerEventDefinition>") + 29);
        List<Refusal> refusals =
                diagramWith(definition, "<bpmn:messageEventDefinition messageRef=\"Message_CallerWithdrew\" />", event);
        assertThat(refusals).anyMatch(refusal -> refusal.problem().equals("A case could wait here for ever."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            waiting-times     | "PT4H"                            | "4 hours"   | a duration such as
            choice-of-medium  | <text>"EMAIL"</text>              | <text>"PIGEON"</text> | one of VOICE, EMAIL
            consent-policy    | "ASK"                             | "PERHAPS"   | one of NOT_ALLOWED
            connect-or-inform | <text>"INFORM"</text>             | <text>INFORM IT</text> | quotation marks
            consent-on-the-spot | <text>true</text>             | <text>"yes"</text> | true or false
            waiting-times     |  camunda:historyTimeToLive="P30D" | ''          | Time to live
            """)
    void aTableThatTheDiagramCannotFollowIsRefused(String table, String right, String wrong, String mend)
            throws IOException {
        assertThat(tableWith(table, right, wrong))
                .anySatisfy(refusal -> assertThat(refusal.sentence()).contains(mend, table + ".dmn"));
    }

    private List<Refusal> diagramWith(String right, String wrong) throws IOException {
        return diagramWith(right, wrong, right);
    }

    /** Replaces {@code right} at the place where {@code from} begins. */
    private List<Refusal> diagramWith(String right, String wrong, String from) throws IOException {
        String diagram = Files.readString(Path.of("bpmn/unreachable-callee.bpmn"));
        int place = diagram.indexOf(from);
        assertThat(place).as(from).isNotNegative();
        int at = diagram.indexOf(right, place);
        String changed = diagram.substring(0, at) + wrong + diagram.substring(at + right.length());
        return ShippedFiles.copy()
                .with("unreachable-callee.bpmn", changed)
                .tried()
                .refused();
    }

    private static List<Refusal> tableWith(String table, String right, String wrong) throws IOException {
        String file = table + ".dmn";
        String text = Files.readString(Path.of("bpmn", file));
        // The first in a rule, as the allowed values above the rules are only what the Modeler offers.
        int rules = right.contains("historyTimeToLive") ? 0 : text.indexOf("<outputEntry");
        int at = text.indexOf(right, rules);
        assertThat(at).as(right).isNotNegative();
        String changed = text.substring(0, at) + wrong + text.substring(at + right.length());
        return ShippedFiles.copy().with(file, changed).tried().refused();
    }
}
