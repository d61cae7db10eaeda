package io.ringback.conversation;

import io.ringback.cases.Outcome;
import io.ringback.delivery.MessageKind;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessageInContext.Turn;
import java.util.Locale;

/**
 * How the matter ended that somebody was written to about. It names nobody, and tells nobody what the other of the two has refused.
 *
 * @param language the reader's, with the brand if there is one
 */
public record Ended(Locale language, How how) {

    /** As far as the reader may know. */
    public enum How {
        CONNECTED,
        INFORMED,
        /** The callee has answered with a line of text, which the caller was passed on. */
        ANSWERED,
        REACHED,
        DECLINED,
        EXPIRED,
        /** It is not over: the call was returned and not answered, and the one who did not answer has been told. */
        RETURNED,
        /** That is all that is said. */
        OVER;

        /**
         * What the reader of a message may know of an outcome. The caller is not told whether the callee declined or did not react: one
         * who could tell them apart would know when they were blocked.
         *
         * @param inWords whether the callee has answered with a line of text
         */
        static How of(Outcome outcome, MessageInContext message, boolean inWords) {
            How how = of(outcome, message.kind(), inWords);
            // Who is meant by "the one who called" is another one since.
            return message.turn() == Turn.PAST && how != CONNECTED && how != REACHED ? OVER : how;
        }

        static How of(Outcome outcome, MessageKind message, boolean inWords) {
            boolean callees = message == MessageKind.NOTIFICATION;
            return switch (outcome) {
                case CONNECTED -> CONNECTED;
                case INFORMED -> inWords ? ANSWERED : INFORMED;
                case REACHED_MEANWHILE -> REACHED;
                case DECLINED -> callees ? DECLINED : OVER;
                case EXPIRED -> callees ? EXPIRED : OVER;
                default -> OVER;
            };
        }
    }
}
