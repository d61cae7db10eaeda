package io.ringback.web.api;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.privacy.Erasure;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Erases addresses that are nobody's. An address stands in the body: what stands in a path is logged on the way. */
@RestController
@RequestMapping(path = "/api/erasures", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "People", description = "Who is who: people, their devices and what they prefer")
class ErasuresController {

    private static final String ADDRESS = "{\"address\": \"tel:+46701740699\"}";

    private final Erasure erasure;
    private final AddressReader addresses;

    ErasuresController(Erasure erasure, AddressReader addresses) {
        this.erasure = erasure;
        this.addresses = addresses;
    }

    @Schema(name = "ErasureRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record ErasureRequest(
            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    maxLength = 320,
                    example = "tel:+46701740699",
                    description = "A URI, or as people write it")
            String address) {}

    @Schema(name = "ErasureDone")
    record ErasureDone(
            @Schema(description = "Open cases that were ended by it", example = "0")
            int casesEnded,

            @Schema(description = "Cases that named the address and do not any more", example = "3")
            int cases) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Erase an address that is nobody's from all that is kept",
            description = "For somebody who called or was called and is not in the directory. May be repeated.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ErasureRequest.class),
                                            examples = @ExampleObject(ADDRESS))))
    @ApiResponse(
            responseCode = "200",
            description = "Erased, if it was kept anywhere",
            content =
                    @Content(
                            schema = @Schema(implementation = ErasureDone.class),
                            examples = @ExampleObject("{\"casesEnded\": 0, \"cases\": 3}")))
    @ApiResponse(responseCode = "409", ref = OpenApiConfiguration.ADDRESS_OF_PERSON)
    ErasureDone erase(@RequestBody ErasureRequest request) {
        Findings findings = new Findings();
        Optional<Address> address = findings.required("address", request.address())
                .flatMap(text -> findings.read("address", () -> addresses.read(text)));
        findings.throwIfAny();
        Erasure.Result result = erasure.address(address.orElseThrow());
        if (result instanceof Erasure.Result.OfPerson owned) {
            throw Refusal.addressOfPerson(owned.person());
        }
        Erasure.Result.Done done = (Erasure.Result.Done) result;
        return new ErasureDone(done.casesEnded(), done.cases());
    }
}
