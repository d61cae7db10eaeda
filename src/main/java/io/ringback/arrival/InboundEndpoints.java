package io.ringback.arrival;

import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.MessageReports;
import io.ringback.conversation.ReplyWords;
import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.directory.Medium;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.CallEnding;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.EndedCall;
import io.ringback.failedcall.EndedCalls;
import io.ringback.failedcall.FailedCall;
import io.ringback.failedcall.FailedJoin;
import io.ringback.session.SessionIdentifier;
import io.ringback.texting.ReceivedTexts;
import io.ringback.texting.ReceivedTexts.ReceivedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** The inbound endpoints of docs/design.md section 4. An exception means that nothing was stored. */
@Component
class InboundEndpoints extends RouteBuilder {

    private static final String SOURCE = "adapter";

    private final CallEvents calls;
    private final EndedCalls endedCalls;
    private final Conversation conversation;
    private final MessageReports deliveries;
    private final Connections connections;
    private final ReceivedTexts texts;
    private final AddressReader addresses;

    InboundEndpoints(
            CallEvents calls,
            EndedCalls endedCalls,
            Conversation conversation,
            MessageReports deliveries,
            Connections connections,
            ReceivedTexts texts,
            AddressReader addresses) {
        this.calls = calls;
        this.endedCalls = endedCalls;
        this.conversation = conversation;
        this.deliveries = deliveries;
        this.connections = connections;
        this.texts = texts;
        this.addresses = addresses;
    }

    @Override
    public void configure() {
        // The route that hands something in decides what a mistake means, and logs it.
        errorHandler(noErrorHandler());
        take("failed-call", this::failedCall);
        take("answered-call", this::answeredCall);
        take("reply-received", this::reply);
        take("delivery-report", this::deliveryReport);
        take("connection-outcome", this::connectionOutcome);
    }

    private void take(String endpoint, Consumer<Fields> handIn) {
        from("direct:" + endpoint)
                .routeId(endpoint)
                .process(exchange ->
                        handIn.accept(new Fields(exchange.getMessage().getMandatoryBody(Map.class), addresses)));
    }

    private void failedCall(Fields call) {
        if (call.has("missing")) {
            failedJoin(call);
        } else if (call.optional("cause").isPresent()) {
            take(new FailedCall(
                    call.id(),
                    call.address("caller"),
                    call.address("callee"),
                    call.oneOf(Medium.class, "medium"),
                    call.oneOf(Cause.class, "cause"),
                    call.time("occurredAt"),
                    SOURCE,
                    conference(call)));
        } else {
            take(new EndedCall(
                    call.id(),
                    call.address("caller"),
                    call.address("callee"),
                    call.oneOf(Medium.class, "medium"),
                    ending(call),
                    call.time("occurredAt"),
                    SOURCE,
                    conference(call)));
        }
    }

    private static Optional<Address> conference(Fields call) {
        return call.has("conference") ? Optional.of(call.telephone("conference")) : Optional.empty();
    }

    /** One failed call for each who is missing; all are read before the first is stored. */
    private void failedJoin(Fields told) {
        FailedJoin join = new FailedJoin(
                told.id(), told.address("caller"), told.telephone("conference"), told.time("occurredAt"), SOURCE);
        List<Runnable> calls = new ArrayList<>();
        for (Fields one : told.each("missing")) {
            Address callee = one.telephone("callee");
            if (one.optional("cause").isPresent()) {
                FailedCall call = join.of(callee, one.oneOf(Cause.class, "cause"));
                calls.add(() -> take(call));
            } else {
                EndedCall call = join.of(callee, ending(one));
                calls.add(() -> take(call));
            }
        }
        calls.forEach(Runnable::run);
    }

    private static CallEnding ending(Fields call) {
        return new CallEnding(
                call.number("sipStatus"),
                call.number("q850"),
                call.flag("rang"),
                Duration.ofSeconds(call.number("ringSeconds").orElse(0)));
    }

    private void take(FailedCall call) {
        refuseConflict(calls.failed(call));
    }

    private void take(EndedCall call) {
        if (endedCalls.sort(call) instanceof EndedCalls.Sorted.Taken taken) {
            refuseConflict(taken.accepted());
        }
    }

    private void answeredCall(Fields call) {
        refuseConflict(calls.answered(new AnsweredCall(
                call.id(),
                call.address("caller"),
                call.address("callee"),
                call.oneOf(Medium.class, "medium"),
                call.time("occurredAt"),
                SOURCE)));
    }

    private static void refuseConflict(Accepted accepted) {
        if (accepted instanceof Accepted.Conflicting) {
            throw Fields.wrong("id", "was used before for something else");
        }
    }

    private void reply(Fields reply) {
        if (!reply.has("session")) {
            texts.receive(new ReceivedText(
                    reply.id(),
                    reply.oneOf(Medium.class, "medium"),
                    reply.address("from"),
                    reply.text("to"),
                    reply.optional("text").orElse(""),
                    reply.optional("inReplyTo")));
            return;
        }
        String session = reply.text("session");
        conversation.reply(
                "reply:" + reply.id(),
                SessionIdentifier.fromToken(session)
                        .or(() -> SessionIdentifier.fromLocalPart(session))
                        .orElseThrow(() -> Fields.wrong("session", "is no session identifier")),
                reply.address("from"),
                ReplyWords.understand(reply.optional("text").orElse("")));
    }

    private void deliveryReport(Fields report) {
        String eventId = "report:" + report.id();
        Optional<String> problem = report.flag("delivered")
                ? Optional.empty()
                : Optional.of(report.optional("problem").orElse("reported as not delivered"));
        if (!report.has("messageId")) {
            deliveries.reported(
                    eventId,
                    report.oneOf(Medium.class, "medium"),
                    report.text("providerId"),
                    report.address("recipient"),
                    problem);
        } else if (problem.isPresent()) {
            deliveries.failed(eventId, report.uuid("messageId"), problem.get());
        } else {
            deliveries.delivered(eventId, report.uuid("messageId"));
        }
    }

    private void connectionOutcome(Fields outcome) {
        connections.ended(outcome.id(), outcome.uuid("caseId"), outcome.oneOf(Ending.class, "ending"));
    }
}
