package io.ringback.engine.trial;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of the steps of a thought-of case. */
final class MessagesOfPlay {

    private MessagesOfPlay() {}

    /** What kind of message a step writes; empty if it writes none. */
    static Optional<MessageKind> kind(StepOfCase step) {
        return Optional.ofNullable(
                switch (step) {
                    case ASK_CALLER -> MessageKind.QUESTION;
                    case NOTIFY_CALLEE -> MessageKind.NOTIFICATION;
                    case INFORM_CALLER -> MessageKind.INFORMATION;
                    default -> null;
                });
    }

    static String words(MessageKind kind, Medium medium, boolean toDeputy) {
        return switch (kind) {
                    case QUESTION -> "Question to the caller";
                    case NOTIFICATION ->
                        toDeputy ? "Notification to the deputy, in the callee's stead," : "Notification to the callee";
                    default -> "Information to the caller";
                }
                + " by " + medium;
    }

    /** What a table has said. */
    static String words(Map<String, Object> result) {
        return result.entrySet().stream()
                .filter(entry -> Objects.nonNull(entry.getValue()))
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
