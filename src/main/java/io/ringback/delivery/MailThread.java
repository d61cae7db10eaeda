package io.ringback.delivery;

/**
 * Where an answer to somebody's mail stands among the mails before it, as its headers say (RFC 5322 3.6.4). Both are message
 * identifiers in their brackets, separated by spaces.
 *
 * @param inReplyTo {@code In-Reply-To}: the mail that is answered; empty if it names none
 * @param references {@code References}: the mails that led to it, and itself; empty if they are not known
 */
public record MailThread(String inReplyTo, String references) {

    /** Of what came without such headers, or not as mail. */
    public static final MailThread NONE = new MailThread("", "");
}
