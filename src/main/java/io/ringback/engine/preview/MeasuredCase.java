package io.ringback.engine.preview;

import io.ringback.engine.trial.Walked;

/** What is counted of replayed cases, in the order in which it is read. */
enum MeasuredCase {
    NOBODY(Group.NOTICES, "cases in which nobody may be written to"),
    QUESTIONS(Group.NOTICES, "questions to callers"),
    NOTIFICATIONS(Group.NOTICES, "notifications to callees"),
    INFORMATION(Group.NOTICES, "information to callers"),
    UNREACHED(Group.NOTICES, "messages for which no medium is left"),
    AT_NIGHT(Group.NOTICES, "messages written in their reader's quiet hours"),
    EMAIL(Group.MEDIA, "e-mails"),
    SMS(Group.MEDIA, "text messages (SMS)"),
    MMS(Group.MEDIA, "multimedia messages (MMS)"),
    INSTANT_MESSAGE(Group.MEDIA, "instant messages"),
    VOICE(Group.MEDIA, "voice calls"),
    WAIT_FOR_ANSWER(Group.WAITING, "hours for callers' answers"),
    WAIT_FOR_CONTACT(Group.WAITING, "hours for callees to react"),
    WAIT_FOR_CONNECTION(Group.WAITING, "hours for connections"),
    WAIT_FOR_DELIVERY(Group.WAITING, "hours for deliveries to callers"),
    WAIT_IN_ALL(Group.TIME, "hours from the calls to the ends of the cases"),
    CONNECTED(Group.CONNECTIONS, "pairs connected, if the callee wants it"),
    ENDS_CONNECTED(Group.CONNECTIONS, "cases that end with the two connected"),
    ENDS_INFORMED(Group.ENDS, "cases that end with the caller informed"),
    ENDS_REACHED_MEANWHILE(Group.ENDS, "cases that end because the two reached each other"),
    ENDS_DECLINED(Group.ENDS, "cases that end because somebody says no"),
    ENDS_EXPIRED(Group.ENDS, "cases that end because nobody reacts in time"),
    ENDS_NOT_NOTIFIED(Group.ENDS, "cases that end without a notification"),
    ENDS_UNDELIVERABLE(Group.ENDS, "cases that end because nothing can be delivered"),
    ENDS_JOINED(Group.ENDS, "cases that become part of another"),
    ENDS_NEVER(Group.ENDS, "cases that stand still"),
    SEGMENTS(Group.COST, "SMS to pay, parts of long texts each");

    private final Group group;
    private final String words;

    private enum Group {
        NOTICES("Notices"),
        MEDIA("Media"),
        WAITING("Waiting, at most"),
        TIME("Waiting"),
        CONNECTIONS("Connections"),
        ENDS("How cases end"),
        COST("Cost");

        private final String words;

        Group(String words) {
            this.words = words;
        }
    }

    MeasuredCase(Group group, String words) {
        this.group = group;
        this.words = words;
    }

    /** How a way ended, as {@link Walked} says it. */
    static MeasuredCase ending(String end) {
        return end.equals(Walked.STAYS) || end.equals(Walked.STANDS_STILL) ? ENDS_NEVER : valueOf("ENDS_" + end);
    }

    String group() {
        return group.words;
    }

    String words() {
        return words;
    }
}
