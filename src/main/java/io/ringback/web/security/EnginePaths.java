package io.ringback.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/**
 * The paths of the engine's webapps, told by the whole path. Spring's matchers look at the part behind a servlet's own
 * prefix, and the webapps have several such servlets, so to them {@code /camunda/api/engine/q/1} would be {@code /q/1}.
 */
final class EnginePaths {

    private static final Pattern LOGIN = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/login/[^/]+/?");
    private static final Pattern LOGOUT = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/logout/?");
    private static final Pattern PAGE =
            Pattern.compile("/camunda(/app(/(cockpit|admin|tasklist|welcome)(/[\\w-]+)?)?)?/?");
    /** Here the engine checks the password of whoever sets a new one. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("/camunda/api/engine/engine/[^/]+/user/[^/]+/credentials/?");

    private static final Pattern DEPLOYMENT = Pattern.compile("/camunda/api/engine/(.*/)?deployment(/.*)?");

    private static final String SETUP = "/camunda/api/admin/setup";

    private EnginePaths() {}

    static boolean all(HttpServletRequest request) {
        String path = path(request);
        return path.equals("/camunda") || path.startsWith("/camunda/");
    }

    static boolean login(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && LOGIN.matcher(path(request)).matches();
    }

    static boolean logout(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && LOGOUT.matcher(path(request)).matches();
    }

    /** What a person opens, and not what their page fetches. */
    static boolean page(HttpServletRequest request) {
        return request.getMethod().equals("GET") && PAGE.matcher(path(request)).matches();
    }

    static boolean newPassword(HttpServletRequest request) {
        return request.getMethod().equals("PUT")
                && CREDENTIALS.matcher(path(request)).matches();
    }

    /** Where anyone may make themselves an administrator as long as there is none. */
    static boolean setup(HttpServletRequest request) {
        return path(request).startsWith(SETUP);
    }

    /**
     * What is deployed here is not checked, and a diagram that is not checked runs any program on the server. Diagrams are
     * deployed at {@code /operations/diagrams}.
     */
    static boolean deploys(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && DEPLOYMENT.matcher(path(request)).matches();
    }

    /** Decoded by the container; the firewall has refused whatever is ambiguous. */
    private static String path(HttpServletRequest request) {
        String servlet = request.getServletPath();
        return request.getPathInfo() == null ? servlet : servlet + request.getPathInfo();
    }
}
