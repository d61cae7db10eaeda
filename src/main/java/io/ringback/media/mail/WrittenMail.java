package io.ringback.media.mail;

import io.ringback.delivery.Departing;
import io.ringback.delivery.Departure;
import io.ringback.delivery.Told;
import jakarta.activation.DataHandler;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * A mail that is written. Whoever looks at its parts or exchanges them, such as a route that adds a line, has it written anew from
 * what it is then.
 *
 * <p>Jakarta Mail gives a message a new Message-ID at every {@link #saveChanges()}; this one keeps its own.
 * It is written out once the server has accepted the addresses and DATA (RFC 5321 3.3).
 */
final class WrittenMail extends SMTPMessage implements Departing, Told {

    private final String messageId;
    private final String text;
    private Departure departure;
    private String spoken = "";

    WrittenMail(Session session, String messageId, Alternatives letter, String text) throws MessagingException {
        super(session);
        this.messageId = messageId;
        this.text = text;
        setHeader("Message-ID", messageId);
        setHeader("MIME-Version", "1.0");
        setHeader("Content-Type", letter.type());
        content = letter.content();
        modified = false;
        saved = true;
    }

    @Override
    public String said() {
        StringBuilder said = new StringBuilder();
        try {
            for (Header header : Collections.list(getAllHeaders())) {
                said.append(header.getName())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n");
            }
        } catch (MessagingException e) {
            throw new IllegalStateException("The headers were set here", e);
        }
        return said.append("\r\n").append(text).toString();
    }

    @Override
    public String spoken() {
        return spoken;
    }

    /** What was spoken with the server that it was given to. */
    void carriedWith(String words) {
        spoken = words;
    }

    @Override
    public void departsBy(Departure by) {
        departure = by;
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
        if (departure != null) {
            try {
                departure.now();
            } catch (RuntimeException e) {
                // Upon which the sender closes the connection, without the dot by which the server would take the mail.
                throw new IOException(e);
            }
        }
        super.writeTo(out, ignored);
    }

    @Override
    public synchronized DataHandler getDataHandler() throws MessagingException {
        saved = false;
        return super.getDataHandler();
    }

    @Override
    public synchronized void setDataHandler(DataHandler exchanged) throws MessagingException {
        saved = false;
        super.setDataHandler(exchanged);
    }

    /** Senders call it; there is nothing to be done as long as nobody has looked into the mail. */
    @Override
    public void saveChanges() throws MessagingException {
        if (!saved || modified) {
            super.saveChanges();
        }
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        if (getMessageID() == null) {
            setHeader("Message-ID", messageId);
        }
    }
}
