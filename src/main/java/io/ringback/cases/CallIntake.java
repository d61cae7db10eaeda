package io.ringback.cases;

import io.ringback.cases.Journal.Step;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.CallIds;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.CallersOnTheLine;
import io.ringback.failedcall.CallersProperties;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.failedcall.ToldReason;
import io.ringback.failedcall.Urgency;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.Reception;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Takes in what switches tell: a failed call starts a case, an answered one ends the open case of the two. */
@Component
@EnableConfigurationProperties(CallersProperties.class)
class CallIntake implements CallEvents, EventHandler {

    private static final String URGENCY = "urgency";

    private static final Logger LOG = LoggerFactory.getLogger(CallIntake.class);

    private final Inbox inbox;
    private final Directory directory;
    private final Cases cases;
    private final CaseProcess process;
    private final Journal journal;
    private final CallersProperties callers;
    private final ObjectProvider<CallersOnTheLine> onTheLine;

    CallIntake(
            Inbox inbox,
            Directory directory,
            Cases cases,
            CaseProcess process,
            Journal journal,
            CallersProperties callers,
            ObjectProvider<CallersOnTheLine> onTheLine) {
        this.callers = callers;
        this.onTheLine = onTheLine;
        this.inbox = inbox;
        this.directory = directory;
        this.cases = cases;
        this.process = process;
        this.journal = journal;
    }

    @Override
    public Accepted failed(FailedCall call) {
        Map<String, String> content =
                content(call.caller(), call.callee(), call.medium(), call.occurredAt(), call.source());
        content.put("cause", call.cause().name());
        call.conference().ifPresent(conference -> content.put("conference", conference.uri()));
        if (call.callerIdentity() != CallerIdentity.NOT_TOLD) {
            content.put("callerIdentity", call.callerIdentity().name());
        }
        call.why().line().ifPresent(line -> OneLine.fault(line)
                .ifPresentOrElse(
                        fault -> LOG.info("The reason that came with a call is left out: {}", fault),
                        () -> content.put(InboundEvent.LINE, OneLine.of(line).text())));
        if (call.why().urgency() != Urgency.NORMAL) {
            content.put(URGENCY, call.why().urgency().name());
        }
        if (onTheLine.stream().anyMatch(line -> line.isHeld(call.id()))) {
            content.put(InboundEvent.ON_THE_LINE, "true");
        }
        return accepted(inbox.receive(
                new InboundEvent(CallIds.FAILED + call.id(), EventKind.FAILED_CALL, UUID.randomUUID(), content)));
    }

    @Override
    public Accepted answered(AnsweredCall call) {
        return accepted(inbox.receive(new InboundEvent(
                CallIds.ANSWERED + call.id(),
                EventKind.ANSWERED_CALL,
                null,
                content(call.caller(), call.callee(), call.medium(), call.occurredAt(), call.source()))));
    }

    private static Accepted accepted(Reception reception) {
        if (reception instanceof Reception.Stored stored) {
            return new Accepted.New(stored.caseId());
        }
        return reception instanceof Reception.Repeated repeated
                ? new Accepted.Repeated(repeated.caseId())
                : new Accepted.Conflicting();
    }

    private static Map<String, String> content(
            Address caller, Address callee, Medium medium, Instant occurredAt, String source) {
        Map<String, String> content = new HashMap<>();
        content.put("caller", caller.uri());
        content.put("callee", callee.uri());
        content.put("medium", medium.name());
        content.put("occurredAt", occurredAt.toString());
        content.put("source", source);
        return content;
    }

    @Override
    public boolean handles(EventKind kind) {
        return kind == EventKind.FAILED_CALL || kind == EventKind.ANSWERED_CALL;
    }

    @Override
    public Handling handle(InboundEvent event) {
        Address caller = new Address(event.get("caller"));
        Address callee = new Address(event.get("callee"));
        Medium medium = Medium.valueOf(event.get("medium"));
        if (event.kind() == EventKind.ANSWERED_CALL) {
            return reachedEachOther(directory.lookUp(medium, caller, callee));
        }
        process.start(
                event.caseId(),
                new FailedCall(
                                event.id().substring(CallIds.FAILED.length()),
                                caller,
                                callee,
                                medium,
                                Cause.valueOf(event.get("cause")),
                                Instant.parse(event.get("occurredAt")),
                                event.get("source"),
                                Optional.ofNullable(event.content().get("conference"))
                                        .map(Address::new),
                                Optional.ofNullable(event.content().get("callerIdentity"))
                                        .map(CallerIdentity::valueOf)
                                        .orElse(callers.untold()),
                                event.storedFirst() && event.content().containsKey(InboundEvent.ON_THE_LINE))
                        .because(why(event)));
        return Handling.HANDLED;
    }

    private static ToldReason why(InboundEvent event) {
        return ToldReason.of(
                event.content().get(InboundEvent.LINE),
                Optional.ofNullable(event.content().get(URGENCY))
                        .map(Urgency::valueOf)
                        .orElse(null));
    }

    /** Whoever of the two called: they have talked, so what is open between them either way is over. */
    private Handling reachedEachOther(Pair pair) {
        if (pair.caller().isEmpty() || pair.callee().isEmpty()) {
            return Handling.LATE;
        }
        UUID one = pair.caller().get().id();
        UUID other = pair.callee().get().id();
        boolean ended = end(one, other) | end(other, one);
        return ended ? Handling.HANDLED : Handling.LATE;
    }

    private boolean end(UUID caller, UUID callee) {
        return cases.openCase(caller, callee)
                .flatMap(cases::lock)
                .map(running -> {
                    journal.write(running.id(), Step.REACHED_MEANWHILE, null);
                    process.tell(running, CaseMessage.REACHED_MEANWHILE, Map.of());
                    return true;
                })
                .orElse(false);
    }
}
