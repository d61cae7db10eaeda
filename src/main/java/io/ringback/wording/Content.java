package io.ringback.wording;

import io.ringback.delivery.AskedBack;
import io.ringback.delivery.MailThread;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.session.SessionIdentifier;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What a message is to say, to whom, before a medium gives it words.
 *
 * @param readerId the person it goes to
 * @param readerName their name as the directory has it
 * @param to the address of their device
 * @param language the reader's
 * @param timeZone the reader's
 * @param said what
 * @param reply what a reply acts on; empty if nothing is asked
 * @param unsubscribe where the reader ends all messages
 * @param besides what is told too
 */
public record Content(
        UUID readerId,
        String readerName,
        Address to,
        Locale language,
        ZoneId timeZone,
        Said said,
        Optional<SessionIdentifier> reply,
        URI unsubscribe,
        List<Besides> besides) {

    public Content {
        besides = List.copyOf(besides);
    }

    /** One that tells of nothing else. */
    public Content(
            UUID readerId,
            String readerName,
            Address to,
            Locale language,
            ZoneId timeZone,
            Said said,
            Optional<SessionIdentifier> reply,
            URI unsubscribe) {
        this(readerId, readerName, to, language, timeZone, said, reply, unsubscribe, List.of());
    }

    /** The same, telling of these too. */
    Content besides(List<Besides> more) {
        return new Content(readerId, readerName, to, language, timeZone, said, reply, unsubscribe, more);
    }

    /**
     * Something of the same kind that was held back, and is told in the same message.
     *
     * @param name of the other person
     * @param attempts how often was tried
     * @param page where it is answered; null if nothing is asked
     * @param line what that person says; null if nothing in words of their own
     */
    public record Besides(String name, int attempts, URI page, String line) {

        /** One that says nothing in words of the other person. */
        public Besides(String name, int attempts, URI page) {
            this(name, attempts, page, null);
        }
    }

    /** One of the things that Ringback says to people. */
    public sealed interface Said {}

    /**
     * Asks the caller whether to notify the callee (S25-S27).
     *
     * @param page where it is answered
     */
    public record Question(QuestionView view, URI page) implements Said {}

    /**
     * Tells the callee who tried to reach them (S29).
     *
     * @param page the contact means
     */
    public record Notification(ContactView view, URI page) implements Said {}

    /** Tells the caller that the callee can be reached, or returned the call (claim 21). */
    public record Information(InformationView view) implements Said {}

    /**
     * Passes on a line of text that the other one has written.
     *
     * @param page where one line can be sent back; empty if none can
     */
    public record PassedOn(LineView view, Optional<URI> page) implements Said {}

    /** Tells a caller who calls again how the open case stands. */
    public record HowItStands(StandingView view) implements Said {}

    /**
     * Says that a reply did not count, and what it was a reply to again.
     *
     * @param asked a question or a notification
     * @param thread where this stands among the reader's mails
     * @param why what was wrong with the reply
     */
    public record AskedAgain(Said asked, MailThread thread, AskedBack.Why why) implements Said {}

    /** Answers something the reader said. */
    public record Courtesy(MessageKind kind) implements Said {}
}
