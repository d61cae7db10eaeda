package io.ringback.media.mail;

import io.ringback.delivery.Failure;
import io.ringback.directory.Medium;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.springframework.stereotype.Component;

/**
 * Tells from the exceptions of an SMTP dialogue whether the server has the message (RFC 5321 4.2.1, 4.5.3.2). Only a
 * reply 5yz is final. If the connection is lost after the dialogue began and before an answer came, the server may have
 * it.
 */
@Component
class SmtpFailures implements Failure.Reader {

    private static final Pattern ENHANCED = Pattern.compile("\\b[245]\\.\\d{1,3}\\.\\d{1,3}\\b");
    private static final String NO_GREETING = "Could not connect to SMTP host";

    @Override
    public Medium medium() {
        return Medium.EMAIL;
    }

    @Override
    public Failure read(Throwable thrown) {
        boolean inDialogue = false;
        for (Throwable cause : MailCauses.of(thrown)) {
            int reply = replyIn(cause);
            if (reply > 0) {
                String problem = "SMTP " + reply + enhancedStatus(cause.getMessage());
                return reply >= 500 ? new Failure.Refused(problem) : new Failure.NotTaken(problem);
            }
            if (cause instanceof MailConnectException || isNoGreeting(cause)) {
                return new Failure.NotTaken("the mail server cannot be reached");
            }
            if (cause instanceof AuthenticationFailedException) {
                return new Failure.NotTaken("the mail server does not accept our user name and password");
            }
            inDialogue |= cause instanceof MessagingException;
        }
        return inDialogue
                ? new Failure.AnswerLost("the connection to the mail server was lost before its answer")
                : new Failure.NotTaken(
                        "it could not be written: " + thrown.getClass().getSimpleName());
    }

    /** The server's reply code, or 0 if there was none. A rejected address says more than the failure of the whole. */
    private static int replyIn(Throwable cause) {
        if (cause instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        if (cause instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        }
        return cause instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
    }

    private static boolean isNoGreeting(Throwable cause) {
        return cause.getMessage() != null && cause.getMessage().startsWith(NO_GREETING);
    }

    /** Of the server's text only the status code (RFC 3463): the rest may quote the address. */
    private static String enhancedStatus(String text) {
        Matcher status = ENHANCED.matcher(text == null ? "" : text);
        return status.find() ? " " + status.group() : "";
    }
}
