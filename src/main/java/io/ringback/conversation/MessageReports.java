package io.ringback.conversation;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.NamedTimes;
import io.ringback.cases.RunningCase;
import io.ringback.database.Together;
import io.ringback.delivery.DeliveryReport;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.Outbox;
import io.ringback.delivery.ProviderMessages;
import io.ringback.delivery.ProviderMessages.EarlyReport;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.ladder.Ladder;
import io.ringback.ladder.Strand;
import io.ringback.wording.MessageInContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What became of messages, whether the dispatcher saw it or a report came in from outside much later. A failure goes to
 * the case if the case still waits on that message; the diagram then tries the next medium. If the case has written the same
 * by several media at once, only the failure of the last of them does; if it has reminded somebody, what becomes of the
 * message before is no news to it.
 */
@Component
public class MessageReports implements DeliveryReport.Listener, EventHandler {

    /** In the content of an event: the server took the message and will say nothing more. */
    private static final String TAKEN = "taken";

    /** What it says about that of a message which told of nothing else. */
    private static final String ALONE = "alone";

    private final Inbox inbox;
    private final SentMessages messages;
    private final Outbox outbox;
    private final ProviderMessages provider;
    private final Together together;
    private final Cases cases;
    private final CaseProcess process;
    private final Journal journal;
    private final Ladder ladder;
    private final CalleeSeen calleeSeen;
    private final TransactionTemplate transaction;

    MessageReports(
            Inbox inbox,
            SentMessages messages,
            Outbox outbox,
            ProviderMessages provider,
            Together together,
            Cases cases,
            CaseProcess process,
            Journal journal,
            Ladder ladder,
            CalleeSeen calleeSeen,
            TransactionTemplate transaction) {
        this.inbox = inbox;
        this.messages = messages;
        this.outbox = outbox;
        this.provider = provider;
        this.together = together;
        this.cases = cases;
        this.process = process;
        this.journal = journal;
        this.ladder = ladder;
        this.calleeSeen = calleeSeen;
        this.transaction = transaction;
    }

    @Override
    public void on(DeliveryReport report) {
        OutboundMessage message = report.message();
        if (report instanceof DeliveryReport.Failed failed) {
            failed("undelivered:" + message.id(), message.id(), failed.problem());
        } else if (report instanceof DeliveryReport.Accepted accepted) {
            taken(accepted);
        }
    }

    private void taken(DeliveryReport.Accepted accepted) {
        OutboundMessage message = accepted.message();
        if (message.kind() == MessageKind.INFORMATION && !accepted.reportFollows()) {
            inbox.receive(new InboundEvent(
                    "delivered:" + message.id(),
                    EventKind.DELIVERED,
                    message.caseId(),
                    Map.of("message", message.id().toString(), TAKEN, accepted.alone() ? ALONE : "true")));
            return;
        }
        transaction.executeWithoutResult(status -> {
            List<EarlyReport> early = accepted.providerIds().isEmpty()
                    ? List.of()
                    : provider.remember(message, accepted.providerIds(), accepted.serverIds());
            noteSent(message, accepted.alone());
            outbox.withdrawIfCancelled(message.id());
            early.forEach(report -> inbox.follow(report(
                    "early:" + message.id() + ":" + report.providerId(),
                    message.medium(),
                    report.providerId(),
                    report.recipient(),
                    Optional.ofNullable(report.problem()))));
        });
    }

    /**
     * A report from outside says that a message of ours was delivered.
     *
     * @param eventId identifies the report for ever
     */
    public void delivered(String eventId, UUID messageId) {
        Optional<UUID> caseId = messages.find(messageId).map(OutboundMessage::caseId);
        inbox.receive(new InboundEvent(
                eventId, EventKind.DELIVERED, caseId.orElse(null), Map.of("message", messageId.toString())));
    }

    /**
     * A report from outside names a message as the medium's server does.
     *
     * @param eventId identifies the report for ever
     * @param recipient the device; a report about what went to another one is none of ours
     * @param problem why it was not delivered, for operators, without an address; empty if it was
     */
    public void reported(
            String eventId, Medium medium, String providerId, Address recipient, Optional<String> problem) {
        inbox.receive(report(eventId, medium, providerId, recipient, problem));
    }

    private static InboundEvent report(
            String eventId, Medium medium, String providerId, Address recipient, Optional<String> problem) {
        Map<String, String> content =
                new HashMap<>(Map.of("medium", medium.name(), "providerId", providerId, "recipient", recipient.uri()));
        problem.ifPresent(why -> content.put("problem", why));
        return new InboundEvent(eventId, EventKind.DELIVERY_REPORT, null, content);
    }

    /**
     * A report from outside says that a message of ours was not delivered.
     *
     * @param eventId identifies the report for ever
     * @param problem for operators; holds no address
     */
    public void failed(String eventId, UUID messageId, String problem) {
        Optional<UUID> caseId = messages.find(messageId).map(OutboundMessage::caseId);
        inbox.receive(new InboundEvent(
                eventId,
                EventKind.DELIVERY_FAILED,
                caseId.orElse(null),
                Map.of("message", messageId.toString(), "problem", problem)));
    }

    /**
     * A message counts as lost from now on, in the caller's transaction, which has locked its case.
     *
     * @param problem for operators; holds no address
     * @return whether the case has been told, because it waited for that message
     */
    public boolean giveUp(OutboundMessage message, String problem) {
        return lost(message, problem) == Handling.HANDLED;
    }

    @Override
    public boolean handles(EventKind kind) {
        return kind == EventKind.DELIVERED || kind == EventKind.DELIVERY_FAILED || kind == EventKind.DELIVERY_REPORT;
    }

    @Override
    public Handling handle(InboundEvent event) {
        if (event.kind() == EventKind.DELIVERY_REPORT) {
            return report(event);
        }
        Optional<OutboundMessage> message = find(event);
        if (message.isEmpty()) {
            return Handling.LATE;
        }
        if (event.kind() == EventKind.DELIVERY_FAILED) {
            return lost(message.get(), event.get("problem"));
        }
        return event.content().containsKey(TAKEN)
                ? asGoodAsDelivered(message.get(), ALONE.equals(event.content().get(TAKEN)))
                : arrived(message.get());
    }

    /** The message that the event is about, whose case is locked with it. */
    private Optional<OutboundMessage> find(InboundEvent event) {
        UUID id = UUID.fromString(event.get("message"));
        return event.caseId() == null
                ? messages.find(id)
                : together.ask(cases.locking(event.caseId()), messages.finding(id)).second().stream()
                        .findFirst();
    }

    /** Nothing more will be heard of it. */
    private Handling asGoodAsDelivered(OutboundMessage message, boolean alone) {
        RunningCase running = cases.lock(message.caseId()).orElseThrow();
        share(noteSent(message, alone), "delivered:", EventKind.DELIVERED, Map.of(TAKEN, "true"));
        return tellIf(isWaitedFor(message, running), running, CaseMessage.DELIVERED);
    }

    private Handling report(InboundEvent event) {
        Medium medium = Medium.valueOf(event.get("medium"));
        String providerId = event.get("providerId");
        Address recipient = new Address(event.get("recipient"));
        Optional<String> problem = Optional.ofNullable(event.content().get("problem"));
        provider.lock(medium, providerId);
        Optional<OutboundMessage> message =
                provider.find(medium, providerId, recipient).flatMap(messages::find);
        if (message.isEmpty()) {
            provider.keep(medium, new EarlyReport(providerId, recipient, problem.orElse(null)));
            return Handling.HANDLED;
        }
        ladder.tie(Strand.ofCase(message.get().caseId()), Strand.ofReport(medium.name(), providerId, recipient.uri()));
        if (problem.isPresent()) {
            return lost(message.get(), problem.get());
        }
        return provider.isWholeWith(message.get().id(), providerId) ? arrived(message.get()) : Handling.HANDLED;
    }

    private Handling arrived(OutboundMessage message) {
        RunningCase running = cases.lock(message.caseId()).orElseThrow();
        Optional<Duration> underWay = messages.markDelivered(message.id());
        underWay.ifPresent(time -> {
            write(message, "DELIVERED", null);
            share(messages.toldWith(message.id()), "delivered:", EventKind.DELIVERED, Map.of());
            calleeSeen.arrived(message, time);
        });
        return message.kind() == MessageKind.INFORMATION
                ? tellIf(underWay.isPresent() && isWaitedFor(message, running), running, CaseMessage.DELIVERED)
                : Handling.HANDLED;
    }

    private Handling lost(OutboundMessage message, String problem) {
        RunningCase running = cases.lock(message.caseId()).orElseThrow();
        boolean news = messages.markFailed(message.id(), problem);
        if (news) {
            write(message, "FAILED", problem);
            share(
                    messages.toldWith(message.id()),
                    "undelivered:",
                    EventKind.DELIVERY_FAILED,
                    Map.of("problem", problem));
        }
        if (news && messages.isBackedUp(message.id())) {
            // Of several, the others are under way still: the case goes on waiting for them.
            return Handling.HANDLED;
        }
        return tellIf(
                news && isWaitedFor(message, running) && !hasAnsweredAlready(message, running),
                running,
                CaseMessage.DELIVERY_FAILED);
    }

    private boolean isWaitedFor(OutboundMessage message, RunningCase running) {
        return running.state() == MessageInContext.awaitedIn(message.kind())
                && !(running.turns() > 0 && messages.isBeforeTurn(message.id()))
                // Who was not heard on the spot has been asked in writing.
                && !(message.kind() == MessageKind.OFFER
                        && outbox.hasWritten(running.id(), MessageKind.QUESTION, message.personId()));
    }

    /**
     * The callee has named a time, so some notification has come to them, and the case waits for nothing but that time, or for what the
     * caller says to it.
     */
    private boolean hasAnsweredAlready(OutboundMessage message, RunningCase running) {
        if (running.state() != CaseState.WAITING_FOR_CALLEE) {
            return false;
        }
        NamedTimes named = cases.namedTimes(running.id());
        if (message.kind() == MessageKind.TIME_QUESTION) {
            return !named.isAskedBy(message.id());
        }
        return named.question().isPresent()
                || process.waitsFor(running, CaseMessage.TIME_NAMED)
                        && !process.waitsFor(running, CaseMessage.DELIVERY_FAILED);
    }

    private Handling tellIf(boolean waited, RunningCase running, CaseMessage caseMessage) {
        if (waited) {
            process.tell(running, caseMessage, Map.of());
        }
        return waited ? Handling.HANDLED : Handling.LATE;
    }

    /** Returns what the message told too; if it told of nothing else, nobody waits for the answer. */
    private List<OutboundMessage> noteSent(OutboundMessage message, boolean alone) {
        if (alone) {
            messages.noteSentAlone(message);
            return List.of();
        }
        SentMessages.Taken taken = messages.markSent(message.id());
        if (taken.news()) {
            write(message, "SENT", null);
            taken.toldWith().forEach(told -> noteSent(told, false));
        }
        return taken.toldWith();
    }

    /** What became of a message became of all that it told of too; each is news to a case of its own. */
    private void share(List<OutboundMessage> toldWith, String event, EventKind kind, Map<String, String> content) {
        toldWith.forEach(told -> {
            Map<String, String> own = new HashMap<>(content);
            own.put("message", told.id().toString());
            inbox.follow(new InboundEvent(event + told.id(), kind, told.caseId(), own));
        });
    }

    private void write(OutboundMessage message, String result, String detail) {
        journal.write(message.caseId(), Step.valueOf(message.kind().name()), message.medium(), result, detail);
    }
}
