package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ringback.cases.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;

/** What the program and its operators rely on in {@code bpmn/unreachable-callee.bpmn}. */
class DiagramDeploysTest {

    private static final Path FOLDER = Path.of("bpmn");
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private final BpmnModelInstance diagram =
            Bpmn.readModelFromFile(FOLDER.resolve("unreachable-callee.bpmn").toFile());

    @Test
    void theDiagramIsValidBpmn() {
        assertThatCode(() -> Bpmn.validateModel(diagram)).doesNotThrowAnyException();

        Process process = diagram.getModelElementById("unreachable-callee");
        assertThat(process.isExecutable()).isTrue();
        assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P30D");
    }

    @Test
    void everyStepIsANamedBeanAndNothingElseRuns() {
        assertThat(all(ServiceTask.class))
                .extracting(ServiceTask::getCamundaDelegateExpression)
                .containsOnly(
                        "${lookUpPeople}",
                        "${claimPair}",
                        "${tellOpenCase}",
                        "${tellHowItStands}",
                        "${askCaller}",
                        "${askOnTheSpot}",
                        "${notifyCallee}",
                        "${connectCall}",
                        "${reopenContactMeans}",
                        "${informCaller}",
                        "${sendAgain}",
                        "${countRepeat}");
        assertThat(all(CamundaExecutionListener.class))
                .allSatisfy(listener -> assertThat(listener.getCamundaDelegateExpression())
                        .isIn(
                                "${endCase}",
                                "${factsForConsent}",
                                "${factsForOnTheSpot}",
                                "${factsForQuestion}",
                                "${factsForNotification}",
                                "${factsForContact}",
                                "${factsForConnection}",
                                "${factsForInformation}"));
        assertThat(all(ModelElementInstance.class))
                .noneMatch(element -> element.getElementType().getTypeName().contains("cript"));
    }

    @Test
    void everyDecisionIsGivenItsFactsAndKeepsAResultThatItsTableHas() {
        assertThat(all(BusinessRuleTask.class)).hasSize(11).allSatisfy(task -> {
            assertThat(listeners(task)).as(task.getId()).singleElement().satisfies(listener -> assertThat(
                            listener.getCamundaDelegateExpression())
                    .startsWith("${factsFor"));
            assertThat(task.getCamundaDecisionRefBinding())
                    .as("%s: the latest version", task.getId())
                    .isNull();

            Set<String> outputs = outputsOf(task.getCamundaDecisionRef());
            assertThat(extensions(task, CamundaOutputParameter.class))
                    .isNotEmpty()
                    .allSatisfy(parameter -> assertThat(
                                    outputs.stream().map("${decisionResult.getSingleResult().%s}"::formatted))
                            .as("%s of %s", parameter.getCamundaName(), task.getId())
                            .contains(parameter.getTextContent()));
        });
    }

    @Test
    void everyWaitEndsByItself() {
        assertThat(all(EventBasedGateway.class)).hasSize(5).allSatisfy(wait -> assertThat(
                        wait.getSucceedingNodes().list())
                .as(wait.getId())
                .filteredOn(event -> has(event, TimerEventDefinition.class))
                .hasSize(1));
        assertThat(operators()).hasSize(3).allSatisfy(subProcess -> assertThat(all(BoundaryEvent.class))
                .filteredOn(event -> event.getAttachedTo().equals(subProcess) && has(event, TimerEventDefinition.class))
                .singleElement()
                .satisfies(event -> assertThat(event.cancelActivity()).isTrue()));
    }

    @Test
    void everyTimerWaitsAsLongAsATableSaysOrAFixedTime() {
        Set<String> results = new HashSet<>();
        all(CamundaOutputParameter.class).forEach(parameter -> results.add("${" + parameter.getCamundaName() + "}"));

        assertThat(all(TimerEventDefinition.class))
                .extracting(timer -> timer.getTimeDuration().getTextContent())
                .allSatisfy(
                        duration -> assertThat(List.of("P7D", "PT2M").contains(duration) || results.contains(duration))
                                .as(duration)
                                .isTrue());
    }

    @Test
    void onlyTheKnownMessagesAreAwaited() {
        assertThat(all(Message.class))
                .extracting(Message::getName)
                .containsExactlyInAnyOrder(
                        "Call failed",
                        "Caller answered",
                        "Caller withdrew",
                        "Contact means used",
                        "Delivered",
                        "Delivery failed",
                        "Connection outcome",
                        "Reached meanwhile",
                        "Called again");
        assertThat(all(MessageEventDefinition.class))
                .allSatisfy(definition -> assertThat(definition.getMessage()).isNotNull());
    }

    @Test
    void everyDeliveryCanFail() {
        assertThat(all(EventBasedGateway.class))
                .allSatisfy(wait -> assertThat(wait.getSucceedingNodes().list())
                        .as(wait.getId())
                        .anyMatch(event -> event.getChildElementsByType(MessageEventDefinition.class).stream()
                                .anyMatch(definition ->
                                        definition.getMessage().getName().equals("Delivery failed"))));
    }

    @Test
    void everyEndOfACaseHasAnOutcomeAndEveryOutcomeAnEnd() {
        List<EndEvent> ends = all(EndEvent.class).stream()
                .filter(end -> !end.getId().equals("EndCounted"))
                .filter(end -> operators().stream().noneMatch(end.getParentElement()::equals))
                .toList();

        assertThat(ends).allSatisfy(end -> {
            assertThat(outcome(end))
                    .as(end.getId())
                    .isIn(Arrays.stream(Outcome.values()).map(Enum::name).toList());
            assertThat(listeners(end))
                    .as(end.getId())
                    .extracting(CamundaExecutionListener::getCamundaDelegateExpression)
                    .containsExactly("${endCase}");
        });
        assertThat(ends)
                .extracting(DiagramDeploysTest::outcome)
                .contains(Arrays.stream(Outcome.values())
                        .filter(Outcome::isDrawn)
                        .map(Enum::name)
                        .toArray(String[]::new));
    }

    @Test
    void aNewCallNeverStopsTheCaseButATalkDoes() {
        StartEvent calledAgain = diagram.getModelElementById("StartCalledAgain");
        StartEvent reachedMeanwhile = diagram.getModelElementById("StartReachedMeanwhile");

        assertThat(calledAgain.isInterrupting()).isFalse();
        assertThat(reachedMeanwhile.isInterrupting()).isTrue();
        assertThat(List.of(calledAgain, reachedMeanwhile))
                .allSatisfy(start -> assertThat(((SubProcess) start.getParentElement()).triggeredByEvent())
                        .isTrue());
    }

    @Test
    void everyQuestionInTheDiagramHasAnAnswerThatAlwaysFits() {
        assertThat(all(ExclusiveGateway.class)).allSatisfy(gateway -> {
            assertThat(gateway.getDefault()).as(gateway.getId()).isNotNull();
            assertThat(gateway.getOutgoing()).allSatisfy(flow -> {
                assertThat(flow.getName()).as(flow.getId()).isNotBlank();
                assertThat(flow.getConditionExpression() == null)
                        .as(flow.getId())
                        .isEqualTo(flow.equals(gateway.getDefault()));
            });
        });
    }

    @Test
    void everythingCanBeReachedFromTheFailedCall() {
        Set<FlowNode> reached = new HashSet<>();
        visit(diagram.getModelElementById("StartCallFailed"), reached);

        assertThat(all(FlowNode.class).stream()
                        .filter(node -> node.getParentElement() instanceof Process)
                        .filter(node -> !(node instanceof SubProcess subProcess && subProcess.triggeredByEvent())))
                .allSatisfy(node -> assertThat(reached).as(node.getId()).contains(node));
    }

    @Test
    void onlyTheOperatorsWordIsAJob() {
        assertThat(all(FlowNode.class))
                .filteredOn(FlowNode::isCamundaAsyncBefore)
                .extracting(FlowNode::getId)
                .containsExactlyInAnyOrder("SendQuestionAgain", "SendNotificationAgain", "SendInformationAgain");
        assertThat(all(FlowNode.class)).noneMatch(node -> node.getAttributeValueNs(CAMUNDA, "asyncAfter") != null);
    }

    @Test
    void everyFileInTheFolderCanBeRead() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.filter(file -> file.toString().endsWith(".dmn")))
                    .hasSize(12)
                    .allSatisfy(file -> {
                        Decision decision = Dmn.readModelFromFile(file.toFile())
                                .getModelElementsByType(Decision.class)
                                .iterator()
                                .next();
                        assertThat(decision.getId() + ".dmn")
                                .isEqualTo(file.getFileName().toString());
                        assertThat(decision.getCamundaHistoryTimeToLiveString()).isEqualTo("P30D");
                    });
        }
    }

    private void visit(FlowNode node, Set<FlowNode> reached) {
        if (reached.add(node)) {
            node.getOutgoing().stream().map(SequenceFlow::getTarget).forEach(next -> visit(next, reached));
            all(BoundaryEvent.class).stream()
                    .filter(event -> event.getAttachedTo().equals(node))
                    .forEach(event -> visit(event, reached));
        }
    }

    private List<SubProcess> operators() {
        return all(SubProcess.class).stream()
                .filter(subProcess -> !subProcess.triggeredByEvent())
                .toList();
    }

    private static Set<String> outputsOf(String table) {
        Set<String> names = new HashSet<>();
        Dmn.readModelFromFile(FOLDER.resolve(table + ".dmn").toFile())
                .getModelElementsByType(Output.class)
                .forEach(output -> names.add(output.getName()));
        return names;
    }

    private <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
        return diagram.getModelElementsByType(type);
    }

    private static boolean has(FlowNode event, Class<? extends EventDefinition> definition) {
        return !event.getChildElementsByType(definition).isEmpty();
    }

    private static Collection<CamundaExecutionListener> listeners(BaseElement element) {
        return extensions(element, CamundaExecutionListener.class);
    }

    private static String outcome(EndEvent end) {
        return extensions(end, CamundaProperty.class).stream()
                .filter(property -> property.getCamundaName().equals("outcome"))
                .map(CamundaProperty::getCamundaValue)
                .findFirst()
                .orElse(null);
    }

    private static <T extends ModelElementInstance> Collection<T> extensions(BaseElement element, Class<T> type) {
        return element.getModelInstance().getModelElementsByType(type).stream()
                .filter(extension -> isInside(extension, element.getExtensionElements()))
                .toList();
    }

    private static boolean isInside(ModelElementInstance inner, ModelElementInstance outer) {
        for (ModelElementInstance at = inner; at != null; at = at.getParentElement()) {
            if (at.equals(outer)) {
                return true;
            }
        }
        return false;
    }
}
