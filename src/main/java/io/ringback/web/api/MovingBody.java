package io.ringback.web.api;

import io.ringback.directory.Medium;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.List;

/** What another cell has to know of a person who moves there. */
@Schema(
        name = "MovingPerson",
        description =
                "A person as they move to another cell: others are named by their addresses, since ids may differ there",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record MovingBody(
        @Schema(requiredMode = RequiredMode.REQUIRED, description = "Without ids of devices, deputy and contacts")
        PersonBody person,

        @Schema(nullable = true, description = "The addresses of who stands in for them")
        List<ReachedBody> deputy,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "Whom they know")
        List<KnownBody> contacts,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "About whom they do not want to be notified")
        List<BlockedBody> blocked,

        @Schema(
                requiredMode = RequiredMode.REQUIRED,
                description =
                        "How many more they do not want to be notified about, of whom only keyed hashes are left, as"
                                + " they were erased. These cannot move")
        Integer blockedErased,

        @Schema(requiredMode = RequiredMode.REQUIRED, description = "Where they have said STOP")
        List<StopBody> stopped) {

    /** One address of somebody. */
    @Schema(name = "ReachedAt", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record ReachedBody(
            @Schema(requiredMode = RequiredMode.REQUIRED) Medium medium,

            @Schema(requiredMode = RequiredMode.REQUIRED, maxLength = 320, example = "tel:+46701740605")
            String address) {}

    /** Somebody whom they know. */
    @Schema(name = "KnownPerson", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record KnownBody(
            @Schema(requiredMode = RequiredMode.REQUIRED) List<ReachedBody> devices,

            @Schema(requiredMode = RequiredMode.REQUIRED) Boolean vip) {}

    /** Somebody of whom they want to hear nothing. */
    @Schema(name = "BlockedCaller", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record BlockedBody(
            @Schema(requiredMode = RequiredMode.REQUIRED) List<String> addresses,

            @Schema(requiredMode = RequiredMode.REQUIRED) Instant since,

            @Schema(nullable = true, description = "When it ends; left out or null: never")
            Instant until) {}

    /** STOP. */
    @Schema(name = "Stop", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record StopBody(
            @Schema(requiredMode = RequiredMode.REQUIRED, maxLength = 320)
            String address,

            @Schema(nullable = true, description = "Null: for all media")
            Medium medium,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Whether it was a complaint about a mail")
            Boolean complaint,

            @Schema(requiredMode = RequiredMode.REQUIRED) Instant since) {}
}
