package io.ringback.telephony.stir;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Where the certificates come from that signatures name. */
@FunctionalInterface
interface Certificates {

    /** The certificate at {@code where} and those that lead on from it; empty if it cannot be had. */
    Optional<List<X509Certificate>> at(URI where);

    /** Those of the other where this one has none. */
    default Certificates or(Certificates other) {
        return where -> at(where).or(() -> other.at(where));
    }
}
