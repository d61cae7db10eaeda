package io.ringback.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What is wrong with one field of a request.
 *
 * @param row of a CSV file, the header being row 1; absent for JSON
 * @param field the field or column, such as {@code devices[0].address}
 * @param problem what is wrong and how to mend it; never repeats an address
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FieldProblem(
        @Schema(description = "Row of a CSV file; the header is row 1", example = "3")
        Integer row,

        @Schema(description = "Field or column", requiredMode = Schema.RequiredMode.REQUIRED, example = "callee")
        String field,

        @Schema(
                description = "What is wrong, and how to mend it",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "is missing")
        String problem) {

    FieldProblem(String field, String problem) {
        this(null, field, problem);
    }
}
