package io.ringback.media.mms;

import io.ringback.delivery.Failure;
import io.ringback.directory.Medium;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.springframework.stereotype.Component;

/**
 * Tells from the exceptions of an MM7 submission whether the relay has the message. A connection that was never made took
 * nothing; one that was lost before the answer may have.
 */
@Component
class MmsFailures implements Failure.Reader {

    @Override
    public Medium medium() {
        return Medium.MMS;
    }

    @Override
    public Failure read(Throwable thrown, Object body) {
        boolean exchanging = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof ConnectTimeoutException
                    || cause instanceof ConnectionRequestTimeoutException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnknownHostException) {
                return new Failure.NotTaken("the relay cannot be reached");
            }
            if (cause instanceof SSLHandshakeException) {
                return new Failure.NotTaken("the relay and Ringback do not trust each other's certificates");
            }
            exchanging |= cause instanceof IOException;
        }
        return exchanging
                ? new Failure.AnswerLost("the connection to the relay was lost before its answer")
                : new Failure.NotTaken(
                        "it could not be written: " + thrown.getClass().getSimpleName());
    }
}
