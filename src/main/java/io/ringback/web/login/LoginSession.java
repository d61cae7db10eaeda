package io.ringback.web.login;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.session.Session;

/**
 * A session as its browser names it. In its row, what it holds is sealed, each attribute for its own place. An attribute that is set
 * anew to the same is not written anew, and when the session was used last is written to the minute.
 */
final class LoginSession implements Session {

    private static final Duration TO_THE_MINUTE = Duration.ofMinutes(1);

    private record Held(Object value, byte[] written) {}

    private final Session row;
    private final String id;
    private final SecretSeal seal;
    private final Map<String, Held> held = new HashMap<>();

    /** @param id all of the cookie's value, of which the row has only a part */
    LoginSession(Session row, String id, SecretSeal seal) {
        this.row = row;
        this.id = id;
        this.seal = seal;
    }

    /** @throws IOException if something in the row is not what this program wrote into it for this browser */
    LoginSession read() throws IOException {
        for (String name : row.getAttributeNames()) {
            try {
                byte[] written = seal.open(row.getRequiredAttribute(name), place(name));
                held.put(name, new Held(SessionValues.read(written), written));
            } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
                throw new IOException(name + " does not open", e);
            }
        }
        return this;
    }

    Session row() {
        return row;
    }

    /** Whether there is anything that only the right browser opens. */
    boolean holdsNothing() {
        return held.isEmpty();
    }

    private String place(String name) {
        return row.getId() + " " + name;
    }

    @Override
    public String getId() {
        return id;
    }

    /** Each login gets a session of its own. */
    @Override
    public String changeSessionId() {
        throw new UnsupportedOperationException("What a session holds opens under its own name alone. Make a new one.");
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getAttribute(String name) {
        Held found = held.get(name);
        return found == null ? null : (T) found.value();
    }

    @Override
    public Set<String> getAttributeNames() {
        return Set.copyOf(held.keySet());
    }

    @Override
    public void setAttribute(String name, Object value) {
        if (value == null) {
            held.remove(name);
            row.removeAttribute(name);
            return;
        }
        byte[] written = SessionValues.written(value);
        Held before = held.put(name, new Held(value, written));
        if (before == null || !Arrays.equals(before.written(), written)) {
            row.setAttribute(name, seal.seal(written, place(name)));
        }
    }

    @Override
    public void removeAttribute(String name) {
        setAttribute(name, null);
    }

    @Override
    public Instant getCreationTime() {
        return row.getCreationTime();
    }

    @Override
    public void setLastAccessedTime(Instant now) {
        if (Duration.between(row.getLastAccessedTime(), now).compareTo(TO_THE_MINUTE) >= 0) {
            row.setLastAccessedTime(now);
        }
    }

    @Override
    public Instant getLastAccessedTime() {
        return row.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        row.setMaxInactiveInterval(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return row.getMaxInactiveInterval();
    }

    @Override
    public boolean isExpired() {
        return row.isExpired();
    }
}
