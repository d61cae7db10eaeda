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
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection to a mail server that carries one letter after another, and knows whether the server can have taken the one it carries.
 */
final class SmtpConnection extends SMTPTransport {

    /** The service is closing the channel (RFC 5321 3.8), has missed a command before, or wants a login (RFC 4954 6). */
    private static final Set<Integer> OF_THE_CONNECTION = Set.of(421, 503, 530);

    /** About the protocol or about security, not about an address (RFC 3463 3.6 and 3.8). */
    private static final Pattern NOT_OF_AN_ADDRESS = Pattern.compile("\\d{3}[ -][45]\\.[57]\\.");

    /** What Angus Mail says, in an exception of no class of its own. */
    private static final String WRITE_TIMED_OUT = "Write timed out";

    /** Of what is noted of one letter. */
    private static final int LONGEST = 4096;

    private final PasswordAuthentication login;
    private int letters;
    private boolean wholeLetter;
    private final StringBuilder spoken = new StringBuilder();

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

    /** The commands for the letter and what the server said to each; without the letter, and nothing of a login. */
    String spoken() {
        return spoken.toString();
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        note("C: ", command);
        super.sendCommand(command);
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        int status = super.readServerResponse();
        note("S: ", getLastServerResponse());
        return status;
    }

    private void note(String who, String words) {
        if (spoken.length() < LONGEST && words != null) {
            words.strip()
                    .lines()
                    .forEach(line -> spoken.append(who).append(line).append("\r\n"));
        }
    }

    @Override
    protected void mailFrom() throws MessagingException {
        letters++;
        wholeLetter = false;
        spoken.setLength(0);
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
            return about.getReturnCode() > 0
                    && !OF_THE_CONNECTION.contains(about.getReturnCode())
                    && !NOT_OF_AN_ADDRESS
                            .matcher(String.valueOf(about.getMessage()))
                            .lookingAt();
        }
        // Held back on this side; and a server that hangs would hold the letter twice as long.
        return cause instanceof RuntimeException
                || cause instanceof SocketTimeoutException
                || WRITE_TIMED_OUT.equals(cause.getMessage());
    }

    /** Ends the connection. What the server thinks of that changes nothing. */
    void hangUp() {
        try {
            close();
        } catch (MessagingException | RuntimeException e) {
            // It is closed all the same; and no letter that has arrived is sent again for that.
        }
    }
}
