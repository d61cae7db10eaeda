package io.ringback.web.operations;

import io.ringback.web.operations.NamedActs.Named;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has every act of a logged-in operator written down before it is done, in our pages and in the engine's webapps: what
 * cannot be written down is not done. Strangers are refused further on and leave nothing here.
 */
final class ActsFilter extends OncePerRequestFilter {

    static final String OUR_PAGES = "/operations/";
    static final String BENCH = "/bench/";
    static final String ENGINE_WEBAPPS = "/camunda/";

    /** Ours, and the engine's, which are short since 0.2 (docs/decisions/0039-less-to-log.md). A word that looks like one finds no case. */
    private static final Pattern ID =
            Pattern.compile("\\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-z]{15})\\b");

    private static final Pattern PERSON = Pattern.compile("/operations/people/[0-9a-fA-F-]{36}(?:/file)?");
    private static final Pattern LADDER = Pattern.compile("/operations/cases/[0-9a-fA-F-]{36}/ladder(\\.pcap)?");
    private static final String[] NONE = {};
    private static final int MOST_IDS = 1000;

    private final OperatorActs acts;
    private final EngineDesk engine;
    private final List<NamedActs> named;

    ActsFilter(OperatorActs acts, EngineDesk engine, List<NamedActs> named) {
        this.acts = acts;
        this.engine = engine;
        this.named = List.copyOf(named);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean inEngine = request.getRequestURI().startsWith(ENGINE_WEBAPPS);
        Optional<Named> known = inEngine
                ? Optional.empty()
                : named.stream().flatMap(one -> one.named(request).stream()).findFirst();
        Optional<String> act = known.map(Named::act)
                .or(() -> inEngine ? engine.act(request.getMethod(), request.getRequestURI()) : ourAct(request))
                .filter(words -> !words.isEmpty());
        if (act.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Optional<String> operator = operator();
        if (operator.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        HttpServletRequest read = isJson(request) ? new ReadRequest(request) : request;
        Collection<UUID> cases = known.isPresent() ? known.get().cases() : cases(read);
        long begun = acts.begun(operator.get(), request.getRemoteAddr(), act.get(), cases);
        try {
            chain.doFilter(read, response);
        } catch (IOException | ServletException | RuntimeException e) {
            acts.ended(begun, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            throw e;
        }
        acts.ended(begun, response.getStatus());
    }

    private static Optional<String> ourAct(HttpServletRequest request) {
        if (request.getMethod().equals("GET")
                && PERSON.matcher(request.getRequestURI()).matches()) {
            return Optional.of("Read what is kept about a person: " + request.getRequestURI());
        }
        if (!request.getMethod().equals("POST")) {
            return Optional.empty();
        }
        Matcher ladder = LADDER.matcher(request.getRequestURI());
        if (ladder.matches()) {
            return Optional.of(
                    ladder.group(1) == null
                            ? "Looked at the addresses of a case's messages"
                            : "Downloaded the packets of a case's messages");
        }
        if (request.getRequestURI().equals("/bench/check")
                || request.getRequestURI().equals("/bench/words/try")) {
            // It changes nothing, and comes with every line that is drawn.
            return Optional.empty();
        }
        return Optional.of(
                switch (request.getRequestURI()) {
                    case "/bench/draft" -> "Kept a draft of " + request.getParameter("file");
                    case "/bench/upload" -> "Uploaded a draft";
                    case "/bench/discard" -> "Discarded a draft of " + request.getParameter("file");
                    case "/bench/propose" ->
                        "Proposed "
                                + String.join(", ", request.getParameterMap().getOrDefault("file", NONE));
                    case "/bench/replay" -> "Replayed the cases of the last days";
                    case "/bench/words/keep", "/bench/words/upload" ->
                        "Kept a draft of " + request.getParameter("file");
                    case "/bench/words/propose" -> "Proposed " + request.getParameter("file");
                    case "/bench/words/take-back" -> "Took back the last change of words";
                    case "/bench/take-back" -> "Took back the last deploy of diagrams and tables";
                    case "/operations/cases/find" -> "Looked for cases";
                    case "/operations/cases/views" -> "Saved a view of cases";
                    case "/operations/cases/views/delete" -> "Deleted a saved view of cases";
                    case "/operations/inbox/try-again" -> "Tried a stuck event again";
                    case "/operations/diagrams/deploy" -> "Deployed diagrams, tables and wording";
                    case "/operations/diagrams/take-back" -> "Took back the last deploy of diagrams and tables";
                    case "/operations/routes/reload" -> "Reloaded routes";
                    case "/operations/second-factor/begin" -> "Began to set up a second factor";
                    case "/operations/second-factor/confirm" -> "Set up a second factor";
                    case "/operations/second-factor/recovery-codes" -> "Made recovery codes";
                    case "/operations/second-factor/turn-off" -> "Turned a second factor off";
                    case "/operations/second-factors/reset" ->
                        "Reset the second factor of " + request.getParameter("account");
                    default -> request.getMethod() + " " + request.getRequestURI();
                });
    }

    private static Optional<String> operator() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .filter(Authentication::isAuthenticated)
                .map(Authentication::getName);
    }

    private Collection<UUID> cases(HttpServletRequest request) throws IOException {
        Set<String> named = new LinkedHashSet<>();
        addIds(request.getRequestURI(), named);
        if (request instanceof ReadRequest read) {
            addIds(read.text(), named);
        }
        return named.isEmpty() ? Set.of() : engine.cases(named);
    }

    private static void addIds(String text, Set<String> ids) {
        Matcher found = ID.matcher(text);
        while (found.find() && ids.size() < MOST_IDS) {
            ids.add(found.group());
        }
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.regionMatches(
                        true, 0, MediaType.APPLICATION_JSON_VALUE, 0, MediaType.APPLICATION_JSON_VALUE.length());
    }
}
