package io.ringback.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * A request from this machine to this machine by its own name. The name is looked at because a web site can have its own
 * name resolve to 127.0.0.1 and so read pages here with a visitor's browser.
 */
final class LoopbackOnly implements RequestMatcher {

    private static final Set<String> ADDRESSES = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public boolean matches(HttpServletRequest request) {
        return ADDRESSES.contains(request.getRemoteAddr()) && NAMES.contains(request.getServerName());
    }
}
