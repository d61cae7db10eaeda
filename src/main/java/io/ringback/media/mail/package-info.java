/**
 * Writes and reads mail: MIME, delivery status notifications (RFC 3464), replies as common clients write them.
 *
 * <p>In: letters to people, and messages from Ringback's mailbox. Out: messages for Camel to send, and a
 * {@link io.ringback.media.mail.ReceivedMail} that says what was meant. Camel sends them; over which connections, is
 * decided here ({@link io.ringback.media.mail.SmtpSender}). Stores nothing.
 */
package io.ringback.media.mail;
