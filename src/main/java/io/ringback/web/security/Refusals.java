package io.ringback.web.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.util.HtmlUtils;

/**
 * Says no: to programs as a problem (RFC 9457), to people as a small page in their language. Never repeats anything of
 * the request.
 */
final class Refusals {

    private static final String BUNDLE = "io.ringback.web.security.refusals";
    private static final String NOT_NOW_SECONDS = "5";
    private static final Locale SWEDISH = Locale.forLanguageTag("sv");
    private static final String CHALLENGE = "Bearer realm=\"ringback\"";

    private final ObjectMapper json;

    Refusals(ObjectMapper json) {
        this.json = json;
    }

    /** 401 with the challenge that RFC 6750 section 3 asks for. */
    void unauthenticated(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        boolean presented =
                request.getHeader(HttpHeaders.AUTHORIZATION) != null || request.getHeader(ApiKeyFilter.HEADER) != null;
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, presented ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE);
        problem(
                response,
                HttpStatus.UNAUTHORIZED,
                presented
                        ? "The key or token is not valid. Give one of them only, in Authorization: Bearer or X-API-Key."
                        : "Give an API key or an access token in the header Authorization: Bearer.");
    }

    /** 403: known, but not allowed. */
    void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\"");
        problem(
                response,
                HttpStatus.FORBIDDEN,
                "This key or token does not have the scope for this. The scopes are " + Scope.names() + ".");
    }

    /** 429, with the seconds to wait. */
    void tooMany(HttpServletRequest request, HttpServletResponse response, Duration wait) throws IOException {
        response.setHeader(
                HttpHeaders.RETRY_AFTER,
                String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds())));
        answer(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many");
    }

    /** 413. The rest of the body is not read. */
    void tooLong(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, HttpStatus.PAYLOAD_TOO_LARGE, "too-long");
    }

    /** 411: the body comes in chunks where its length has to be known beforehand. */
    void lengthRequired(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, HttpStatus.LENGTH_REQUIRED, "length-required");
    }

    /** 503: this node is being started or stopped. */
    void notNow(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, NOT_NOW_SECONDS);
        answer(request, response, HttpStatus.SERVICE_UNAVAILABLE, "not-now");
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String text)
            throws IOException {
        boolean forPeople = accepts(request, MediaType.TEXT_HTML_VALUE);
        Locale locale =
                forPeople && SWEDISH.getLanguage().equals(request.getLocale().getLanguage()) ? SWEDISH : Locale.ROOT;
        ResourceBundle texts = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        if (forPeople) {
            page(response, status, locale, texts.getString(text + ".title"), texts.getString(text + ".text"));
        } else {
            problem(response, status, texts.getString(text + ".text"));
        }
    }

    private static boolean accepts(HttpServletRequest request, String type) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(type);
    }

    private static void page(HttpServletResponse response, HttpStatus status, Locale locale, String title, String text)
            throws IOException {
        String language = locale.getLanguage().isEmpty() ? "en" : locale.getLanguage();
        String page = "<!DOCTYPE html><html lang=\"%s\"><head><meta charset=\"utf-8\"><title>%s</title>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<link rel=\"stylesheet\" href=\"/ringback.css\"></head><body><main><h1>%s</h1><p>%s</p></main>"
                + "</body></html>";
        String safeTitle = HtmlUtils.htmlEscape(title, "UTF-8");
        write(
                response,
                status,
                "text/html",
                page.formatted(language, safeTitle, safeTitle, HtmlUtils.htmlEscape(text, "UTF-8"))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void problem(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        write(response, status, MediaType.APPLICATION_PROBLEM_JSON_VALUE, json.writeValueAsBytes(problem));
    }

    private static void write(HttpServletResponse response, HttpStatus status, String type, byte[] body)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
