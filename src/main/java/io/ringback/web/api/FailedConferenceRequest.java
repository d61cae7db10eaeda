package io.ringback.web.api;

import io.ringback.failedcall.Cause;
import io.ringback.failedcall.ToldEnding;
import io.ringback.failedcall.ToldJoin;
import io.ringback.failedcall.ToldJoin.MissingCallee;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

/** A failed join of several people as a switch or conference server tells it. */
@Schema(
        name = "FailedConference",
        description = "People who could not be joined to a conference",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record FailedConferenceRequest(
        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                minLength = 1,
                maxLength = 200,
                pattern = "^[ -~]+$",
                example = "conference-4711/1@pbx.example.com",
                description = "The sender's own id of the attempt. The same id is the same attempt, however often it is"
                        + " sent.")
        String id,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                maxLength = 320,
                example = "+46701740605",
                description = "Who wanted them to join: a phone number, or a tel: or sip: URI")
        String caller,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                maxLength = 320,
                example = "sip:conference-4711@pbx.example.com",
                description =
                        "Where the conference takes place, a sip: or tel: URI; those who are missing are connected"
                                + " to it when they react")
        String conference,

        @ArraySchema(
                minItems = 1,
                maxItems = ToldJoin.MOST_MISSING,
                arraySchema =
                        @Schema(
                                requiredMode = RequiredMode.REQUIRED,
                                description = "Those who are missing, each with what their call ended with"))
        List<MissingBody> missing,

        @Schema(
                example = "true",
                description = "Whether the caller is who it says they are: true if your switch authenticated them or a"
                        + " signature says so (RFC 8224, attestation A), false if not. Left out: as"
                        + " ringback.callers.untold says")
        Boolean callerVerified,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                format = "date-time",
                example = "2026-03-01T12:00:00Z",
                description = "When it failed, with the offset; not in the future, and not long ago")
        String occurredAt) {

    ToldJoin told() {
        List<MissingCallee> callees = missing == null
                ? null
                : missing.stream().map(FailedConferenceRequest::callee).toList();
        return new ToldJoin(id, caller, conference, callees, occurredAt, callerVerified);
    }

    /** The same join, of some of them. */
    FailedConferenceRequest of(List<MissingBody> some) {
        return new FailedConferenceRequest(id, caller, conference, some, callerVerified, occurredAt);
    }

    private static MissingCallee callee(MissingBody one) {
        return one == null
                ? null
                : new MissingCallee(
                        one.callee(),
                        new ToldEnding(one.cause(), one.sipStatus(), one.q850(), one.rang(), one.ringSeconds()));
    }

    /** One who is missing. */
    @Schema(
            name = "Missing",
            description = "One who could not be joined, with the cause or with the codes the call ended with",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record MissingBody(
            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    maxLength = 320,
                    example = "+46701740606",
                    description = "Whom: a phone number, or a tel: or sip: URI")
            String callee,

            @Schema(description = "Why it failed; or give sipStatus or q850 instead")
            Cause cause,

            @Schema(minimum = "300", maximum = "699", example = "486", description = "Final SIP status of the call")
            Integer sipStatus,

            @Schema(minimum = "1", maximum = "127", example = "17", description = "Q.850 cause; wins over sipStatus")
            Integer q850,

            @Schema(description = "Whether the callee's phone rang (180 was seen)")
            Boolean rang,

            @Schema(minimum = "0", maximum = "3600", example = "20", description = "For how long it rang")
            Integer ringSeconds) {}
}
