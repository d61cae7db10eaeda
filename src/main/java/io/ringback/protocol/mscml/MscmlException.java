package io.ringback.protocol.mscml;

import java.util.Optional;

/** A request or a response that cannot be understood; the message says why, and quotes nothing of it but names. */
public final class MscmlException extends Exception {

    private final int code;
    private final String request;
    private final Optional<String> id;

    /**
     * @param request the name of the request, or {@code unknown}
     * @param id the request's
     */
    MscmlException(int code, String text, String request, Optional<String> id) {
        super(text, null, false, false);
        this.code = code;
        this.request = request;
        this.id = id;
    }

    /** 400 for what cannot be read, 501 for what is not done here. */
    public int code() {
        return code;
    }

    /** What the sender of the request is to be told. */
    public MscmlResponse response() {
        return new MscmlResponse(request, id, code, getMessage(), Optional.empty(), "");
    }
}
