package io.ringback.web.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.ringback.cells.CellAway;
import io.ringback.cells.Misdirected;
import io.ringback.directory.AddressTakenException;
import io.ringback.failedcall.CannotBeMeant;
import io.ringback.inbox.TooManyEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Answers every failed request under {@code /api} with a problem (RFC 9457): what was wrong, which field, what to do.
 * Requests to other paths are none of its business, as are those that security refuses.
 */
@RestControllerAdvice
class ApiProblems {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);
    private static final String RETRY_SECONDS = "5";

    /** RFC 9110 15.5.20. */
    private static final HttpStatusCode MISDIRECTED = HttpStatusCode.valueOf(421);

    /** Of several people who are told of at once, some may have been stored. */
    private static final String LATER =
            " Send the same request again in " + RETRY_SECONDS + " seconds: what was stored of it is not stored twice.";

    private static final String AGAIN = " just now." + LATER;

    @ExceptionHandler(Exception.class)
    ResponseEntity<ProblemDetail> answer(Exception problem, HttpServletRequest request) throws Exception {
        boolean ours = request.getRequestURI().startsWith(request.getContextPath() + "/api/");
        if (!ours || problem instanceof AccessDeniedException || problem instanceof AuthenticationException) {
            throw problem;
        }
        ProblemDetail detail = describe(problem);
        HttpHeaders headers = new HttpHeaders();
        if (problem instanceof ErrorResponse response) {
            headers.addAll(response.getHeaders());
        }
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (detail.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return new ResponseEntity<>(detail, headers, detail.getStatus());
    }

    private static ProblemDetail describe(Exception problem) {
        if (problem instanceof InvalidRequest invalid) {
            return invalid(invalid.problems());
        }
        if (problem instanceof CannotBeMeant unclear) {
            return invalid(unclear.findings().stream()
                    .limit(Findings.MOST)
                    .map(finding -> new FieldProblem(finding.field(), finding.problem()))
                    .toList());
        }
        if (problem instanceof HttpMessageNotReadableException unreadable) {
            return unreadable(unreadable);
        }
        if (problem instanceof MethodArgumentTypeMismatchException mismatch) {
            return invalid(
                    List.of(new FieldProblem(mismatch.getName(), "is not " + expected(mismatch.getRequiredType()))));
        }
        if (problem instanceof AddressTakenException taken) {
            return problem(HttpStatus.CONFLICT, "address-taken", "An address is taken", taken.getMessage());
        }
        if (problem instanceof Refusal refusal) {
            return problem(refusal.status(), refusal.type(), refusal.title(), refusal.getMessage());
        }
        if (problem instanceof ErrorResponse response) {
            return standard(response);
        }
        if (problem instanceof TransientDataAccessException
                || problem instanceof RecoverableDataAccessException
                || problem instanceof DataAccessResourceFailureException
                || problem instanceof CannotCreateTransactionException) {
            LOG.warn("The database cannot be used just now", problem);
            return problem(
                    HttpStatus.SERVICE_UNAVAILABLE, "try-again", "Not now", "The database cannot be used" + AGAIN);
        }
        if (problem instanceof Misdirected) {
            LOG.error("{}", problem.getMessage());
            return problem(MISDIRECTED, "misdirected", "The tables of the cells differ", problem.getMessage());
        }
        if (problem instanceof CellAway) {
            return problem(HttpStatus.SERVICE_UNAVAILABLE, "try-again", "Not now", problem.getMessage() + LATER);
        }
        if (problem instanceof TooManyEvents) {
            return problem(
                    HttpStatus.SERVICE_UNAVAILABLE, "try-again", "Not now", "More comes than can be stored" + AGAIN);
        }
        LOG.error("A request failed", problem);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Ringback made a mistake",
                "Nothing is wrong with the request. Send it again with the same id later, and tell the operator, who"
                        + " finds the cause in the log.");
    }

    private static ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
        Throwable cause = unreadable.getCause();
        Throwable innermost = NestedExceptionUtils.getMostSpecificCause(unreadable);
        if (innermost instanceof ErrorResponse response) {
            return standard(response);
        }
        if (innermost instanceof Refusal refusal) {
            return problem(refusal.status(), refusal.type(), refusal.title(), refusal.getMessage());
        }
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return invalid(
                    List.of(new FieldProblem(path(unknown), "is not known here. Known are " + known(unknown) + ".")));
        }
        if (cause instanceof MismatchedInputException mismatched
                && !mismatched.getPath().isEmpty()) {
            return invalid(
                    List.of(new FieldProblem(path(mismatched), "must be " + expected(mismatched.getTargetType()))));
        }
        if (innermost instanceof InputCoercionException tooLarge && cause instanceof JsonMappingException at) {
            return invalid(List.of(new FieldProblem(path(at), "must be " + expected(tooLarge.getTargetType()))));
        }
        if (cause instanceof JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "malformed-json",
                    "This is not JSON",
                    "The body is not one well-formed JSON object"
                            + (at == null ? "" : ": see line " + at.getLineNr() + ", column " + at.getColumnNr())
                            + ". A field may be named once only.");
        }
        return problem(
                HttpStatus.BAD_REQUEST, "malformed-json", "This is not JSON", "The body is missing or cannot be read.");
    }

    private static ProblemDetail invalid(List<FieldProblem> problems) {
        ProblemDetail detail = problem(
                HttpStatus.BAD_REQUEST,
                "invalid-request",
                "The request is not valid",
                "Nothing was stored. Correct what \"errors\" names, and send it again.");
        detail.setProperty("errors", problems);
        return detail;
    }

    /** What Spring MVC refuses by itself: unknown paths, methods, media types, sizes. */
    private static ProblemDetail standard(ErrorResponse response) {
        HttpStatusCode status = response.getStatusCode();
        String mend =
                switch (status.value()) {
                    case 404 -> "There is nothing at this address. See /v3/api-docs for what there is.";
                    case 405 -> "This address does not take this method. See the Allow header.";
                    case 406 -> "The answer is JSON: accept application/json and application/problem+json.";
                    case 413 -> "The body is too large.";
                    case 415 ->
                        "This address does not take bodies of this type. See the Accept header, or /v3/api-docs.";
                    default -> response.getBody().getDetail();
                };
        HttpStatus known = HttpStatus.resolve(status.value());
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, mend);
        detail.setTitle(known == null ? "Refused" : known.getReasonPhrase());
        return detail;
    }

    private static ProblemDetail problem(HttpStatusCode status, String type, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:ringback:problem:" + type));
        problem.setTitle(title);
        return problem;
    }

    private static String path(JsonMappingException problem) {
        StringBuilder path = new StringBuilder();
        for (Reference step : problem.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        // The name of an unknown field is the sender's own text.
        return path.length() > 100 ? path.substring(0, 100) + "..." : path.toString();
    }

    private static String known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds() == null
                ? "none"
                : unknown.getKnownPropertyIds().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a text in quotes";
            case "Integer", "int" -> "a whole number";
            case "Boolean", "boolean" -> "true or false";
            case "UUID" -> "an id such as 3f1c1f0e-6a0c-4b5e-9d61-0f6f1d5c2a77";
            case "Instant" -> "an instant such as 2027-01-31T12:00:00Z";
            case "List", "ArrayList" -> "a list in []";
            default -> "an object in {}";
        };
    }
}
