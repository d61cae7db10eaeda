package io.ringback.web.api;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the API at {@code /v3/api-docs}, and what all its operations have in common. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String RESPONSES = "#/components/responses/";
    static final String NOT_FOUND = RESPONSES + "NotFound";
    static final String ADDRESS_TAKEN = RESPONSES + "AddressTaken";
    static final String ADDRESS_OF_PERSON = RESPONSES + "AddressOfPerson";
    static final String NO_CALENDARS = RESPONSES + "NoCalendars";
    static final String ID_REUSED = RESPONSES + "IdReused";
    static final String MISDIRECTED = RESPONSES + "Misdirected";
    static final String CHANGED_MEANWHILE = RESPONSES + "ChangedMeanwhile";

    private static final String API_KEY = "apiKey";
    private static final String OAUTH2 = "oauth2";

    /** How an error looks (RFC 9457). */
    @io.swagger.v3.oas.annotations.media.Schema(name = "Problem", description = "What went wrong (RFC 9457)")
    private record ProblemBody(
            @io.swagger.v3.oas.annotations.media.Schema(
                    description = "Which kind of problem, for programs",
                    example = "urn:ringback:problem:invalid-request")
            String type,

            @io.swagger.v3.oas.annotations.media.Schema(
                    description = "Which kind of problem, for people",
                    requiredMode = RequiredMode.REQUIRED)
            String title,

            @io.swagger.v3.oas.annotations.media.Schema(
                    description = "The HTTP status",
                    requiredMode = RequiredMode.REQUIRED)
            int status,

            @io.swagger.v3.oas.annotations.media.Schema(
                    description = "What to do",
                    requiredMode = RequiredMode.REQUIRED)
            String detail,

            @io.swagger.v3.oas.annotations.media.Schema(description = "The path of the request")
            String instance,

            @io.swagger.v3.oas.annotations.media.Schema(description = "What is wrong with which field")
            List<FieldProblem> errors) {}

    private record CommonResponse(String status, String name, String description, String example) {}

    private static final List<CommonResponse> COMMON = List.of(
            new CommonResponse("400", "Invalid", "The request is wrong; nothing was stored", """
                    {"type": "urn:ringback:problem:invalid-request", "title": "The request is not valid", "status": 400,
                     "detail": "Nothing was stored. Correct what \\"errors\\" names, and send it again.",
                     "errors": [{"field": "callee", "problem": "is the caller"}]}
                    """),
            new CommonResponse("401", "Unauthorized", "No valid API key or access token", """
                    {"title": "Unauthorized", "status": 401,
                     "detail": "Send your API key: Authorization: Bearer <key>."}
                    """),
            new CommonResponse("403", "Forbidden", "The key or token does not allow this", """
                    {"title": "Forbidden", "status": 403, "detail": "This API key does not allow this request."}
                    """),
            new CommonResponse("429", "TooManyRequests", "Too many requests; see Retry-After", """
                    {"title": "Too Many Requests", "status": 429, "detail": "Send again after the seconds in Retry-After."}
                    """),
            new CommonResponse("500", "InternalError", "Ringback made a mistake; send again with the same id", """
                    {"type": "urn:ringback:problem:internal-error", "title": "Ringback made a mistake", "status": 500,
                     "detail": "Nothing is wrong with the request. Send it again with the same id later."}
                    """),
            new CommonResponse("503", "NotNow", "Nothing can be stored just now; see Retry-After", """
                    {"type": "urn:ringback:problem:try-again", "title": "Not now", "status": 503,
                     "detail": "The database cannot be used just now. Send the same request again in 5 seconds."}
                    """));

    private static final List<CommonResponse> WITH_BODY = List.of(
            new CommonResponse("413", "TooLarge", "The body is too large", """
                    {"title": "Payload Too Large", "status": 413, "detail": "The body is too large."}
                    """),
            new CommonResponse(
                    "415", "UnsupportedMediaType", "The body is of another type than this address takes", """
                    {"title": "Unsupported Media Type", "status": 415,
                     "detail": "This address does not take bodies of this type. See the Accept header."}
                    """));

    private static final List<CommonResponse> NAMED = List.of(
            new CommonResponse("404", "NotFound", "There is none with this id (any more)", """
                    {"type": "urn:ringback:problem:not-found", "title": "Not found", "status": 404,
                     "detail": "There is no person with this id (any more)."}
                    """),
            new CommonResponse("409", "AddressTaken", "Someone else has one of the addresses", """
                    {"type": "urn:ringback:problem:address-taken", "title": "An address is taken", "status": 409,
                     "detail": "The address of device \\"Mail\\" (EMAIL) is another device's already. Remove it there first, or correct it here."}
                    """),
            new CommonResponse("409", "AddressOfPerson", "The address is a person's; nothing was erased", """
                    {"type": "urn:ringback:problem:address-of-person", "title": "The address is a person's", "status": 409,
                     "detail": "It is a device of person 3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77: DELETE the person, or take it away first."}
                    """),
            new CommonResponse("409", "NoCalendars", "Calendars are not kept here; nothing was stored", """
                    {"type": "urn:ringback:problem:no-calendars", "title": "Calendars are not kept here", "status": 409,
                     "detail": "Set ringback.calendars.enabled=true, and start Ringback anew. Nothing was stored."}
                    """),
            new CommonResponse("409", "IdReused", "Another event was sent with this id; nothing was stored", """
                    {"type": "urn:ringback:problem:id-reused", "title": "The id is taken", "status": 409,
                     "detail": "Another event was sent with this id. The id must be different for every call."}
                    """),
            new CommonResponse(
                    "421", "Misdirected", "Cells have different tables; nothing was stored, send it again", """
                    {"type": "urn:ringback:problem:misdirected", "title": "The tables of the cells differ", "status": 421,
                     "detail": "Another cell handed this on to the cell south, by whose table it belongs to the cell north: ..."}
                    """),
            new CommonResponse("412", "ChangedMeanwhile", "Someone else has changed it since you read it", """
                    {"type": "urn:ringback:problem:changed-meanwhile", "title": "Changed meanwhile", "status": 412,
                     "detail": "Someone else has changed this since you read it. Read it again, and repeat your change."}
                    """));

    @Bean
    OpenAPI ringbackOpenApi() {
        Components components = new Components()
                .addSecuritySchemes(
                        API_KEY,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("An API key of Ringback's configuration"))
                .addSecuritySchemes(
                        OAUTH2,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("An OAuth 2.0 access token of the configured issuer (RFC 6750)"));
        ModelConverters.getInstance(true)
                .readAllAsResolvedSchema(new AnnotatedType(ProblemBody.class))
                .referencedSchemas
                .forEach(components::addSchemas);
        for (List<CommonResponse> responses : List.of(COMMON, WITH_BODY, NAMED)) {
            responses.forEach(common -> components.addResponses(common.name(), response(common)));
        }
        return new OpenAPI()
                // Where the description was read from, and not what the reader called that place.
                .servers(List.of(new Server().url("/")))
                .info(new Info()
                        .title("Ringback")
                        .version("1")
                        .description("""
                                Ringback turns a failed phone call into a conversation. A switch tells it that a call has \
                                failed; Ringback asks the caller whether to leave word, notifies the callee through another \
                                medium, and tells the caller when the callee can be reached.

                                Every error is a problem (RFC 9457) whose `detail` says what to do. Whatever is answered \
                                with 2xx is stored for good; whatever is not may be sent again, and is never done twice.
                                """)
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .addSecurityItem(new SecurityRequirement().addList(API_KEY))
                .addSecurityItem(new SecurityRequirement().addList(OAUTH2))
                .components(components);
    }

    /** Pages for people are not part of the API; what can go wrong anywhere is said once, here. */
    @Bean
    OpenApiCustomizer apiOperationsOnly() {
        return api -> {
            api.getPaths().keySet().removeIf(path -> !path.startsWith("/api/"));
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(OpenApiConfiguration::addCommonResponses);
        };
    }

    private static void addCommonResponses(Operation operation) {
        add(COMMON, operation);
        if (operation.getRequestBody() != null) {
            add(WITH_BODY, operation);
        }
    }

    private static void add(List<CommonResponse> responses, Operation operation) {
        responses.forEach(common -> operation
                .getResponses()
                .addApiResponse(common.status(), new ApiResponse().$ref(RESPONSES + common.name())));
    }

    private static ApiResponse response(CommonResponse common) {
        MediaType media = new MediaType()
                .schema(new Schema<>().$ref("#/components/schemas/Problem"))
                .example(json(common.example()));
        return new ApiResponse()
                .description(common.description())
                .content(new Content().addMediaType("application/problem+json", media));
    }

    private static Object json(String example) {
        try {
            return io.swagger.v3.core.util.Json.mapper().readValue(example, Map.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("An example in the API's description is not JSON", e);
        }
    }
}
