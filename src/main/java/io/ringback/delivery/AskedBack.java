package io.ringback.delivery;

import java.util.UUID;

/**
 * That somebody's reply was not understood.
 *
 * @param letter the message of ours that it was a reply to
 * @param thread where an answer to the reply stands
 */
public record AskedBack(UUID letter, MailThread thread) {}
