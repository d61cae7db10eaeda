package io.ringback.engine.trial;

/** Names that Java and {@code bpmn/} share. They are a contract with analysts: do not rename. */
public final class Diagram {

    /** The process every failed call starts. */
    public static final String PROCESS = "unreachable-callee";

    /** The table that decides whether the callee is connected. */
    public static final String CONNECT_OR_INFORM = "connect-or-inform";

    /** The table that says how often people are written to. No diagram asks it: it is asked for each message. */
    public static final String MESSAGE_CAPS = "message-caps";

    /** The table that says whether somebody is told in the callee's stead. No diagram asks it: it is asked when a case opens. */
    public static final String WHO_IS_TOLD = "who-is-told";

    /** The table that says who is to press a key before they are connected. No diagram asks it: it is asked for each phone. */
    public static final String ACCEPTED_BY_KEY = "accepted-by-key";

    /** The table that says what a sign of life leads to. No diagram asks it: it is asked for each sign that a diagram waits for. */
    public static final String WHEN_SEEN = "when-seen";

    /** The table that says what rings in quiet hours all the same. No diagram asks it: it is asked where a notification would be held. */
    public static final String QUIET_HOURS = "quiet-hours";

    /** Variables that the diagram's tables put out and that steps read. */
    public static final class Variable {
        public static final String QUESTION_MEDIUM = "questionMedium";
        public static final String NOTIFICATION_MEDIUM = "notificationMedium";
        public static final String INFORMATION_MEDIUM = "informationMedium";
        public static final String WAIT_FOR_ANSWER = "waitForAnswer";
        public static final String WAIT_FOR_CONTACT = "waitForContact";
        public static final String WAIT_FOR_DELIVERY = "waitForDelivery";

        /** The callee's time alone, while {@link #WAIT_FOR_CONTACT} also has what quiet hours add to it. */
        public static final String WAIT_ONCE_SENT = "waitOnceSent";

        public static final String REASON = "reason";
        public static final String JOINED = "joined";

        /** Whether a named time is now, or is over. */
        public static final String IN_TIME = "inTime";

        private Variable() {}
    }

    /** Properties of elements, as their templates set them. */
    public static final class Property {
        public static final String ANNOUNCEMENT = "announcement";
        public static final String OUTCOME = "outcome";
        public static final String REASON = "reason";

        private Property() {}
    }

    private Diagram() {}
}
