package io.ringback.delivery;

import java.util.UUID;

/**
 * That somebody's reply did not count.
 *
 * @param letter the message of ours that it was a reply to
 * @param thread where an answer to the reply stands
 * @param why what was wrong with the reply
 */
public record AskedBack(UUID letter, MailThread thread, Why why) {

    /** What is said of the reply. */
    public enum Why {
        /** It did not say for certain what is to be done. */
        NOT_UNDERSTOOD,
        /** It did not prove to be from the person that we wrote to. */
        NOT_PROVEN
    }
}
