package io.ringback.telephony.stir;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the Identity headers of a call (RFC 8224 6.2). What costs little is looked at first: nothing is fetched for a signature
 * that is about another call.
 */
public final class IdentityHeaders {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityHeaders.class);

    /** A call has one, or one for each who adds something to it. */
    private static final int MOST = 5;

    private static final String FULL_ATTESTATION = "A";

    private final Optional<TrustedChains> trusted;
    private final Certificates certificates;
    private final Duration freshness;
    private final Clock clock;

    /** @param trusted empty if no signature counts */
    IdentityHeaders(Optional<TrustedChains> trusted, Certificates certificates, Duration freshness, Clock clock) {
        this.trusted = trusted;
        this.certificates = certificates;
        this.freshness = freshness;
        this.clock = clock;
    }

    /** Looks at none, because nobody's signature counts. */
    public static IdentityHeaders ignored() {
        return new IdentityHeaders(
                Optional.empty(), where -> Optional.empty(), Duration.ZERO, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    /**
     * What the headers come to: one that vouches is enough; of the others the worst counts.
     *
     * @param values of the header
     */
    public Signature verify(List<String> values, SignedCall call) {
        if (trusted.isEmpty()) {
            return Signature.NONE;
        }
        Signature all = Signature.NONE;
        for (String value : values.stream().limit(MOST).toList()) {
            Signature one = verify(value, call);
            if (one == Signature.VOUCHES) {
                return one;
            }
            if (one.compareTo(all) < 0) {
                all = one;
            }
        }
        return all;
    }

    private Signature verify(String value, SignedCall call) {
        Passport passport;
        try {
            passport = Passport.read(value, call);
        } catch (IllegalArgumentException e) {
            return doesNotHold(e.getMessage());
        }
        if (!passport.isAboutCaller()) {
            return Signature.NONE;
        }
        if (!call.isFrom(passport.caller()) || !call.isTo(passport.called())) {
            return doesNotHold("it is about another call");
        }
        Instant now = clock.instant();
        if (passport.issuedAt().isAfter(now.plus(freshness))) {
            return doesNotHold("it was signed in the future");
        }
        if (passport.issuedAt().isBefore(now.minus(freshness).minus(call.rang()))) {
            return Signature.UNDECIDED;
        }
        Optional<List<X509Certificate>> chain = certificates.at(passport.certificate());
        return chain.isEmpty() ? Signature.UNDECIDED : verify(passport, chain.get(), now);
    }

    private Signature verify(Passport passport, List<X509Certificate> chain, Instant now) {
        if (!trusted.orElseThrow().lead(chain, now)) {
            return doesNotHold("its certificate leads to none that is trusted");
        }
        X509Certificate certificate = chain.get(0);
        if (!passport.isSignedWith(certificate.getPublicKey())) {
            return doesNotHold("it was not signed with the key of its certificate");
        }
        Optional<NumberAuthority> authority = NumberAuthority.of(certificate);
        if (authority.isEmpty()) {
            return doesNotHold("its certificate is none for telephone numbers (RFC 8226)");
        }
        boolean attested = passport.extension().isPresent();
        if (attested && !passport.attestation().filter(FULL_ATTESTATION::equals).isPresent()) {
            return doesNotHold("who signed it does not know that the caller may use the number");
        }
        boolean covered = authority.get().ranges().isEmpty()
                ? attested && authority.get().provider()
                : authority.get().covers(passport.caller());
        return covered ? Signature.VOUCHES : doesNotHold("its certificate has no authority over the number");
    }

    private static Signature doesNotHold(String why) {
        // Not at a level that a hostile peer could fill the log with.
        LOG.debug("The Identity header of a call does not count: {}", why);
        return Signature.DOES_NOT_HOLD;
    }
}
