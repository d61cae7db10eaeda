package io.ringback.directory;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One of the addresses that reach a person.
 *
 * @param id stable identity
 * @param medium how it is reached
 * @param address where it is reached, normalised
 * @param label what its owner calls it, such as "Mobile"; the only thing of a device that others may see
 * @param textOnly whether it is a telephone that is to be written to instead of spoken to
 * @param unverifiedCalls whether its owner is asked there also about calls that may not be theirs, because the caller's number
 *     could not be verified; on the phone that such a call says it comes from they always are
 * @param until when its owner's leave to use it ends; from then on it is as if it were not there. Empty: it has no end
 */
public record Device(
        UUID id,
        Medium medium,
        Address address,
        String label,
        boolean textOnly,
        boolean unverifiedCalls,
        Optional<Instant> until) {

    /**
     * @throws IllegalArgumentException if the medium cannot carry such an address, or is none of speech to begin with; fit
     *     to show to the sender
     */
    public Device {
        if (!medium.carries(address)) {
            throw new IllegalArgumentException(
                    "A device of medium " + medium + " cannot have a " + address.scheme() + ": address.");
        }
        if (textOnly && medium != Medium.VOICE) {
            throw new IllegalArgumentException(
                    "Only a device of medium VOICE can be text-only, not one of " + medium + ".");
        }
    }

    /** A device as its medium has it. */
    public Device(UUID id, Medium medium, Address address, String label) {
        this(id, medium, address, label, false);
    }

    /** A device on which its owner is not asked about calls that may not be theirs. */
    public Device(UUID id, Medium medium, Address address, String label, boolean textOnly) {
        this(id, medium, address, label, textOnly, false);
    }

    /** A device without an end. */
    public Device(UUID id, Medium medium, Address address, String label, boolean textOnly, boolean unverifiedCalls) {
        this(id, medium, address, label, textOnly, unverifiedCalls, Optional.empty());
    }

    /** By which medium messages go to it: a text-only telephone is sent texts (SIP MESSAGE). */
    public Medium messageMedium() {
        return textOnly ? Medium.INSTANT_MESSAGE : medium;
    }
}
