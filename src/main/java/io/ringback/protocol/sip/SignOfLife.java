package io.ringback.protocol.sip;

import io.ringback.protocol.sip.CallTransactions.Outcome;
import java.time.Duration;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Asks the peer of an answered call every now and then whether it still has the call, by OPTIONS in the dialog (RFC 3261 section 11).
 * A session timer asks too, but only a peer that agreed on one, and as seldom as that wants. Whoever answers is there, whatever the
 * answer, unless it says that there is no such call (RFC 3261 12.2.1.2). Two silences in a row end the call: the first may be a switch
 * that is being started again.
 */
final class SignOfLife implements Outcome {

    private static final int MOST_SILENCES = 2;

    private final Session session;
    private final JainLeg leg;
    private final CallDialog dialog;
    private final CallTransactions transactions;
    private final Duration pause;
    private int silences;

    /** @param pause from an answer to the next question */
    SignOfLife(Session session, JainLeg leg, CallDialog dialog, CallTransactions transactions, Duration pause) {
        this.session = session;
        this.leg = leg;
        this.dialog = dialog;
        this.transactions = transactions;
        this.pause = pause;
    }

    void askLater() {
        leg.alarms().after(pause, this::ask);
    }

    private void ask() {
        if (session.isLeaving()) {
            return;
        }
        Request options = dialog.request(Request.OPTIONS);
        transactions.messages().introduce(options);
        transactions.send(dialog, options, leg.order(), this);
    }

    @Override
    public void response(Response response) {
        int status = response.getStatusCode();
        if (status < 200 || session.isLeaving()) {
            return;
        }
        if (CallDialog.isGone(status)) {
            session.lost();
        } else {
            silences = 0;
            askLater();
        }
    }

    @Override
    public void silence(int status) {
        silences++;
        if (session.isLeaving()) {
            return;
        }
        if (silences < MOST_SILENCES) {
            ask();
        } else {
            session.lost();
        }
    }
}
