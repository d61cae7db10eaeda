package io.ringback.directory;

import java.util.Set;

/** A way of communicating (claims 4 and 16). The order is that of docs/design.md section 1 and carries no preference. */
public enum Medium {
    VOICE("tel", "sip", "sips"),
    EMAIL("mailto"),
    SMS("tel"),
    MMS("tel"),
    INSTANT_MESSAGE("xmpp", "im", "sip", "sips", "ntfy", BrowserAddress.SCHEME);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable.
    private final Set<String> schemes;

    Medium(String... schemes) {
        this.schemes = Set.of(schemes);
    }

    /** Whether what comes by it makes itself heard at once, and so disturbs at night. */
    public boolean rings() {
        return this != EMAIL;
    }

    /** Whether what comes by it is read, and nobody is called. */
    public boolean isWritten() {
        return this != VOICE;
    }

    /** Whether a device of this medium can have {@code address}: nobody is called at a mail address. */
    public boolean carries(Address address) {
        return schemes.contains(address.scheme());
    }
}
