package io.ringback.wording;

import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import io.ringback.reach.Phones;
import io.ringback.wording.ContactView.DeviceChoice;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the callee may choose: on which devices to be reached, and whether to be connected at once. */
@Component
public class ContactOptions {

    private final Directory directory;
    private final Phones phones;
    private final ConnectPolicy connect;

    ContactOptions(Directory directory, Phones phones, ConnectPolicy connect) {
        this.phones = phones;
        this.directory = directory;
        this.connect = connect;
    }

    public ContactView viewOf(MessageInContext message) {
        List<Device> devices =
                directory.find(message.calleeId()).map(Person::devices).orElse(List.of());
        return message.notice(
                devices.stream()
                        .map(device -> new DeviceChoice(
                                device.id(), device.label(), device.medium(), phones.isCallable(device)))
                        .toList(),
                connect.offers(message.caseId()));
    }
}
