package io.ringback.engine;

/** Names that Java and {@code bpmn/} share. They are a contract with analysts: do not rename. */
final class Diagram {

    /** The process every failed call starts. */
    static final String PROCESS = "unreachable-callee";

    /** The table that decides whether the callee is connected. */
    static final String CONNECT_OR_INFORM = "connect-or-inform";

    /** Variables that the diagram's tables put out and that steps read. */
    static final class Variable {
        static final String QUESTION_MEDIUM = "questionMedium";
        static final String NOTIFICATION_MEDIUM = "notificationMedium";
        static final String INFORMATION_MEDIUM = "informationMedium";
        static final String WAIT_FOR_ANSWER = "waitForAnswer";
        static final String WAIT_FOR_CONTACT = "waitForContact";
        static final String WAIT_FOR_DELIVERY = "waitForDelivery";

        /** The callee's time alone, while {@link #WAIT_FOR_CONTACT} also has what quiet hours add to it. */
        static final String WAIT_ONCE_SENT = "waitOnceSent";

        static final String REASON = "reason";
        static final String JOINED = "joined";

        private Variable() {}
    }

    /** Properties of elements, as their templates set them. */
    static final class Property {
        static final String ANNOUNCEMENT = "announcement";
        static final String OUTCOME = "outcome";
        static final String REASON = "reason";

        private Property() {}
    }

    private Diagram() {}
}
