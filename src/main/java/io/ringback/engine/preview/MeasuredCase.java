package io.ringback.engine.preview;

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
    CONNECTED(Group.CONNECTIONS, "pairs connected, if the callee wants it"),
    SEGMENTS(Group.COST, "SMS to pay, parts of long texts each");

    private final Group group;
    private final String words;

    private enum Group {
        NOTICES("Notices"),
        MEDIA("Media"),
        WAITING("Waiting, at most"),
        CONNECTIONS("Connections"),
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

    String group() {
        return group.words;
    }

    String words() {
        return words;
    }
}
