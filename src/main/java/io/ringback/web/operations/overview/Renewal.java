package io.ringback.web.operations.overview;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Has the browser ask for the overview again, without a script. A page that renews itself keeps its session, so an overview that somebody
 * walked away from stops after a while, and the session ends as those of all pages do; one on a wall goes on.
 */
@Component
public class Renewal {

    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration ON_A_WALL = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final String SINCE = Renewal.class.getName() + ".since";
    private static final String LAST = Renewal.class.getName() + ".last";

    private final Clock clock;

    Renewal(Clock clock) {
        this.clock = clock;
    }

    /** Of a page on a wall: for ever. */
    public Duration onAWall(HttpServletResponse response) {
        return again(response, ON_A_WALL);
    }

    /** Of a page on a desk: until it was left alone for long. Whoever loads it anew after that begins anew. */
    public Duration onADesk(HttpSession session, HttpServletResponse response) {
        Instant now = clock.instant();
        Instant last = (Instant) session.getAttribute(LAST);
        boolean byItself = last != null && Duration.between(last, now).compareTo(EVERY.multipliedBy(2)) < 0;
        Instant since = byItself ? (Instant) session.getAttribute(SINCE) : now;
        if (Duration.between(since, now).compareTo(LONGEST) > 0) {
            session.removeAttribute(LAST);
            return Duration.ZERO;
        }
        session.setAttribute(LAST, now);
        session.setAttribute(SINCE, since);
        return again(response, EVERY);
    }

    private static Duration again(HttpServletResponse response, Duration every) {
        response.setHeader("Refresh", Long.toString(every.toSeconds()));
        return every;
    }
}
