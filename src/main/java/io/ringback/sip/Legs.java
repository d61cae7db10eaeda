package io.ringback.sip;

import java.util.function.Consumer;
import javax.sip.DialogTerminatedEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.TimeoutEvent;

/** The calls of an agent: all that belongs to an INVITE or to the dialog it opened. */
final class Legs {

    private final JainStack stack;
    private volatile Consumer<IncomingCall> handler = call -> call.refuse(480, java.util.Map.of());

    Legs(JainStack stack) {
        this.stack = stack;
    }

    Leg place(OutgoingCall call, LegListener listener) {
        throw new IllegalStateException(stack + " places no calls: " + call + listener);
    }

    void onCall(Consumer<IncomingCall> newHandler) {
        handler = newHandler;
    }

    /** Takes INVITE, CANCEL, ACK, and whatever comes in a call's dialog; false if the request is about no call. */
    boolean onRequest(RequestEvent event) {
        return handler == null || event == null;
    }

    /** Takes the responses to the requests of calls; false if the response is to another request. */
    boolean onResponse(ResponseEvent event) {
        return event == null;
    }

    /** A transaction of a call had no answer; false if it is none of a call. */
    boolean onTimeout(TimeoutEvent event) {
        return event == null;
    }

    void onDialogTerminated(DialogTerminatedEvent event) {}

    int size() {
        return 0;
    }

    /** Hangs up all calls. */
    void close() {}
}
