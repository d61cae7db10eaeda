package io.ringback.protocol.sip;

import org.apache.camel.CamelException;

/** A request or call was answered with 300 or more, or not at all. */
public class SipRefusedException extends CamelException {

    private final int status;

    public SipRefusedException(String method, int status) {
        super("The " + method + " was answered " + status);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
