package io.ringback.media.mms;

import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.delivery.RetryAfter;
import io.ringback.protocol.xml.Element;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What a relay answered to a submission (MM7_submit.RES; TS 23.140, 8.7.1).
 *
 * @param messageIds what the relay calls the message: one, or none if it does not say
 */
public record SubmitRsp(List<String> messageIds) {

    private static final int LONGEST_ID = 200;

    /** Whether anything can be told of the message later: only by its id. */
    public boolean isReported() {
        return !messageIds.isEmpty();
    }

    /**
     * Reads an answer.
     *
     * @param status of HTTP
     * @param retryAfter the header of that name, or nothing
     * @throws NotDelivered if the relay has not taken the message, or has not said so
     */
    static SubmitRsp read(int status, String retryAfter, byte[] body, String messageId, Clock clock) {
        return new SubmitRsp(accepted("SubmitRsp", status, retryAfter, body, messageId, clock)
                .content()
                .textOf("MessageID")
                .filter(id -> id.length() <= LONGEST_ID)
                .map(List::of)
                .orElse(List.of()));
    }

    /**
     * Reads an answer that is a yes.
     *
     * @param name of what answers
     * @param transactionId that the request had
     * @throws NotDelivered if it is a no, or nobody can say
     */
    static SoapMessage accepted(
            String name, int status, String retryAfter, byte[] body, String transactionId, Clock clock) {
        if (status == 429 || status == 503) {
            throw new NotDelivered(new Failure.Slowed(
                    "the relay takes no more now: HTTP " + status,
                    RetryAfter.read(retryAfter, clock.instant()).orElse(StatusCode.PAUSE)));
        }
        Optional<SoapMessage> answer = soap(body);
        if (answer.isEmpty()) {
            throw new NotDelivered(withoutSoap(status));
        }
        SoapMessage message = answer.get();
        if (message.isFault()) {
            throw new NotDelivered(fault(message.content()));
        }
        Optional<Integer> code = code(message.content());
        if (code.isEmpty()) {
            throw new NotDelivered(new Failure.AnswerLost("the relay's answer has no status code of MM7"));
        }
        if (!StatusCode.isSuccess(code.get())) {
            throw new NotDelivered(StatusCode.failure(code.get()));
        }
        boolean another =
                !message.transactionId().isEmpty() && !message.transactionId().equals(transactionId);
        if (another || !message.content().name().equals(name)) {
            throw new NotDelivered(new Failure.AnswerLost("the relay answered something that it was not asked"));
        }
        return message;
    }

    private static Optional<SoapMessage> soap(byte[] body) {
        try {
            return Optional.of(SoapMessage.of(body, ""));
        } catch (SoapMessage.Faulty e) {
            return Optional.empty();
        }
    }

    private static Failure withoutSoap(int status) {
        return switch (status) {
            case 401, 403 ->
                new Failure.NotTaken("the relay does not accept our name and password (HTTP " + status
                        + "); check ringback.mms.mm7.user and password");
            case 404, 405, 410 ->
                new Failure.NotTaken(
                        "there is no MM7 at the relay's address (HTTP " + status + "); check ringback.mms.mm7.url");
            // A gateway that lost the relay behind it cannot know what became of the message.
            case 502, 504 -> new Failure.AnswerLost("the relay's gateway lost the answer: HTTP " + status);
            default ->
                status >= 300
                        ? new Failure.NotTaken("the relay answered HTTP " + status)
                        : new Failure.AnswerLost("the relay answered HTTP " + status + " and nothing of MM7");
        };
    }

    /** A fault says most in the RSErrorRsp of its detail (TS 23.140, 8.7.7.3); SOAP 1.1 4.4.1 otherwise. */
    private static Failure fault(Element fault) {
        Optional<Integer> code = fault.child("detail").flatMap(SubmitRsp::code);
        if (code.isPresent()) {
            return StatusCode.isSuccess(code.get())
                    ? new Failure.NotTaken("the relay answered a SOAP fault")
                    : StatusCode.failure(code.get());
        }
        String word = fault.textOf("faultcode").orElse("");
        return word.endsWith(SoapMessage.FaultCode.CLIENT.word())
                ? new Failure.Refused("the relay cannot read the message: SOAP fault Client")
                : new Failure.NotTaken("the relay answered a SOAP fault");
    }

    /** The first status code in an element or in what is in it; the rest of a status is text for people. */
    private static Optional<Integer> code(Element element) {
        Optional<String> here = element.textOf("StatusCode");
        if (here.isPresent()) {
            return here.filter(text -> text.matches("[1-9][0-9]{3}")).map(Integer::valueOf);
        }
        return element.children().stream()
                .map(SubmitRsp::code)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
