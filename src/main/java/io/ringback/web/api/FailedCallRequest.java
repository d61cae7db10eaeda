package io.ringback.web.api;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.ToldCall;
import io.ringback.failedcall.ToldEnding;
import io.ringback.failedcall.ToldReason;
import io.ringback.failedcall.Urgency;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

/** A failed call as a switch tells it. */
@Schema(
        name = "FailedCall",
        description = "A call that failed: either with its cause, or with the codes it ended with",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record FailedCallRequest(
        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                minLength = 1,
                maxLength = 200,
                pattern = "^[ -~]+$",
                example = "3848276298220188511@pbx.example.com",
                description =
                        "The sender's own id of the attempt, such as the Call-ID of the caller's leg. The same id is"
                                + " the same call, however often it is sent.")
        String id,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                maxLength = 320,
                example = "+46701740605",
                description =
                        "Who tried: a phone number, a mail address, or a tel:, sip:, mailto:, xmpp:, im: or ntfy: URI")
        String caller,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                maxLength = 320,
                example = "sip:bob@example.com",
                description = "Whom, written likewise")
        String callee,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "Through what")
        Medium medium,

        @Schema(description = "Why it failed; or give sipStatus or q850 instead")
        Cause cause,

        @Schema(
                minimum = "300",
                maximum = "699",
                example = "486",
                description = "Final SIP status of the whole call, not of one branch of a forked one")
        Integer sipStatus,

        @Schema(minimum = "1", maximum = "127", example = "17", description = "Q.850 cause; wins over sipStatus")
        Integer q850,

        @Schema(description = "Whether the callee's phone rang (180 was seen)")
        Boolean rang,

        @Schema(minimum = "0", maximum = "3600", example = "20", description = "For how long it rang")
        Integer ringSeconds,

        @Schema(
                maxLength = 320,
                example = "sip:conference-4711@pbx.example.com",
                description =
                        "Where the callee was to join a conference, a sip: or tel: URI; the callee is then connected"
                                + " to it instead of to the caller")
        String conference,

        @Schema(
                example = "true",
                description = "Whether the caller is who it says they are: true if your switch authenticated them or a"
                        + " signature says so (RFC 8224, attestation A), false if not. Left out: as"
                        + " ringback.callers.untold says")
        Boolean callerVerified,

        @Schema(
                maxLength = 160,
                example = "About the meeting on Friday",
                description =
                        "Why the caller called, in their own words: one line of plain text, which the callee is shown."
                                + " One with a link, an address, a telephone number or characters that cannot be seen, and one that is"
                                + " too long, is left out, and the call is taken all the same. So is that of a caller who is not verified")
        String reason,

        @Schema(
                example = "URGENT",
                description =
                        "How urgent the caller says it is. What follows is for the decision tables to say. Left out: NORMAL")
        Urgency urgency,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                format = "date-time",
                example = "2026-03-01T12:00:00Z",
                description = "When it failed, with the offset; not in the future, and not long ago")
        String occurredAt) {

    ToldCall told() {
        return new ToldCall(id, caller, callee, medium, occurredAt, callerVerified, ToldReason.of(reason, urgency));
    }

    ToldEnding ending() {
        return new ToldEnding(cause, sipStatus, q850, rang, ringSeconds);
    }
}
