package io.ringback.media.mail;

import io.ringback.delivery.Departing;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.JavaMailSender;
import org.eclipse.angus.mail.util.PropUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends Ringback's letters over connections that are kept; a mail that a route has made itself goes as Camel sends it. No letter fares
 * worse for that: whatever goes wrong on a kept connection before the server knows where the letter ends, and is not about its
 * receiver, is tried once over a new one, and what happens there counts.
 */
final class SmtpSender extends DefaultJavaMailSender {

    /** How many letters one connection carries; with 1 none is kept. */
    private static final String LETTERS = "mail.kept.letters";

    /** How long a connection may wait for the next letter, in milliseconds. */
    private static final String WAIT = "mail.kept.for";

    private static final int USUAL_LETTERS = 100;
    private static final int USUAL_WAIT = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(SmtpSender.class);

    private final KeptConnections kept;
    private int letters;
    private final Duration wait;

    /** One with the settings of {@code configured}. */
    SmtpSender(JavaMailSender configured, KeptConnections kept) {
        this.kept = kept;
        setHost(configured.getHost());
        setPort(configured.getPort());
        setProtocol(configured.getProtocol());
        setUsername(configured.getUsername());
        setPassword(configured.getPassword());
        setAuthenticator(configured.getAuthenticator());
        setJavaMailProperties(configured.getJavaMailProperties());
        setSession(configured.getSession());
        this.letters = PropUtil.getIntProperty(getSession().getProperties(), LETTERS, USUAL_LETTERS);
        this.wait = Duration.ofMillis(PropUtil.getIntProperty(getSession().getProperties(), WAIT, USUAL_WAIT));
    }

    /** Camel asks for one with further properties when a mail has such in its headers; it serves that mail only. */
    @Override
    public void addAdditionalJavaMailProperty(String name, String value) {
        super.addAdditionalJavaMailProperty(name, value);
        letters = 1;
    }

    int lettersOfAConnection() {
        return letters;
    }

    Duration longestWait() {
        return wait;
    }

    @Override
    public void send(MimeMessage mail) throws MessagingException {
        if (!(mail instanceof Departing)) {
            super.send(mail);
            return;
        }
        // What a route made of it and cannot be written is found out before the server hears of it.
        mail.saveChanges();
        PasswordAuthentication login = getPasswordAuthentication();
        Optional<SmtpConnection> used = kept.take(this, login);
        if (used.isEmpty() || !hasCarried(used.get(), mail)) {
            SmtpConnection fresh = new SmtpConnection(getSession(), getProtocol(), login);
            fresh.open(getHost(), getPort());
            carry(fresh, mail);
        }
    }

    /** False if the connection may be to blame that it has not. */
    private boolean hasCarried(SmtpConnection used, MimeMessage mail) throws MessagingException {
        try {
            carry(used, mail);
            return true;
        } catch (MessagingException e) {
            if (!used.mayBeToBlameFor(e)) {
                throw e;
            }
            LOG.debug("A kept connection to {} does not serve any more: {}", getHost(), e.getClass());
            return false;
        }
    }

    private void carry(SmtpConnection connection, MimeMessage mail) throws MessagingException {
        boolean taken = false;
        try {
            connection.sendMessage(mail, mail.getAllRecipients());
            taken = true;
        } finally {
            if (mail instanceof WrittenMail written) {
                written.carriedWith(connection.spoken());
            }
            if (taken) {
                kept.keep(this, connection);
            } else {
                connection.hangUp();
            }
        }
    }
}
