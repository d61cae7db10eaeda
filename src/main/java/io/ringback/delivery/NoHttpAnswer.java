package io.ringback.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** Tells from what an HTTP client threw whether the server may have the message. */
public final class NoHttpAnswer {

    /** Nothing can have been written when these are thrown. */
    private static final List<Class<? extends IOException>> NOT_CONNECTED = List.of(
            ConnectException.class,
            NoRouteToHostException.class,
            UnknownHostException.class,
            ConnectTimeoutException.class,
            ConnectionRequestTimeoutException.class);

    private static final List<Class<? extends IOException>> NOT_TRUSTED =
            List.of(SSLHandshakeException.class, SSLPeerUnverifiedException.class);

    private NoHttpAnswer() {}

    /**
     * What it means that no answer came.
     *
     * @param server what it is called in the middle of a sentence
     * @param setting the one that has its address
     */
    public static NotDelivered read(String server, String setting, Exception why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (isOneOf(NOT_CONNECTED, cause)) {
                return new NotDelivered(new Failure.NotTaken(server + " cannot be reached"));
            }
            if (isOneOf(NOT_TRUSTED, cause)) {
                return new NotDelivered(
                        new Failure.NotTaken("the certificate of " + server + " is not trusted: check " + setting));
            }
        }
        return lost(server);
    }

    /** The connection was lost after the request was written. */
    public static NotDelivered lost(String server) {
        return new NotDelivered(new Failure.AnswerLost("the connection to " + server + " was lost before its answer"));
    }

    private static boolean isOneOf(List<Class<? extends IOException>> types, Throwable thrown) {
        return types.stream().anyMatch(type -> type.isInstance(thrown));
    }
}
