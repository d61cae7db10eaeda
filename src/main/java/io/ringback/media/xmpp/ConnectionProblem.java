package io.ringback.media.xmpp;

import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jivesoftware.smack.SmackException.EndpointConnectionException;
import org.jivesoftware.smack.SmackException.SecurityRequiredByClientException;
import org.jivesoftware.smack.SmackException.SecurityRequiredByServerException;
import org.jivesoftware.smack.XMPPException.StreamErrorException;
import org.jivesoftware.smack.packet.StreamError;
import org.jivesoftware.smack.sasl.SASLErrorException;

/** Why an account is not online, in words for operators, without an address. */
final class ConnectionProblem {

    private ConnectionProblem() {}

    /**
     * What {@code thrown} means.
     *
     * @param number of the account among {@code ringback.xmpp.accounts}
     */
    static String of(Throwable thrown, int number) {
        String account = "ringback.xmpp.accounts[" + number + "]";
        if (has(thrown, SASLErrorException.class)) {
            return "the server does not know this account with this password: correct " + account + ".jid or .password";
        }
        if (has(thrown, SecurityRequiredByClientException.class)) {
            return "the server offers no StartTLS: have it turned on there (or, on a network of your own only, set"
                    + " ringback.xmpp.starttls to false)";
        }
        if (has(thrown, SecurityRequiredByServerException.class)) {
            return "the server insists on StartTLS: set ringback.xmpp.starttls to true";
        }
        if (has(thrown, CertificateException.class) || has(thrown, SSLException.class)) {
            return "the server's certificate is not for its domain, or not trusted: have it mended there, or name who"
                    + " issued it in ringback.xmpp.trusted-certificates";
        }
        if (isConflict(thrown)) {
            return "another program uses this account under the same name: give each node its own ringback.xmpp.resource";
        }
        Optional<StreamErrorException> error = find(thrown, StreamErrorException.class);
        if (error.isPresent()) {
            return "the server ended the stream ("
                    + error.get().getStreamError().getCondition() + ")";
        }
        if (has(thrown, EndpointConnectionException.class) || has(thrown, UnknownHostException.class)) {
            return "the server cannot be reached: is it up, and are ringback.xmpp.host and .port right?";
        }
        return "the server cannot be used (" + thrown.getClass().getSimpleName() + ")";
    }

    /** Whether the server gave our place to another connection, and trying again at once would only take it back. */
    static boolean isConflict(Throwable thrown) {
        return find(thrown, StreamErrorException.class)
                .filter(error -> error.getStreamError().getCondition() == StreamError.Condition.conflict)
                .isPresent();
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return find(thrown, type).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
