package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URI;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Redirects within this server by path (RFC 9110 10.2.2), never by the host that the request names: whoever sends the request
 * chooses that name, and a cache would hand it to others.
 */
final class OwnAddressFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new HttpServletResponseWrapper(response) {

            @Override
            public void sendRedirect(String location) throws IOException {
                super.sendRedirect(byPath(location, request));
            }
        });
    }

    static String byPath(String location, HttpServletRequest request) {
        URI target = URI.create(location);
        // Behind another port of the same machine may be the issuer.
        if (!request.getServerName().equalsIgnoreCase(target.getHost()) || port(target) != request.getServerPort()) {
            return location;
        }
        return UriComponentsBuilder.fromUri(target)
                .scheme(null)
                .userInfo(null)
                .host(null)
                .port(null)
                .build()
                .toUriString();
    }

    private static int port(URI target) {
        return target.getPort() >= 0 ? target.getPort() : "https".equals(target.getScheme()) ? 443 : 80;
    }
}
