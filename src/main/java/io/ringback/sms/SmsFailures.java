package io.ringback.sms;

import io.ringback.delivery.Failure;
import io.ringback.directory.Medium;
import org.springframework.stereotype.Component;

/** Tells from what a route for short messages threw what it means for the message. */
@Component
class SmsFailures implements Failure.Reader {

    @Override
    public Medium medium() {
        return Medium.SMS;
    }

    @Override
    public Failure read(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSubmitted notSubmitted) {
                return notSubmitted.failure();
            }
        }
        return new Failure.NotTaken(thrown.getClass().getSimpleName());
    }
}
