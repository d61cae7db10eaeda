package io.ringback.directory;

import java.util.UUID;

/**
 * One of the addresses that reach a person.
 *
 * @param id stable identity
 * @param medium how it is reached
 * @param address where it is reached, normalised
 * @param label what its owner calls it, such as "Mobile"; the only thing of a device that others may see
 */
public record Device(UUID id, Medium medium, Address address, String label) {

    /**
     * @throws IllegalArgumentException if the medium cannot carry such an address; fit to show to the sender
     */
    public Device {
        if (!medium.carries(address)) {
            throw new IllegalArgumentException(
                    "A device of medium " + medium + " cannot have a " + address.scheme() + ": address.");
        }
    }
}
