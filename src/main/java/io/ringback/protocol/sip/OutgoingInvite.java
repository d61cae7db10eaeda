package io.ringback.protocol.sip;

import io.ringback.protocol.sip.Alarms.Alarm;
import io.ringback.protocol.sip.CallTransactions.Outcome;
import java.time.Duration;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The INVITE that opens an outgoing call, until it is answered or not (RFC 3261 13.2). */
final class OutgoingInvite {

    private static final int TRIES = 5;

    private final Legs legs;
    private final JainLeg leg;
    private final Duration longestRinging;
    private Request request;
    private EarlyDialogs early;
    private Optional<ClientTransaction> transaction = Optional.empty();
    private Optional<Alarm> ringing = Optional.empty();
    private int tries;
    private boolean provisional;
    /** What the listener will hear once we do not want the call any more; 0 as long as we do. */
    private int givenUp;

    OutgoingInvite(Legs legs, JainLeg leg, Request request, Duration longestRinging) {
        this.legs = legs;
        this.leg = leg;
        this.longestRinging = longestRinging;
        tryWith(request);
    }

    private void tryWith(Request next) {
        request = next;
        early = new EarlyDialogs(legs.transactions(), legs.offerRules(), leg, next);
    }

    Request request() {
        return request;
    }

    void begin() {
        ringing = Optional.of(leg.alarms().after(longestRinging, () -> giveUp(Response.REQUEST_TIMEOUT)));
        send(request);
    }

    private void send(Request next) {
        tries++;
        tryWith(next);
        provisional = false;
        leg.timer().ask(next);
        transaction = legs.transactions().send(next, leg.order(), new Outcome() {
            @Override
            public void response(Response response) {
                onResponse(next, response);
            }

            @Override
            public void silence(int status) {
                if (next == request) {
                    failed(status, Optional.empty());
                }
            }
        });
    }

    private void onResponse(Request to, Response response) {
        if (to != request) {
            return;
        }
        int status = response.getStatusCode();
        if (status >= 300) {
            refused(response);
        } else if (givenUp != 0) {
            if (!provisional) {
                provisional = true;
                cancel();
            }
        } else {
            provisional = true;
            if (early.take(response) && status >= 180 && status <= 189) {
                leg.tell(listener -> listener.ringing(status));
            }
        }
    }

    private void refused(Response response) {
        Optional<Request> again = givenUp == 0 && tries < TRIES ? again(response) : Optional.empty();
        if (again.isPresent()) {
            send(again.get());
        } else {
            failed(response.getStatusCode(), Messages.q850(response));
        }
    }

    /** What to send once more: with credentials, or with a longer session interval. */
    private Optional<Request> again(Response response) {
        Optional<Request> authorized = legs.transactions().authorized(response, request);
        boolean longer = response.getStatusCode() == SessionTimer.INTERVAL_TOO_SMALL
                && leg.timer().raise(response);
        return longer ? Optional.of(Messages.another(request)) : authorized;
    }

    void onAnswer(Response ok) {
        if (givenUp != 0 || Messages.sequence(ok) != Messages.sequence(request)) {
            legs.unwanted().refuse(ok, Optional.of(request));
            if (givenUp != 0) {
                failed(givenUp, Optional.empty());
            }
            return;
        }
        ringing.ifPresent(Alarm::cancel);
        Session session = new Session(legs, leg, early.confirmed(ok));
        session.begin(request, ok, SessionBody.in(ok).or(() -> early.answer(ok)));
        leg.established(session);
    }

    /** A request of a phone that rings. */
    void onRequest(ServerTransaction transaction) {
        early.onRequest(transaction);
    }

    /** We do not want the call any more. RFC 3261 9.1: CANCEL may follow a provisional response only. */
    void giveUp(int status) {
        if (givenUp != 0) {
            return;
        }
        givenUp = status;
        ringing.ifPresent(Alarm::cancel);
        if (provisional) {
            cancel();
        }
    }

    private void cancel() {
        transaction.ifPresent(invite -> {
            legs.transactions().cancel(invite, leg.order());
            // RFC 3261 9.1: who does not answer within 64 T1 never will.
            leg.alarms().after(legs.transactions().timeout(), () -> {
                CallTransactions.end(invite);
                failed(givenUp, Optional.empty());
            });
        });
    }

    private void failed(int status, Optional<Integer> q850) {
        if (givenUp != 0) {
            leg.finish(listener -> listener.failed(givenUp, Optional.empty()));
        } else {
            leg.finish(listener -> listener.failed(status, q850));
        }
    }
}
