package io.ringback.web.security;

import io.ringback.delivery.Adapters;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 with Retry-After while this node is being started or stopped: it listens before its routes run, and a request that is
 * under way may outlive them; and while it cannot be told who has logged in. Nothing was stored then, and the same request may be sent
 * again, to any node.
 *
 * <p>So it does on a node that has lost a class of its program. Only a restart helps that one, and liveness says so.
 */
final class NotNowFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(NotNowFilter.class);

    /** Who asks how the node is has to be told. */
    private static final String MONITORING = "/actuator/";

    private final ApplicationAvailability availability;
    private final LostProgram lost;
    private final Refusals refusals;

    NotNowFilter(ApplicationAvailability availability, LostProgram lost, Refusals refusals) {
        this.availability = availability;
        this.lost = lost;
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + MONITORING);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isReady()) {
            refusals.notNow(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException | LinkageError e) {
            lost.heed(e);
            if (response.isCommitted() || isReady() && !passes(e)) {
                throw e;
            }
            LOG.info("A request could not be taken just now: {}", e.toString());
            response.reset();
            refusals.notNow(request, response);
        }
    }

    private boolean isReady() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                && availability.getLivenessState() != LivenessState.BROKEN;
    }

    private static boolean passes(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Adapters.NotReady || cause instanceof LoginsNotReadable) {
                return true;
            }
        }
        return false;
    }
}
