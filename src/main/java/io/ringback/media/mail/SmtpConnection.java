package io.ringback.media.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Objects;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection to a mail server that carries one letter after another, and knows whether the server can have taken the one it carries.
 */
final class SmtpConnection extends SMTPTransport {

    /** The service is closing the channel (RFC 5321 3.8). */
    private static final int CLOSING = 421;

    private final PasswordAuthentication login;
    private int letters;
    private boolean wholeLetter;

    SmtpConnection(Session session, String protocol, PasswordAuthentication login) {
        super(session, new URLName(protocol, null, -1, null, null, null), protocol, protocol.equals("smtps"));
        this.login = login;
        // What isConnected() asks with, so that nothing is left of the letter before (RFC 5321 4.1.1.5).
        setUseRset(true);
        setNoopStrict(true);
    }

    void open(String host, int port) throws MessagingException {
        connect(host, port, login.getUserName(), login.getPassword());
    }

    boolean isOf(PasswordAuthentication other) {
        return Objects.equals(login.getUserName(), other.getUserName())
                && Objects.equals(login.getPassword(), other.getPassword());
    }

    /** How many letters it has been given. */
    int letters() {
        return letters;
    }

    @Override
    protected void mailFrom() throws MessagingException {
        letters++;
        wholeLetter = false;
        super.mailFrom();
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        wholeLetter = true;
        super.finishData();
    }

    @Override
    protected OutputStream bdat() throws MessagingException {
        // The last chunk ends the letter, and nobody outside sees which is the last.
        wholeLetter = true;
        return super.bdat();
    }

    /**
     * Whether {@code failure} may be this connection's, and not the letter's: the server has certainly not taken the letter, as
     * it has not been told where it ends, and has said nothing about who it is for.
     */
    boolean mayBeToBlameFor(MessagingException failure) {
        List<Throwable> causes = MailCauses.of(failure);
        return !wholeLetter && causes.stream().noneMatch(SmtpConnection::isTheLetters);
    }

    private static boolean isTheLetters(Throwable cause) {
        if (cause instanceof SMTPAddressFailedException about) {
            return about.getReturnCode() > 0 && about.getReturnCode() != CLOSING;
        }
        // Held back on this side; and a server that hangs would hold the letter twice as long.
        return cause instanceof RuntimeException || cause instanceof SocketTimeoutException;
    }

    /** Ends the connection. What the server thinks of that changes nothing. */
    void hangUp() {
        try {
            close();
        } catch (MessagingException e) {
            // It is closed all the same.
        }
    }
}
