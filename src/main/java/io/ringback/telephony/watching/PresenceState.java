package io.ringback.telephony.watching;

import io.ringback.protocol.xml.Element;
import java.util.Optional;
import java.util.Set;

/**
 * Whether somebody is available (RFC 3863): one of their tuples is open, and they are not busy (RFC 4480). The first document is no sign, as
 * it tells what was so before anybody looked.
 *
 * @param available empty before the first document
 */
record PresenceState(Optional<Boolean> available) implements WatchedState {

    static final PresenceState UNKNOWN = new PresenceState(Optional.empty());

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:pidf";
    private static final String PERSON = "urn:ietf:params:xml:ns:pidf:data-model";
    private static final String RICH = "urn:ietf:params:xml:ns:pidf:rpid";

    /** Who does that does not want a call just now (RFC 4480 3.2). */
    private static final Set<String> NOT_NOW = Set.of(
            "appointment",
            "away",
            "busy",
            "in-transit",
            "meeting",
            "on-the-phone",
            "performance",
            "permanent-absence",
            "presentation",
            "sleeping",
            "spectator",
            "steering",
            "travel",
            "vacation",
            "worship");

    @Override
    public Told with(String document) throws Unreadable {
        boolean now = !document.isBlank() && isAvailable(WatchedState.root(document, NAMESPACE, "presence"));
        boolean notBefore = available.filter(before -> !before).isPresent();
        return new Told(new PresenceState(Optional.of(now)), notBefore && now);
    }

    private static boolean isAvailable(Element presence) {
        boolean open = presence.children(NAMESPACE, "tuple").stream()
                .flatMap(tuple -> tuple.children(NAMESPACE, "status").stream())
                .flatMap(status -> status.children(NAMESPACE, "basic").stream())
                .anyMatch(basic -> basic.text().equals("open"));
        boolean busy = presence.children().stream()
                .filter(one -> one.is(PERSON, "person") || one.is(NAMESPACE, "tuple"))
                .flatMap(one -> one.children(RICH, "activities").stream())
                .flatMap(activities -> activities.children().stream())
                .anyMatch(activity -> activity.namespace().equals(RICH) && NOT_NOW.contains(activity.name()));
        return open && !busy;
    }
}
