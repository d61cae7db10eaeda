package io.ringback.media.smpp;

import java.util.Optional;

/** What is known of the texts that the SMSC has taken, so that a receipt finds its own. */
interface SentTexts {

    /** Stands for the message_id of a text to which the SMSC gave none; no SMSC uses it. */
    String UNNAMED = "-";

    /**
     * Whether a text of this name went to this person.
     *
     * @param recipient as {@code tel:+46701234567}
     */
    boolean went(String messageId, String recipient);

    /** Whom the latest text of this name went to. */
    Optional<String> recipientOf(String messageId);

    /** The name of the text to this person that is under way, if it is the only one. */
    Optional<String> onlyOneTo(String recipient);
}
