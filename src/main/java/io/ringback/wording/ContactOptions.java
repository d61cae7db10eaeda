package io.ringback.wording;

import io.ringback.reach.Phones;
import io.ringback.wording.ContactView.DeviceChoice;
import org.springframework.stereotype.Component;

/** What the callee may choose: on which devices to be reached, and whether to be connected at once. */
@Component
public class ContactOptions {

    private final Phones phones;
    private final ConnectPolicy connect;

    ContactOptions(Phones phones, ConnectPolicy connect) {
        this.phones = phones;
        this.connect = connect;
    }

    /** What the page offers, as it is opened: also to write, which no letter names. */
    public ContactView onPage(MessageInContext message) {
        return viewOf(message).writing(connect.takesLine(message.caseId()));
    }

    public ContactView viewOf(MessageInContext message) {
        return message.notice(
                message.readersDevices().stream()
                        .map(device -> new DeviceChoice(
                                device.id(),
                                OwnPhones.name(device, message.readersDevices()),
                                device.medium(),
                                phones.isCallable(device)))
                        .toList(),
                connect.offers(message.caseId()));
    }
}
