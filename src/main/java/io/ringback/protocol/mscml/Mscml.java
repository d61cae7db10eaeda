package io.ringback.protocol.mscml;

/** What all MSCML has in common (RFC 5022 section 4). */
public final class Mscml {

    /** Of a body that is MSCML (RFC 5022 section 13.1). */
    public static final String CONTENT_TYPE = "application/mediaservercontrol+xml";

    private Mscml() {}
}
