package io.ringback.web.api;

import io.ringback.directory.Medium;
import io.ringback.failedcall.ToldCall;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

/** An answered call as a switch tells it. */
@Schema(
        name = "AnsweredCall",
        description = "A call that was answered: the two have reached each other",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record AnsweredCallRequest(
        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                minLength = 1,
                maxLength = 200,
                pattern = "^[ -~]+$",
                example = "a84b4c76e66710@pbx.example.com",
                description = "The sender's own id of the call")
        String id,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                maxLength = 320,
                example = "+46701740605",
                description = "Who called, either of the two: a phone number, a mail address or a URI")
        String caller,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                maxLength = 320,
                example = "+46701740606",
                description = "Who answered, written likewise")
        String callee,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "Through what")
        Medium medium,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                format = "date-time",
                example = "2026-03-01T12:05:00Z",
                description = "When it was answered, with the offset")
        String occurredAt) {

    ToldCall told() {
        return new ToldCall(id, caller, callee, medium, occurredAt);
    }
}
