package io.ringback.engine.trial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code decisionResult} is in a trial: one result, as the diagram asks for it. Public, because expressions call it by
 * reflection.
 */
public final class VirtualDecision {

    private final Entries entries;

    VirtualDecision(Map<String, Object> outputs) {
        this.entries = new Entries(outputs);
    }

    /** The outputs by name. */
    public static final class Entries extends LinkedHashMap<String, Object> {

        private static final long serialVersionUID = 1;

        Entries(Map<String, Object> outputs) {
            super(outputs);
        }

        public Object getEntry(String name) {
            return get(name);
        }

        public Object getSingleEntry() {
            return values().iterator().next();
        }

        public Object getFirstEntry() {
            return values().iterator().next();
        }

        public Map<String, Object> getEntryMap() {
            return this;
        }
    }

    public Entries getSingleResult() {
        return entries;
    }

    public Entries getFirstResult() {
        return entries;
    }

    public Object getSingleEntry() {
        return entries.getSingleEntry();
    }

    public Object getFirstEntry() {
        return entries.getFirstEntry();
    }

    public List<Map<String, Object>> getResultList() {
        return List.of(entries);
    }

    public List<Object> collectEntries(String name) {
        return Collections.singletonList(entries.get(name));
    }

    public Entries get(int place) {
        return List.of(entries).get(place);
    }

    public int size() {
        return 1;
    }
}
