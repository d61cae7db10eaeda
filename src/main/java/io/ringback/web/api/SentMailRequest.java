package io.ringback.web.api;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

/** A mail between people, as the mail system tells when it leaves. */
@Schema(
        name = "SentMail",
        description = "A mail between people that has just left",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record SentMailRequest(
        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                minLength = 1,
                maxLength = 998,
                example = "<CAF3xyz@mail.example.com>",
                description = "Its Message-ID")
        String messageId,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                maxLength = 320,
                example = "anna@example.com",
                description = "The sender's address in the envelope")
        String from,

        @ArraySchema(
                minItems = 1,
                maxItems = 1000,
                arraySchema =
                        @Schema(
                                requiredMode = RequiredMode.REQUIRED,
                                description = "The receivers' addresses in the envelope",
                                example = "[\"bob@example.com\"]"),
                schema = @Schema(maxLength = 320, example = "bob@example.com"))
        List<String> to) {}
