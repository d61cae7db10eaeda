package io.ringback.ladder;

/** Who stands at an end of a message: the uprights of the ladder, from left to right as it is drawn. */
public enum Upright {
    /** Whoever opens one of the pages of people. */
    READER,
    /** Where sound is played to: a telephone, or what stands before it. */
    PHONE,
    /** A program that uses the API. */
    API_CLIENT,
    SWITCH,
    RINGBACK,
    ANNOUNCEMENT_SERVER,
    MAIL_SERVER,
    SMS_CENTRE,
    MMS_RELAY,
    MESSAGE_SERVER,
    /** Another server that a route speaks to. */
    SERVER;

    /** As the head of its column has it. */
    public String words() {
        return name().charAt(0)
                + name().substring(1).toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
