package io.ringback.telephony.callcontrol;

import io.ringback.cases.Announcement;
import io.ringback.cases.CaseState;
import io.ringback.conversation.Acceptance;
import io.ringback.conversation.AcceptancePolicy;
import io.ringback.conversation.AcceptancePolicy.Leg;
import io.ringback.conversation.Turns;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Composer;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.reach.Phones;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import io.ringback.wording.Wording;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says what the switch needs to know to connect the two (S31, S51): a map of texts, as docs/adapters.md lists them. */
@Component
class ConnectionComposer implements Composer {

    private final MessagesInContext messages;
    private final Directory directory;
    private final Phones phones;
    private final AcceptancePolicy acceptance;
    private final Turns turns;

    ConnectionComposer(
            MessagesInContext messages, Directory directory, Phones phones, AcceptancePolicy acceptance, Turns turns) {
        this.acceptance = acceptance;
        this.turns = turns;
        this.messages = messages;
        this.directory = directory;
        this.phones = phones;
    }

    @Override
    public Medium medium() {
        return Medium.VOICE;
    }

    @Override
    public boolean composes(MessageKind kind) {
        return kind == MessageKind.CONNECTION;
    }

    @Override
    public Parcel compose(OutboundMessage message) {
        MessageInContext context = messages.of(message.id())
                .orElseThrow(() -> new CannotBeDelivered(
                        "One of the two, or the callee's telephone, is not in the directory any more."));
        if (context.state() != CaseState.CONNECTING) {
            throw new CannotBeDelivered("The case does not wait for a connection any more.");
        }
        Person caller = directory.find(context.callerId()).orElseThrow(ConnectionComposer::nothingToCall);
        Address toJoin = toJoin(context, caller);
        Map<String, String> body = new LinkedHashMap<>();
        body.put("connectionId", message.id().toString());
        body.put("caseId", message.caseId().toString());
        body.put("calleeId", context.calleeId().toString());
        body.put("callerId", context.callerId().toString());
        body.put("callee", context.address().uri());
        body.put("caller", toJoin.uri());
        body.put("callerName", Wording.name(context.callerName()));
        body.put("calleeName", Wording.name(context.calleeName()));
        body.put("calleeLanguage", context.reader().language().toLanguageTag());
        body.put(
                "callerLanguage",
                caller.brand()
                        .map(brand -> brand.in(caller.language()))
                        .orElse(caller.language())
                        .toLanguageTag());
        body.put(
                "announcement",
                context.announcement().orElse(Announcement.VOICE).name());
        body.put(
                "calleeAccepts",
                acceptance.of(context.caseId(), Leg.CALLEE, context.address()).name());
        // A conference presses no key.
        body.put(
                "callerAccepts",
                context.conference()
                        .map(conference -> Acceptance.ANSWER)
                        .orElseGet(() -> acceptance.of(context.caseId(), Leg.CALLER, toJoin))
                        .name());
        return new Parcel(body, Map.of());
    }

    private Address toJoin(MessageInContext context, Person caller) {
        return context.turn() == MessageInContext.Turn.REACHABLE
                ? turns.toBeRung(caller, context.calledFrom(), context.calleeId())
                        .orElseThrow(() ->
                                new CannotBeDelivered("Who has said that they can be reached may not be rung now."))
                : phones.toJoin(context.conference(), caller, context.calledFrom())
                        .orElseThrow(ConnectionComposer::nothingToCall);
    }

    private static CannotBeDelivered nothingToCall() {
        return new CannotBeDelivered("Nothing of the caller's may be called: see ringback.dialling.allowed and"
                + " ringback.dialling.domains.");
    }
}
