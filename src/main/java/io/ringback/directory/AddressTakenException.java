package io.ringback.directory;

/** Another device has the same medium and address already, so that a call could not be told whom it was for. */
public class AddressTakenException extends RuntimeException {

    private final transient Device device;

    AddressTakenException(Device device) {
        super("The address of device \"" + device.label() + "\" (" + device.medium()
                + ") is another device's already. Remove it there first, or correct it here.");
        this.device = device;
    }

    /** The device that could not be stored. */
    public Device device() {
        return device;
    }
}
