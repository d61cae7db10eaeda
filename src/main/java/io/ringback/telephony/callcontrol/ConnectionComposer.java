package io.ringback.telephony.callcontrol;

import io.ringback.cases.Announcement;
import io.ringback.cases.CaseState;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Composer;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
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

    private final MessagesInContext matters;
    private final Directory directory;
    private final Phones phones;

    ConnectionComposer(MessagesInContext matters, Directory directory, Phones phones) {
        this.matters = matters;
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
        MessageInContext matter = matters.of(message.id())
                .orElseThrow(() -> new CannotBeDelivered(
                        "One of the two, or the callee's telephone, is not in the directory any more."));
        if (matter.state() != CaseState.CONNECTING) {
            throw new CannotBeDelivered("The case does not wait for a connection any more.");
        }
        Map<String, String> body = new LinkedHashMap<>();
        body.put("connectionId", message.id().toString());
        body.put("caseId", message.caseId().toString());
        body.put("calleeId", matter.calleeId().toString());
        body.put("callerId", matter.callerId().toString());
        body.put("callee", matter.address().uri());
        body.put("caller", toJoin(matter).uri());
        body.put("callerName", Wording.name(matter.callerName()));
        body.put("calleeLanguage", matter.reader().language().toLanguageTag());
        body.put(
                "announcement", matter.announcement().orElse(Announcement.VOICE).name());
        return new Parcel(body, Map.of());
    }

    private Address toJoin(MessageInContext matter) {
        return directory
                .find(matter.callerId())
                .flatMap(caller -> phones.toJoin(matter.conference(), caller, matter.calledFrom()))
                .orElseThrow(() -> new CannotBeDelivered("Nothing of the caller's may be called: see"
                        + " ringback.dialling.allowed and ringback.dialling.domains."));
    }
}
