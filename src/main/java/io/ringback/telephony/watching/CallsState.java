package io.ringback.telephony.watching;

import io.ringback.protocol.xml.Element;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * In which calls somebody talks (RFC 4235). Once the last one ends, they are at their telephone and it is free. A call that rang and was not
 * answered is no sign, and neither is one of Ringback's own.
 *
 * @param version of the last document; empty before the first
 * @param talking the ids of dialogs that are confirmed
 * @param own the user parts of Ringback's own addresses
 */
record CallsState(Optional<Long> version, Set<String> talking, Set<String> own) implements WatchedState {

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:dialog-info";

    /** Of one person at once; more is no switch that means it well. */
    private static final int MOST = 100;

    private static final Pattern USER = Pattern.compile("(?i)(?:sips?|tel):([^@;?]*).*", Pattern.DOTALL);

    CallsState {
        talking = Set.copyOf(talking);
        own = Set.copyOf(own);
    }

    static CallsState unknown(Set<String> own) {
        return new CallsState(Optional.empty(), Set.of(), own);
    }

    @Override
    public Told with(String document) throws Unreadable {
        if (document.isBlank()) {
            return new Told(new CallsState(Optional.of(version.orElse(0L)), Set.of(), own), false);
        }
        Element root = WatchedState.root(document, NAMESPACE, "dialog-info");
        long next = WatchedState.version(root);
        boolean full = WatchedState.isFull(root);
        if (!full && version.filter(last -> next <= last).isPresent()) {
            return new Told(this, false);
        }
        Set<String> now = new HashSet<>(full ? Set.of() : talking);
        for (Element dialog : root.children(NAMESPACE, "dialog")) {
            String id = WatchedState.attribute(dialog, "id");
            if (isConfirmed(dialog) && !isOwn(dialog)) {
                now.add(id);
            } else {
                now.remove(id);
            }
        }
        if (now.size() > MOST) {
            throw new Unreadable("The document has more than " + MOST + " calls");
        }
        return new Told(new CallsState(Optional.of(next), now, own), !talking.isEmpty() && now.isEmpty());
    }

    private static boolean isConfirmed(Element dialog) {
        return dialog.child(NAMESPACE, "state")
                .filter(state -> state.text().equals("confirmed"))
                .isPresent();
    }

    private boolean isOwn(Element dialog) {
        return Stream.of("local", "remote")
                .flatMap(side -> dialog.children(NAMESPACE, side).stream())
                .flatMap(side -> side.children(NAMESPACE, "identity").stream())
                .map(identity -> USER.matcher(identity.text()))
                .filter(Matcher::matches)
                .anyMatch(user -> own.contains(user.group(1)));
    }
}
