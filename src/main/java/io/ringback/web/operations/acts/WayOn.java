package io.ringback.web.operations.acts;

/** How a case can go on from its wait without a word of the people: what the diagram waits for there, an operator may know. */
public enum WayOn {
    TIME("as if its time had come"),
    CALLER_WITHDREW("the caller has withdrawn"),
    DELIVERED("the information has been delivered"),
    REACHED_MEANWHILE("the two have reached each other");

    private final String words;

    WayOn(String words) {
        this.words = words;
    }

    /** As pages and the operators' journal call it. */
    public String words() {
        return words;
    }
}
