package io.ringback.ladder;

/** Who stands at an end of a message: the uprights of the ladder, from left to right as it is drawn. */
public enum Upright {
    /** The caller's own devices. */
    CALLER("Caller"),
    /** Whoever opens a page that both may open. */
    READER("Reader"),
    /** Where sound is played to: a telephone, or what stands before it. */
    PHONE("Phone"),
    /** A program that uses the API. */
    API_CLIENT("API client"),
    SWITCH("Switch"),
    RINGBACK("Ringback"),
    ANNOUNCEMENT_SERVER("Announcement server"),
    MAIL_SERVER("Mail server"),
    SMS_CENTRE("SMS centre"),
    MMS_RELAY("MMS relay"),
    MESSAGE_SERVER("XMPP server"),
    /** Another server that a route speaks to. */
    SERVER("Server"),
    /** The callee's own devices. */
    CALLEE("Callee");

    private final String words;

    Upright(String words) {
        this.words = words;
    }

    /** As the head of its column has it. */
    public String words() {
        return words;
    }
}
