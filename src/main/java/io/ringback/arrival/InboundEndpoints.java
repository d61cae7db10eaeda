package io.ringback.arrival;

import static java.util.stream.Collectors.joining;

import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.MessageReports;
import io.ringback.conversation.ReplyWords;
import io.ringback.delivery.MailThread;
import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.directory.Medium;
import io.ringback.failedcall.AnsweredCall;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.CallReader;
import io.ringback.failedcall.CannotBeMeant;
import io.ringback.failedcall.CannotBeMeant.Finding;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.EndedCalls;
import io.ringback.failedcall.ToldCall;
import io.ringback.failedcall.ToldEnding;
import io.ringback.failedcall.ToldJoin;
import io.ringback.failedcall.ToldJoin.MissingCallee;
import io.ringback.failedcall.ToldReason;
import io.ringback.failedcall.UnansweredCall;
import io.ringback.failedcall.Urgency;
import io.ringback.ladder.Strand;
import io.ringback.session.SessionIdentifier;
import io.ringback.texting.ReceivedTexts;
import io.ringback.texting.ReceivedTexts.ReceivedText;
import io.ringback.texting.ServiceSender;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The inbound endpoints of docs/design.md section 4. An exception means that nothing was stored. */
@Component
class InboundEndpoints extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(InboundEndpoints.class);

    private static final String SOURCE = "adapter";

    /** The header by which a route says that it has brought a call to the cell that it belongs to. */
    private static final String HERE = "ringbackCellIsHere";

    /** Nobody reads more of them in a log. */
    private static final int MOST_FINDINGS = 5;

    private final EndedCalls endedCalls;
    private final CallReader reader;
    private final Conversation conversation;
    private final MessageReports deliveries;
    private final Connections connections;
    private final ReceivedTexts texts;
    private final AddressReader addresses;
    private final CameIn cameIn;
    private final OtherCells otherCells;

    InboundEndpoints(
            EndedCalls endedCalls,
            CallReader reader,
            Conversation conversation,
            MessageReports deliveries,
            Connections connections,
            ReceivedTexts texts,
            AddressReader addresses,
            CameIn cameIn,
            OtherCells otherCells) {
        this.endedCalls = endedCalls;
        this.reader = reader;
        this.conversation = conversation;
        this.deliveries = deliveries;
        this.connections = connections;
        this.texts = texts;
        this.addresses = addresses;
        this.cameIn = cameIn;
        this.otherCells = otherCells;
    }

    @Override
    public void configure() {
        // The route that hands something in decides what a mistake means, and logs it.
        errorHandler(noErrorHandler());
        takeCall("failed-call", this::failedCall);
        takeCall("answered-call", this::answeredCall);
        takeFromMedium("reply-received", this::reply);
        takeFromMedium("delivery-report", this::deliveryReport);
        take("connection-outcome", this::connectionOutcome);
    }

    private void take(String endpoint, Consumer<Fields> handIn) {
        from("direct:" + endpoint).routeId(endpoint).process(exchange -> handIn.accept(fields(exchange)));
    }

    /** @param handIn stores it; it is told whether the route has brought the call to its cell */
    private void takeCall(String endpoint, BiConsumer<Fields, Boolean> handIn) {
        from("direct:" + endpoint)
                .routeId(endpoint)
                .process(exchange ->
                        handIn.accept(fields(exchange), exchange.getMessage().getHeader(HERE, false, Boolean.class)));
    }

    /** @param handIn stores it, and says by which strand its case will be found */
    private void takeFromMedium(String endpoint, Function<Fields, Strand> handIn) {
        from("direct:" + endpoint)
                .routeId(endpoint)
                .process(exchange -> cameIn.take(exchange, fields(exchange), handIn));
    }

    private Fields fields(Exchange exchange) throws InvalidPayloadException {
        return new Fields(exchange.getMessage().getMandatoryBody(Map.class), addresses);
    }

    private void failedCall(Fields call, boolean here) {
        if (call.has("missing")) {
            // All are read before the first is stored.
            List<MissingCallee> missing = call.each("missing").stream()
                    .map(one -> new MissingCallee(one.given("callee"), ending(one)))
                    .toList();
            ToldJoin join = new ToldJoin(
                    call.text("id"),
                    call.given("caller"),
                    call.given("conference"),
                    missing,
                    call.given("occurredAt"),
                    verified(call));
            List<UnansweredCall> calls = meant(() -> reader.failedJoin(join, source(call)));
            for (int place = 0; place < calls.size(); place++) {
                UnansweredCall one = calls.get(place);
                if (!otherCells.have(one.callee(), join, missing.get(place), here)) {
                    take(one);
                }
            }
        } else {
            ToldCall told = told(call, why(call));
            ToldEnding ending = ending(call);
            String conference = call.given("conference");
            UnansweredCall one = meant(() -> reader.failed(told, ending, conference, source(call)));
            if (!otherCells.have(one.callee(), told, ending, conference, here)) {
                take(one);
            }
        }
    }

    private void take(UnansweredCall call) {
        if (endedCalls.sort(call) instanceof EndedCalls.Sorted.Taken taken) {
            refuseConflict(taken.accepted());
        }
    }

    private void answeredCall(Fields call, boolean here) {
        ToldCall told = told(call, ToldReason.NONE);
        AnsweredCall answered = meant(() -> reader.answered(told, SOURCE));
        if (otherCells.concernsUs(answered, here)) {
            refuseConflict(endedCalls.answered(answered));
        }
        otherCells.tell(answered, told, here);
    }

    private static ToldCall told(Fields call, ToldReason why) {
        return new ToldCall(
                call.text("id"),
                call.given("caller"),
                call.given("callee"),
                call.oneOf(Medium.class, "medium"),
                call.given("occurredAt"),
                verified(call),
                why);
    }

    private static ToldReason why(Fields call) {
        return ToldReason.of(call.given("reason"), call.has("urgency") ? call.oneOf(Urgency.class, "urgency") : null);
    }

    /** Null where nothing is said. */
    private static Boolean verified(Fields call) {
        return call.has("callerVerified") ? call.flag("callerVerified") : null;
    }

    private static String source(Fields call) {
        return call.optional("trunk").map(name -> SOURCE + ":" + name).orElse(SOURCE);
    }

    private static ToldEnding ending(Fields call) {
        return new ToldEnding(
                call.has("cause") ? call.oneOf(Cause.class, "cause") : null,
                call.number("sipStatus").orElse(null),
                call.number("q850").orElse(null),
                call.has("rang") ? call.flag("rang") : null,
                call.number("ringSeconds").orElse(null));
    }

    private static <T> T meant(Supplier<T> read) {
        try {
            return read.get();
        } catch (CannotBeMeant e) {
            throw Fields.refused(e.findings().stream()
                    .limit(MOST_FINDINGS)
                    .map(InboundEndpoints::sentence)
                    .collect(joining(" ")));
        }
    }

    private static String sentence(Finding finding) {
        int dot = finding.field().lastIndexOf('.');
        String where = dot < 0 ? "" : " (" + finding.field().substring(0, dot) + ")";
        String problem =
                switch (finding.about()) {
                    case ADDRESS -> "is no address: " + finding.problem();
                    case TIME -> "is no time such as 2026-03-01T12:00:00Z";
                    case VALUE -> finding.problem();
                };
        return Fields.sentence(finding.field().substring(dot + 1), problem) + where;
    }

    private static void refuseConflict(Accepted accepted) {
        if (accepted instanceof Accepted.Conflicting) {
            throw Fields.wrong("id", "was used before for something else");
        }
    }

    private Strand reply(Fields reply) {
        if (!reply.has("session")) {
            text(reply);
            return Strand.ofEvent(ReceivedTexts.eventId(reply.id()));
        }
        String session = reply.text("session");
        String eventId = "reply:" + reply.id();
        SessionIdentifier identifier = SessionIdentifier.fromToken(session)
                .or(() -> SessionIdentifier.fromLocalPart(session))
                .orElseThrow(() -> Fields.wrong("session", "is no session identifier"));
        Address from = reply.address("from");
        String said = reply.optional("text").orElse("");
        ReplyWords.time(said)
                .ifPresentOrElse(
                        when -> conversation.replyWithTime(eventId, identifier, from, when, MailThread.NONE),
                        () -> conversation.reply(eventId, identifier, from, ReplyWords.understand(said)));
        return Strand.ofEvent(eventId);
    }

    private void text(Fields text) {
        String id = text.id();
        Medium medium = text.oneOf(Medium.class, "medium");
        if (ServiceSender.isOne(medium, text.text("from")) && !text.isAddress("from")) {
            LOG.info("A text of a service ({}, from a short code or a name) was taken. It is nobody's answer.", medium);
            return;
        }
        texts.receive(new ReceivedText(
                id,
                medium,
                text.address("from"),
                text.text("to"),
                text.optional("text").orElse(""),
                text.optional("inReplyTo"),
                text.flag("correction")));
    }

    private Strand deliveryReport(Fields report) {
        String eventId = "report:" + report.id();
        Optional<String> problem = report.flag("delivered")
                ? Optional.empty()
                : Optional.of(report.optional("problem").orElse("reported as not delivered"));
        if (!report.has("messageId")) {
            Medium medium = report.oneOf(Medium.class, "medium");
            Address recipient = report.address("recipient");
            deliveries.reported(eventId, medium, report.text("providerId"), recipient, problem);
            return Strand.ofReport(medium.name(), report.text("providerId"), recipient.uri());
        }
        UUID messageId = report.uuid("messageId");
        if (problem.isPresent()) {
            deliveries.failed(eventId, messageId, problem.get());
        } else {
            deliveries.delivered(eventId, messageId);
        }
        return Strand.ofMessage(messageId);
    }

    private void connectionOutcome(Fields outcome) {
        connections.ended(outcome.id(), outcome.uuid("caseId"), outcome.oneOf(Ending.class, "ending"));
    }
}
