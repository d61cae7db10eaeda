package io.ringback.telephony.watching;

import io.ringback.protocol.xml.Element;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of somebody's registrations are active (RFC 3680). A telephone that was off has registered when one is where none was. What the
 * first document tells was so before anybody looked, and is no sign.
 *
 * @param version of the last document; empty before the first
 * @param registrations by their ids, whether they are active
 */
record RegisteredState(Optional<Long> version, Map<String, Boolean> registrations) implements WatchedState {

    static final RegisteredState UNKNOWN = new RegisteredState(Optional.empty(), Map.of());

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:reginfo";

    /** Of one address; more is no switch that means it well. */
    private static final int MOST = 100;

    RegisteredState {
        registrations = Map.copyOf(registrations);
    }

    @Override
    public Told with(String document) throws Unreadable {
        if (document.isBlank()) {
            return new Told(new RegisteredState(Optional.of(version.orElse(0L)), Map.of()), false);
        }
        Element root = WatchedState.root(document, NAMESPACE, "reginfo");
        long next = WatchedState.version(root);
        boolean full = WatchedState.isFull(root);
        if (!full && version.filter(last -> next <= last).isPresent()) {
            return new Told(this, false);
        }
        List<Element> told = root.children(NAMESPACE, "registration");
        Map<String, Boolean> all = new HashMap<>(full ? Map.of() : registrations);
        for (Element one : told) {
            all.put(WatchedState.attribute(one, "id"), isActive(one));
        }
        if (all.size() > MOST) {
            throw new Unreadable("The document has more than " + MOST + " registrations");
        }
        RegisteredState after = new RegisteredState(Optional.of(next), all);
        return new Told(after, version.isPresent() && !isActive() && after.isActive());
    }

    /** RFC 3680 5.2: it is in that state while one of its contacts is. */
    private static boolean isActive(Element registration) {
        return WatchedState.attribute(registration, "state").equals("active");
    }

    private boolean isActive() {
        return registrations.containsValue(true);
    }
}
