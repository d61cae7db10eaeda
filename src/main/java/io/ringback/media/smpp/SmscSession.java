package io.ringback.media.smpp;

import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.GenericNackResponseException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;

/**
 * One session with an SMSC, from its bind to its loss. What jsmpp does not do: who waits for an answer when the session is
 * lost hears it at once, and not after the time that an answer may take.
 */
final class SmscSession extends SMPPSession {

    private static final byte UDHI = 0x40;
    /** More than can be without an answer in any window. */
    private static final int WIDEST_WINDOW = 2_000;

    /** Requests that wait for one of the threads that handle them; beyond it the SMSC is told ESME_RTHROTTLED. */
    private static final int QUEUED = 1_000;

    private final SmppProperties settings;
    private final CountDownLatch lost = new CountDownLatch(1);

    private volatile boolean unboundBySmsc;

    SmscSession(SmppProperties settings, DeliverSmListener deliveries) {
        super(
                new SynchronizedPDUSender(new DefaultPDUSender()),
                new PduReader(),
                new SmscConnections(settings.tls(), settings.answerWithin()));
        this.settings = settings;
        setTransactionTimer(settings.answerWithin().toMillis());
        setEnquireLinkTimer(Math.toIntExact(settings.enquireLink().toMillis()));
        setPduProcessorDegree(settings.deliveries());
        setQueueCapacity(QUEUED);
        setMessageReceiverListener(deliveries.of(this));
        addSessionStateListener((state, before, session) -> {
            if (state == SessionState.UNBOUND) {
                // Only the SMSC's unbind leads here, and its answer is sent. Whether it closes the connection too is
                // not
                // waited for: nothing more can be sent on it.
                unboundBySmsc = true;
                lost.countDown();
            } else if (state == SessionState.CLOSED) {
                loseAnswers();
                lost.countDown();
            }
        });
    }

    void bind(SmppProperties.Host host) throws IOException {
        connectAndBind(
                host.name(),
                host.port(),
                new BindParameter(
                        BindType.BIND_TRX,
                        settings.systemId(),
                        settings.password(),
                        settings.systemType(),
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        settings.addressRange(),
                        InterfaceVersion.IF_34),
                settings.answerWithin().toMillis());
    }

    void awaitLoss() throws InterruptedException {
        lost.await();
    }

    boolean isLost() {
        return lost.getCount() == 0;
    }

    /** Whether the SMSC ended it with an unbind. */
    boolean isUnboundBySmsc() {
        return unboundBySmsc;
    }

    /**
     * Sends one segment and waits for the answer.
     *
     * @param left for how long it is worth delivering
     * @return message_id, if the SMSC gives one
     */
    Optional<String> submit(
            SmscAddress from, SmscAddress to, ShortMessage segment, boolean replace, Optional<Duration> left) {
        List<OptionalParameter> parameters = new ArrayList<>(segment.parameters());
        parameters.addAll(settings.optionalParameters());
        return answered(
                CommandStatus::failure,
                CommandStatus::nacked,
                () -> Optional.ofNullable(submitShortMessage(
                                settings.serviceType(),
                                TypeOfNumber.valueOf(from.ton()),
                                NumberingPlanIndicator.valueOf(from.npi()),
                                from.value(),
                                TypeOfNumber.valueOf(to.ton()),
                                NumberingPlanIndicator.valueOf(to.npi()),
                                to.value(),
                                new ESMClass(segment.hasHeader() ? UDHI : 0),
                                (byte) 0,
                                (byte) 0,
                                "",
                                settings.validityPeriod(left),
                                registered(),
                                (byte) (replace ? 1 : 0),
                                new RawDataCoding(segment.dataCoding()),
                                (byte) 0,
                                segment.octets(),
                                parameters.toArray(OptionalParameter[]::new))
                        .getMessageId()));
    }

    /**
     * Has the SMSC forget a message that it holds, and waits for the answer (SMPP 3.4 4.9).
     *
     * @param messageId as the SMSC gave it; the addresses only prove that it is ours
     */
    void cancel(String messageId, SmscAddress from, SmscAddress to) {
        ofHeld("cancel_sm", () -> {
            cancelShortMessage(
                    "",
                    messageId,
                    TypeOfNumber.valueOf(from.ton()),
                    NumberingPlanIndicator.valueOf(from.npi()),
                    from.value(),
                    TypeOfNumber.valueOf(to.ton()),
                    NumberingPlanIndicator.valueOf(to.npi()),
                    to.value());
            return messageId;
        });
    }

    /**
     * Has the SMSC put another text in the place of one that it holds, and waits for the answer (SMPP 3.4 4.10). Its data_coding and
     * esm_class stay as they were.
     *
     * @param messageId as the SMSC gave it; the address only proves that it is ours
     */
    void replace(String messageId, SmscAddress from, ShortMessage segment, Optional<Duration> left) {
        ofHeld("replace_sm", () -> {
            replaceShortMessage(
                    messageId,
                    TypeOfNumber.valueOf(from.ton()),
                    NumberingPlanIndicator.valueOf(from.npi()),
                    from.value(),
                    "",
                    settings.validityPeriod(left),
                    registered(),
                    (byte) 0,
                    segment.octets());
            return messageId;
        });
    }

    private RegisteredDelivery registered() {
        return new RegisteredDelivery(
                settings.receipts() ? SMSCDeliveryReceipt.SUCCESS_FAILURE : SMSCDeliveryReceipt.DEFAULT);
    }

    private static <T> void ofHeld(String name, Request<T> request) {
        answered(code -> CommandStatus.ofHeld(name, code), code -> CommandStatus.ofHeld(name, code), request);
    }

    /** What is asked of the SMSC. */
    private interface Request<T> {
        T make()
                throws PDUException, NegativeResponseException, GenericNackResponseException, ResponseTimeoutException,
                        InvalidResponseException, IOException;
    }

    private static <T> T answered(IntFunction<Failure> refused, IntFunction<Failure> nacked, Request<T> request) {
        try {
            return request.make();
        } catch (PDUException e) {
            throw new NotDelivered(new Failure.Refused("A field is too long for SMPP; see docs/sms.md"));
        } catch (NegativeResponseException e) {
            throw new NotDelivered(refused.apply(e.getCommandStatus()));
        } catch (GenericNackResponseException e) {
            throw new NotDelivered(nacked.apply(e.getCommandStatus()));
        } catch (ResponseTimeoutException e) {
            throw new NotDelivered(new Failure.AnswerLost("the SMSC did not answer in time"));
        } catch (InvalidResponseException e) {
            throw new NotDelivered(new Failure.AnswerLost("the session was lost before the SMSC's answer"));
        } catch (IOException e) {
            // A PDU is one write, which failed as a whole.
            throw new NotDelivered(new Failure.NotTaken("the session with the SMSC was lost"));
        }
    }

    private void loseAnswers() {
        int last = sequence().currentValue();
        for (int number = last; number > Math.max(0, last - WIDEST_WINDOW); number--) {
            PendingResponse<Command> waiting = removePendingResponse(number);
            if (waiting != null) {
                waiting.doneWithInvalidResponse(new InvalidResponseException("The session was lost"));
            }
        }
    }
}
