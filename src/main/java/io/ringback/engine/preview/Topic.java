package io.ringback.engine.preview;

import io.ringback.conversation.Choice;
import io.ringback.delivery.MessageKind;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the diagram's tables are asked about in one case, in the order in which a case comes to it. */
enum Topic {
    CONSENT("consent-policy", "may the callee be notified?"),
    ON_THE_SPOT("consent-on-the-spot", "if the caller stays on the line: ask there?"),
    SILENCE("consent-on-the-spot", "if they say nothing there"),
    QUESTION("choice-of-medium", "to ask the caller"),
    WAIT_FOR_ANSWER("waiting-times", "for the caller's answer"),
    NOTIFICATION("choice-of-medium", "to notify the callee"),
    WAIT_FOR_CONTACT("waiting-times", "for the callee"),
    CHOICE_CONNECT("connect-or-inform", "if the callee wants to be connected"),
    CHOICE_INFORM("connect-or-inform", "if the callee has the caller told"),
    CHOICE_WRITE("connect-or-inform", "if the callee answers with a line of text"),
    CHOICE_NOT_NOW("connect-or-inform", "if the callee wants neither now"),
    CHOICE_BLOCK("connect-or-inform", "if the callee blocks the caller"),
    WAIT_FOR_CONNECTION("waiting-times", "for the connection"),
    INFORMATION("choice-of-medium", "to inform the caller"),
    WAIT_FOR_DELIVERY("waiting-times", "for the delivery to the caller");

    private final String table;
    private final String about;

    Topic(String table, String about) {
        this.table = table;
        this.about = about;
    }

    /** The id of the table that is asked. */
    String table() {
        return table;
    }

    /** What about, in words that follow the table's name. */
    String about() {
        return about;
    }

    boolean isWait() {
        return table.equals("waiting-times");
    }

    boolean isMessage() {
        return table.equals("choice-of-medium");
    }

    boolean isChoice() {
        return table.equals("connect-or-inform");
    }

    /** By which medium a message of {@code kind} goes. */
    static Topic medium(MessageKind kind) {
        return valueOf(kind.name());
    }

    /** What is waited for once it has left. */
    static Topic waitAfter(MessageKind kind) {
        return switch (kind) {
            case QUESTION -> WAIT_FOR_ANSWER;
            case NOTIFICATION -> WAIT_FOR_CONTACT;
            case INFORMATION -> WAIT_FOR_DELIVERY;
            default -> throw new IllegalArgumentException("Nothing is waited for after " + kind);
        };
    }

    static Topic of(Choice choice) {
        return valueOf("CHOICE_" + choice.name());
    }

    /** The ids of all tables. */
    static Set<String> tables() {
        return Arrays.stream(values()).map(Topic::table).collect(Collectors.toCollection(TreeSet::new));
    }
}
