package io.ringback.media.mms;

import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What the routes {@code mms-out}, {@code mms-withdraw} and {@code mms-replace} need: writes the request for the relay and reads its answer. */
public class Mm7Submission {

    private static final int LONGEST_ANSWER = 64 * 1024;

    /** An answer that trickles in would hold the sender of all other messages. */
    private static final Duration LONGEST_READING = Duration.ofSeconds(30);

    private final SubmitReq request;
    private final CancelReq cancel;
    private final ReplaceReq replace;
    private final Clock clock;

    Mm7Submission(SubmitReq request, CancelReq cancel, ReplaceReq replace, Clock clock) {
        this.request = request;
        this.cancel = cancel;
        this.replace = replace;
        this.clock = clock;
    }

    /**
     * The request for one message.
     *
     * @param message the map of {@code direct:send-mms} (docs/adapters.md)
     * @throws CannotBeDelivered if it is for an address that has no multimedia messages
     */
    public HttpMessage write(Map<?, ?> message, String messageId) {
        try {
            return request.write(message, messageId);
        } catch (IllegalArgumentException e) {
            throw new CannotBeDelivered(e.getMessage());
        }
    }

    /**
     * The relay's answer.
     *
     * @param status of HTTP
     * @param retryAfter the header of that name, if there was one
     * @param body may be null
     * @throws NotDelivered if the relay has not taken the message, or has not said so
     * @throws IOException if the connection was lost while it answered
     */
    public SubmitRsp read(int status, String retryAfter, InputStream body, String messageId) throws IOException {
        return SubmitRsp.read(status, given(retryAfter), body == null ? new byte[0] : all(body), messageId, clock);
    }

    private static String given(String retryAfter) {
        return retryAfter == null ? "" : retryAfter;
    }

    /**
     * The request to withdraw one message.
     *
     * @param withdrawal the map of {@code direct:withdraw-mms} (docs/adapters.md)
     */
    public HttpMessage writeCancel(Map<?, ?> withdrawal, String messageId) {
        return cancel.write(withdrawal, cancelling(messageId));
    }

    /**
     * The relay's answer to that.
     *
     * @throws NotDelivered if the relay has not withdrawn the message, or has not said so
     * @throws IOException if the connection was lost while it answered
     */
    public void readCancelled(int status, String retryAfter, InputStream body, String messageId) throws IOException {
        accepted("CancelRsp", status, retryAfter, body, cancelling(messageId));
    }

    /**
     * The request to replace one message.
     *
     * @param replacement the map of {@code direct:replace-mms} (docs/adapters.md)
     */
    public HttpMessage writeReplace(Map<?, ?> replacement, String messageId) {
        return replace.write(replacement, messageId);
    }

    /**
     * The relay's answer to that.
     *
     * @param replacement what was asked for
     * @throws NotDelivered if the relay has not replaced the message, or has not said so
     * @throws IOException if the connection was lost while it answered
     */
    public void readReplaced(int status, String retryAfter, InputStream body, Map<?, ?> replacement, String messageId)
            throws IOException {
        accepted("ReplaceRsp", status, retryAfter, body, ReplaceReq.transactionId(replacement, messageId));
    }

    private void accepted(String answer, int status, String retryAfter, InputStream body, String transactionId)
            throws IOException {
        SubmitRsp.accepted(
                answer, status, given(retryAfter), body == null ? new byte[0] : all(body), transactionId, clock);
    }

    private static String cancelling(String messageId) {
        return "cancel-" + messageId;
    }

    private byte[] all(InputStream body) throws IOException {
        Instant until = clock.instant().plus(LONGEST_READING);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (body) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                read.write(buffer, 0, n);
                if (read.size() > LONGEST_ANSWER || clock.instant().isAfter(until)) {
                    throw new NotDelivered(new Failure.AnswerLost("the relay's answer does not end"));
                }
            }
        }
        return read.toByteArray();
    }
}
