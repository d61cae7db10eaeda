package io.ringback.telephony.diversion;

import io.ringback.directory.Address;
import io.ringback.protocol.sip.HeaderGrammar;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.telephony.stir.IdentityHeaders;
import io.ringback.telephony.stir.Signature;
import io.ringback.telephony.stir.SignedCall;
import io.ringback.telephony.trunk.SourceTrunks;
import io.ringback.telephony.trunk.SourceTrunks.Source;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether somebody vouches for the caller: a signature that we verify ourselves (RFC 8224), or a trunk that is believed, by
 * {@code verstat} (3GPP TS 24.229 7.2A.20, ATIS-1000074) or by the attestation that it passes on (Attestation-Info,
 * P-Attestation-Indicator). A trunk that says nothing of it leaves it open; one that is not believed does not.
 */
final class Vouching {

    private static final String PASSED = "tn-validation-passed";
    private static final String FULL = "a";

    /** Who says how well the originating network knows the caller (3GPP TS 24.229 7.2.18; ATIS-1000082). */
    private static final List<String> ATTESTATIONS = List.of("Attestation-Info", "P-Attestation-Indicator");

    private final IdentityHeaders signatures;
    private final SourceTrunks trunks;

    Vouching(IdentityHeaders signatures, SourceTrunks trunks) {
        this.signatures = signatures;
        this.trunks = trunks;
    }

    /**
     * Adds to the fields of a call where it comes from and whether its caller is verified, if somebody says so.
     *
     * @param named as the request names the caller; what it says of somebody else does not count
     * @param called whom they may have called, the first first
     */
    void tell(Map<String, String> call, SipRequest request, List<NameAddress> named, List<Address> called) {
        Source source = trunks.of(request);
        call.put("trunk", source.name());
        Duration rang = Duration.ofSeconds(CallHeaders.ringSeconds(request).orElse(0));
        Signature signature = signatures.verify(
                HeaderGrammar.values(request.all("Identity")),
                new SignedCall(new Address(call.get("caller")), called, rang, request.first("Date")));
        verified(signature, source, word(request, named))
                .ifPresent(verified -> call.put("callerVerified", verified.toString()));
    }

    private static Optional<Boolean> verified(Signature signature, Source source, Optional<Boolean> word) {
        return switch (signature) {
            case VOUCHES -> Optional.of(true);
            case DOES_NOT_HOLD -> Optional.of(false);
            case UNDECIDED -> Optional.of(source.believed() && word.orElse(false));
            case NONE -> source.believed() ? word : Optional.of(false);
        };
    }

    /** What the trunk says of the caller; empty if nothing. */
    private static Optional<Boolean> word(SipRequest request, List<NameAddress> named) {
        Optional<Boolean> validation = named.stream()
                .flatMap(Vouching::verstat)
                .map(Vouching::passed)
                .flatMap(Optional::stream)
                .reduce(Boolean::logicalAnd);
        Optional<Boolean> attestation = ATTESTATIONS.stream()
                .flatMap(header -> request.all(header).stream())
                .map(value -> value.strip().toLowerCase(Locale.ROOT).equals(FULL))
                .reduce(Boolean::logicalAnd);
        return Stream.of(validation, attestation).flatMap(Optional::stream).reduce(Boolean::logicalAnd);
    }

    private static Stream<String> verstat(NameAddress caller) {
        return Stream.concat(caller.uri().parameter("verstat").stream(), caller.parameter("verstat").stream());
    }

    /** Some add the attestation: {@code TN-Validation-Passed-B}. Empty if it is no word that we know. */
    private static Optional<Boolean> passed(String verstat) {
        String word = verstat.strip().toLowerCase(Locale.ROOT);
        if (word.equals("no-tn-validation") || word.startsWith("tn-validation-failed")) {
            return Optional.of(false);
        }
        return word.startsWith(PASSED)
                ? Optional.of(word.equals(PASSED) || word.equals(PASSED + "-" + FULL))
                : Optional.empty();
    }
}
