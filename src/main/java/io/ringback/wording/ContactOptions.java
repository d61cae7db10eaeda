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
        ConnectPolicy.Offered offered = connect.offered(message);
        return view(message, offered.connect()).writing(offered.line());
    }

    public ContactView viewOf(MessageInContext message) {
        return view(message, connect.offers(message.caseId()));
    }

    private ContactView view(MessageInContext message, boolean canConnect) {
        return message.notice(
                message.readersDevices().stream()
                        .map(device -> new DeviceChoice(
                                device.id(),
                                OwnPhones.name(device, message.readersDevices()),
                                device.medium(),
                                phones.isCallable(device)))
                        .toList(),
                canConnect);
    }
}
