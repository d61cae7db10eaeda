package io.ringback.reach;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.failedcall.CallerIdentity;
import java.util.function.Predicate;

/**
 * Where somebody is asked about a call that may not be theirs. Whoever forges a number must not have its owner written to wherever
 * the directory knows them: only where whoever called would see it, on the phone that was called from, and where the owner
 * says that such questions may come.
 */
final class UnverifiedCalls {

    private UnverifiedCalls() {}

    /** Which devices of the caller a message of {@code kind} may go to. */
    static Predicate<Device> allow(MessageKind kind, CallerIdentity callerIdentity, Address calledFrom) {
        return kind != MessageKind.QUESTION && kind != MessageKind.TIME_QUESTION
                        || callerIdentity != CallerIdentity.UNVERIFIED
                ? device -> true
                : device -> device.unverifiedCalls() || device.address().isSameTelephoneAs(calledFrom);
    }
}
