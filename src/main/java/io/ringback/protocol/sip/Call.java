package io.ringback.protocol.sip;

import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A call, as far as what comes in for it is concerned. */
interface Call {

    /** A request in its dialog, in a transaction that waits for the response. */
    void onRequest(ServerTransaction transaction);

    /** The ACK to a 2xx of ours. */
    void onAcknowledgement(Request ack);

    /** A 2xx to an INVITE of ours: the first, a repeated one, or one of another branch. */
    void onAnswer(Response ok);

    /** Ends it, because the agent is closed. */
    void close();

    /** Takes note that it can end no more: the agent is closed. */
    void abort();

    /** The INVITE that came in by a server transaction, and may be cancelled. Its transaction's application data. */
    interface Invited {

        /** CANCEL came for it. */
        void cancelled();
    }
}
