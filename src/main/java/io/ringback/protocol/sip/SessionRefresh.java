package io.ringback.protocol.sip;

import io.ringback.protocol.sip.CallTransactions.Outcome;
import java.util.Optional;
import javax.sip.header.AllowHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Says in an answered call that we are still here, and asks whether the peer is (RFC 4028 7.4 and section 10): by UPDATE
 * without an offer where the peer takes it, otherwise by a re-INVITE that offers what was said last.
 */
final class SessionRefresh implements Outcome {

    private final Session session;
    private final JainLeg leg;
    private final CallDialog dialog;
    private final CallTransactions transactions;
    private boolean peerTakesUpdate;
    private Optional<String> lastSdp = Optional.empty();

    SessionRefresh(Session session, JainLeg leg, CallDialog dialog, CallTransactions transactions) {
        this.session = session;
        this.leg = leg;
        this.dialog = dialog;
        this.transactions = transactions;
    }

    /** Notes in what the peer sent whether it takes UPDATE (RFC 3311 section 4). */
    void heard(Message message) {
        if (message.getHeader(AllowHeader.NAME) != null) {
            peerTakesUpdate = Messages.lists(message, AllowHeader.NAME, Request.UPDATE);
        }
    }

    /** Notes the offer or answer that we gave last. */
    void said(String sdp) {
        lastSdp = Optional.of(sdp);
    }

    void refresh() {
        if (session.isLeaving()) {
            return;
        }
        if (peerTakesUpdate) {
            update();
        } else {
            session.refreshByInvite(lastSdp);
        }
    }

    private void update() {
        Request update = dialog.request(Request.UPDATE);
        transactions.messages().introduce(update);
        leg.timer().ask(update);
        transactions.send(dialog, update, leg.order(), this);
    }

    @Override
    public void response(Response response) {
        int status = response.getStatusCode();
        if (status < 200 || session.isLeaving()) {
            return;
        }
        if (status < 300) {
            dialog.refreshTarget(response);
            leg.timer().agreed(response);
        } else if (CallDialog.isGone(status)) {
            session.lost();
        } else if (status == SessionTimer.INTERVAL_TOO_SMALL && leg.timer().raise(response)) {
            update();
        } else if (status == Response.METHOD_NOT_ALLOWED || status == Response.NOT_IMPLEMENTED) {
            peerTakesUpdate = false;
            refresh();
        } else if (status == Response.REQUEST_PENDING) {
            leg.alarms().after(session.backOff(), this::refresh);
        }
    }

    @Override
    public void silence(int status) {
        session.lost();
    }
}
