package io.ringback.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Where somebody wanted to go who had to log in first. The browser keeps it, so that no stranger costs a session, and it is one of a
 * few, so that no link to the login leads to somebody else's page.
 */
enum WayIn {
    OPERATIONS("/operations"),
    COCKPIT("/camunda/app/cockpit/default/"),
    ADMIN("/camunda/app/admin/default/"),
    TASKLIST("/camunda/app/tasklist/default/"),
    WELCOME("/camunda/app/welcome/default/");

    private static final String COOKIE = "ringback-door";
    private static final int SECONDS = 600;

    private final String path;

    WayIn(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /** The one whose page this is; {@link #OPERATIONS} if it is none's. */
    static WayIn of(HttpServletRequest request) {
        String app = request.getRequestURI().replaceFirst("^/camunda/app/", "").replaceFirst("/.*", "");
        return named(app.toUpperCase(Locale.ROOT));
    }

    /** Which one was kept. */
    static WayIn kept(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(cookie -> named(cookie.getValue()))
                .findFirst()
                .orElse(OPERATIONS);
    }

    private static WayIn named(String name) {
        return Arrays.stream(values())
                .filter(wayIn -> wayIn.name().equals(name))
                .findFirst()
                .orElse(OPERATIONS);
    }

    void keep(HttpServletRequest request, HttpServletResponse response) {
        cookie(request, response, name(), SECONDS);
    }

    static void forget(HttpServletRequest request, HttpServletResponse response) {
        cookie(request, response, "", 0);
    }

    private static void cookie(HttpServletRequest request, HttpServletResponse response, String value, int seconds) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path(CommonGuards.LOGIN)
                        .maxAge(seconds)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
