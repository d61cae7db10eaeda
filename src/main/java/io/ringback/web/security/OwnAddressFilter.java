package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Redirects within this server by path (RFC 9110 10.2.2), never by the host that the request names: whoever sends the request
 * chooses that name, and a cache would hand it to others.
 */
final class OwnAddressFilter extends OncePerRequestFilter {

    /** The scheme, the user and the port around a host (RFC 3986 appendix B). */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:https?:)?//(?:[^/?#@]*@)?(\\[[^]]*]|[^/?#:]*)(?::\\d*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern SLASHES = Pattern.compile("^[/\\\\]+");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new HttpServletResponseWrapper(response) {

            @Override
            public void sendRedirect(String location) throws IOException {
                super.sendRedirect(byPath(location, request.getServerName()));
            }
        });
    }

    /** The path, query and fragment of a location at this server; every other location as it is. */
    static String byPath(String location, String thisServer) {
        Matcher authority = AUTHORITY.matcher(location);
        if (!authority.lookingAt() || !thisServer.equalsIgnoreCase(authority.group(1))) {
            return location;
        }
        // Two slashes in front would name another host.
        return "/" + SLASHES.matcher(location.substring(authority.end())).replaceFirst("");
    }
}
