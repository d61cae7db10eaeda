package io.ringback.media.smpp;

import io.ringback.delivery.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the error codes of submit_sm_resp mean (SMPP 3.4 5.1.3). */
enum CommandStatus {
    ESME_RINVMSGLEN(0x01, Meaning.FINAL),
    ESME_RINVCMDLEN(0x02, Meaning.FINAL),
    ESME_RINVCMDID(0x03, Meaning.LATER),
    ESME_RINVBNDSTS(0x04, Meaning.LATER),
    ESME_RINVPRTFLG(0x06, Meaning.FINAL),
    ESME_RINVREGDLVFLG(0x07, Meaning.FINAL),
    ESME_RSYSERR(0x08, Meaning.LATER),
    ESME_RINVSRCADR(0x0A, Meaning.FINAL),
    ESME_RINVDSTADR(0x0B, Meaning.FINAL),
    ESME_RMSGQFUL(0x14, Meaning.SLOWER),
    ESME_RINVSERTYP(0x15, Meaning.FINAL),
    ESME_RINVESMCLASS(0x43, Meaning.FINAL),
    ESME_RSUBMITFAIL(0x45, Meaning.LATER),
    ESME_RINVSRCTON(0x48, Meaning.FINAL),
    ESME_RINVSRCNPI(0x49, Meaning.FINAL),
    ESME_RINVDSTTON(0x50, Meaning.FINAL),
    ESME_RINVDSTNPI(0x51, Meaning.FINAL),
    ESME_RINVREPFLAG(0x54, Meaning.FINAL),
    ESME_RTHROTTLED(0x58, Meaning.SLOWER),
    ESME_RINVSCHED(0x61, Meaning.FINAL),
    ESME_RINVEXPIRY(0x62, Meaning.FINAL),
    ESME_RX_T_APPN(0x64, Meaning.LATER),
    ESME_RX_P_APPN(0x65, Meaning.FINAL),
    ESME_RX_R_APPN(0x66, Meaning.FINAL),
    ESME_RINVOPTPARSTREAM(0xC0, Meaning.FINAL),
    ESME_ROPTPARNOTALLWD(0xC1, Meaning.FINAL),
    ESME_RINVPARLEN(0xC2, Meaning.FINAL),
    ESME_RMISSINGOPTPARAM(0xC3, Meaning.FINAL),
    ESME_RINVOPTPARAMVAL(0xC4, Meaning.FINAL),
    ESME_RDELIVERYFAILURE(0xFE, Meaning.LATER),
    ESME_RUNKNOWNERR(0xFF, Meaning.LATER);

    private enum Meaning {
        /** The message itself is wrong, or never welcome. */
        FINAL,
        /** Something that may pass; also all codes that are not in this table, as those of a provider's own. */
        LATER,
        /** The SMSC takes no more at the moment. */
        SLOWER
    }

    private static final Map<Integer, CommandStatus> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(status -> status.code, status -> status));

    private static final Set<Integer> MAY_PASS = Set.of(
            ESME_RINVBNDSTS.code, ESME_RSYSERR.code, ESME_RMSGQFUL.code, ESME_RTHROTTLED.code, ESME_RX_T_APPN.code);

    private final int code;
    private final Meaning meaning;

    CommandStatus(int code, Meaning meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** What the message's fate is; how long it waits if the SMSC asks to be written to more slowly, the {@link Pace} says. */
    static Failure failure(int code) {
        return failure("SMPP 0x%02X".formatted(code), code);
    }

    /** The same of a generic_nack: the SMSC has not read the message as a submit_sm. */
    static Failure nacked(int code) {
        return failure("SMPP generic_nack 0x%02X".formatted(code), code);
    }

    /**
     * What the SMSC's answer to {@code request}, cancel_sm or replace_sm, means (SMPP 3.4 5.1.3): only what may pass is worth another try, as a message that it does not
     * hold any more, or a request that it does not know, stays so.
     */
    static Failure ofHeld(String request, int code) {
        String problem = "%s was answered SMPP 0x%02X".formatted(request, code)
                + named(code).map(status -> " " + status.name()).orElse("");
        return MAY_PASS.contains(code) ? new Failure.NotTaken(problem) : new Failure.Refused(problem);
    }

    private static Failure failure(String told, int code) {
        String problem = told + named(code).map(status -> " " + status.name()).orElse("");
        return switch (named(code).map(status -> status.meaning).orElse(Meaning.LATER)) {
            case FINAL -> new Failure.Refused(problem);
            case LATER -> new Failure.NotTaken(problem);
            case SLOWER -> new Failure.Slowed(problem, Duration.ZERO);
        };
    }

    private static Optional<CommandStatus> named(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
