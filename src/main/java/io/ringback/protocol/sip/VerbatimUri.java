package io.ringback.protocol.sip;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;

/** An address with all that came with it, to be sent back as it was written. */
final class VerbatimUri extends GenericURI {

    private static final long serialVersionUID = 1;

    private final String written;

    VerbatimUri(String written) {
        this.written = written;
    }

    static AddressImpl address(String written) {
        AddressImpl address = new AddressImpl();
        // Neither kind: JAIN-SIP puts no brackets around it.
        address.setAddressType(0);
        address.setURI(new VerbatimUri(written));
        return address;
    }

    @Override
    public String encode() {
        return written;
    }

    @Override
    public StringBuilder encode(StringBuilder buffer) {
        return buffer.append(written);
    }
}
