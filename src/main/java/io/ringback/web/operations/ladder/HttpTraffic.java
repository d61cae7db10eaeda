package io.ringback.web.operations.ladder;

import io.ringback.ladder.Ladder;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Strand;
import io.ringback.ladder.Upright;
import io.ringback.session.SessionIdentifier;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/**
 * Puts on the ladder what people do on their pages, and what programs ask for by the API: the request as it came, and how it was
 * answered. A page leads to its case by the session identifier in its path, the API by the case that it answers with.
 */
final class HttpTraffic extends OncePerRequestFilter {

    private static final Pattern PAGE = Pattern.compile("/([qwcau])/([A-Za-z0-9_-]{22})(?:/.*)?");
    private static final Pattern CASE =
            Pattern.compile("/api/cases/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/.*)?");
    private static final int LONGEST_BODY = 4096;
    private static final String JSON = "application/json";

    /** What our forms and links say of what somebody wants: a word of ours, or which device. */
    private static final List<String> CHOICES = List.of("answer", "choice", "device", "List-Unsubscribe");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final Ladder ladder;

    HttpTraffic(Ladder ladder) {
        this.ladder = ladder;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !ladder.isOn()
                || !path.startsWith("/api/") && !PAGE.matcher(path).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        HttpServletRequest read = type != null && type.startsWith(JSON)
                ? new ContentCachingRequestWrapper(request, LONGEST_BODY)
                : request;
        try {
            chain.doFilter(read, response);
        } finally {
            strand(request, response).ifPresent(strand -> note(read, response, strand));
        }
    }

    private static Optional<Strand> strand(HttpServletRequest request, HttpServletResponse response) {
        Matcher page = PAGE.matcher(request.getRequestURI());
        if (page.matches()) {
            return SessionIdentifier.fromToken(page.group(2))
                    .map(session ->
                            new Strand(Strand.Kind.SESSION, HexFormat.of().formatHex(session.hash())));
        }
        String location = response.getHeader("Location");
        return Optional.ofNullable(location)
                .map(CASE::matcher)
                .filter(Matcher::matches)
                .or(() -> Optional.of(CASE.matcher(request.getRequestURI())).filter(Matcher::matches))
                .map(found -> Strand.ofCase(UUID.fromString(found.group(1))));
    }

    private void note(HttpServletRequest request, HttpServletResponse response, Strand strand) {
        boolean program = request.getRequestURI().startsWith("/api/");
        End other = new End(
                program ? Upright.API_CLIENT : reader(request.getRequestURI()),
                program ? request.getRemoteAddr() : "",
                program ? request.getRemotePort() : 0);
        End own = new End(Upright.RINGBACK, request.getLocalAddr(), request.getLocalPort());
        String choices = program ? "" : choices(request);
        boolean post = request.getMethod().equals("POST");
        String line =
                request.getMethod() + " " + request.getRequestURI() + (post || choices.isEmpty() ? "" : "?" + choices);
        ladder.note(
                Protocol.HTTP,
                other,
                own,
                line,
                line + " " + request.getProtocol() + head(request, post ? choices : ""),
                List.of(strand));
        ladder.note(
                Protocol.HTTP,
                own,
                other,
                String.valueOf(response.getStatus()),
                request.getProtocol() + " " + response.getStatus() + "\r\n"
                        + header("Content-Type", response.getContentType())
                        + header("Location", response.getHeader("Location")),
                List.of(strand));
    }

    private static Upright reader(String page) {
        return switch (page.charAt(1)) {
            case 'q', 'w', 'a' -> Upright.CALLER;
            case 'c' -> Upright.CALLEE;
            default -> Upright.READER;
        };
    }

    private static String head(HttpServletRequest request, String choices) {
        String head = "\r\n" + header("Content-Type", request.getContentType()) + "\r\n";
        return request instanceof ContentCachingRequestWrapper read ? head + read.getContentAsString() : head + choices;
    }

    private static String header(String name, String value) {
        return value == null ? "" : name + ": " + value + "\r\n";
    }

    /** What people choose on a page; what else they or their browser send is nobody's business. */
    private static String choices(HttpServletRequest request) {
        return CHOICES.stream()
                .filter(name -> request.getParameter(name) != null)
                .map(name -> name + "=" + word(request.getParameter(name)))
                .collect(Collectors.joining("&"));
    }

    private static String word(String value) {
        return WORD.matcher(value).matches() ? value : "[no word of ours]";
    }
}
