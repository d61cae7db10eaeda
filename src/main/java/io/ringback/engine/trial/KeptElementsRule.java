package io.ringback.engine.trial;

import static io.ringback.cases.CaseMessage.CALLED_AGAIN;
import static io.ringback.cases.CaseMessage.CALLER_ANSWERED;
import static io.ringback.cases.CaseMessage.CALLER_WITHDREW;
import static io.ringback.cases.CaseMessage.CALL_FAILED;
import static io.ringback.cases.CaseMessage.CONNECTION_OUTCOME;
import static io.ringback.cases.CaseMessage.CONTACT_MEANS_USED;
import static io.ringback.cases.CaseMessage.DELIVERED;
import static io.ringback.cases.CaseMessage.DELIVERY_FAILED;
import static io.ringback.cases.CaseMessage.REACHED_MEANWHILE;
import static java.util.Map.entry;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.Outcome;
import java.util.Map;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

/**
 * An element that keeps its id keeps its meaning: running cases wait at it, and statistics count by it. Whoever needs
 * another message or outcome draws an element of their own.
 */
final class KeptElementsRule implements DiagramRule {

    /** By the id of the event, the message that it catches. */
    static final Map<String, CaseMessage> MESSAGES = Map.ofEntries(
            entry("StartCallFailed", CALL_FAILED),
            entry("CatchKeyPressed", CALLER_ANSWERED),
            entry("CatchNotSpoken", DELIVERY_FAILED),
            entry("CatchCallerAnswered", CALLER_ANSWERED),
            entry("CatchQuestionFailed", DELIVERY_FAILED),
            entry("CatchCallerAnsweredMeanwhile", CALLER_ANSWERED),
            entry("CatchContactUsed", CONTACT_MEANS_USED),
            entry("CatchNotificationFailed", DELIVERY_FAILED),
            entry("CatchCallerWithdrew", CALLER_WITHDREW),
            entry("CatchContactUsedMeanwhile", CONTACT_MEANS_USED),
            entry("CatchCallerWithdrewMeanwhile", CALLER_WITHDREW),
            entry("CatchConnectionOutcome", CONNECTION_OUTCOME),
            entry("CatchConnectionFailed", DELIVERY_FAILED),
            entry("CatchDelivered", DELIVERED),
            entry("CatchInformationFailed", DELIVERY_FAILED),
            entry("StartReachedMeanwhile", REACHED_MEANWHILE),
            entry("StartCalledAgain", CALLED_AGAIN));

    /** By the id of the end, the outcome that it names. */
    static final Map<String, Outcome> OUTCOMES = Map.ofEntries(
            entry("EndNotNotified", Outcome.NOT_NOTIFIED),
            entry("EndJoined", Outcome.JOINED),
            entry("EndQuestionNotWanted", Outcome.DECLINED),
            entry("EndDeclinedByCaller", Outcome.DECLINED),
            entry("EndQuestionExpired", Outcome.EXPIRED),
            entry("EndQuestionUndeliverable", Outcome.UNDELIVERABLE),
            entry("EndNotificationNotWanted", Outcome.DECLINED),
            entry("EndDeclinedByCallee", Outcome.DECLINED),
            entry("EndNotificationExpired", Outcome.EXPIRED),
            entry("EndWithdrawn", Outcome.DECLINED),
            entry("EndWithdrawnMeanwhile", Outcome.DECLINED),
            entry("EndNotificationUndeliverable", Outcome.UNDELIVERABLE),
            entry("EndConnected", Outcome.CONNECTED),
            entry("EndInformationNotWanted", Outcome.DECLINED),
            entry("EndInformed", Outcome.INFORMED),
            entry("EndInformationUndeliverable", Outcome.UNDELIVERABLE),
            entry("EndReachedMeanwhile", Outcome.REACHED_MEANWHILE));

    @Override
    public void check(Graph diagram, FileFindings findings) {
        if (diagram.isOfCases()) {
            diagram.nodes().forEach(node -> {
                refuseAnotherMessage(node, findings);
                warnOfAnotherOutcome(node, findings);
            });
        }
    }

    private static void refuseAnotherMessage(FlowNode node, FileFindings findings) {
        CaseMessage kept = MESSAGES.get(node.getId());
        Waits.message(node)
                .filter(caught -> kept != null && caught != kept)
                .ifPresent(caught -> findings.refuse(
                        node.getId(),
                        "It catches the message \"" + caught.inDiagram() + "\", but an element of this id stands for \""
                                + kept.inDiagram() + "\".",
                        "Set its message to \"" + kept.inDiagram()
                                + "\", or draw an event of your own beside it, which gets an id of its own."));
    }

    private static void warnOfAnotherOutcome(FlowNode node, FileFindings findings) {
        Outcome kept = OUTCOMES.get(node.getId());
        String named = ElementProperties.of(node).get(Diagram.Property.OUTCOME);
        if (node instanceof EndEvent && kept != null && named != null && !named.equals(kept.name())) {
            findings.warn(
                    node.getId(),
                    "Its outcome is " + named + ", while an end of this id is counted as " + kept + ".",
                    "Set it to " + kept + ", or draw an end of your own, which gets an id of its own.");
        }
    }
}
