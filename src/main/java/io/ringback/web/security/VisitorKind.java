package io.ringback.web.security;

/**
 * Who asks, told by the path, so that no kind of visitor can take what another needs. The numbers together, twice for those who wait, and
 * {@link RequestsInHand#BODIES} leave threads over for health (server.tomcat.threads.max).
 */
enum VisitorKind {
    /** People who were written to, and strangers. */
    PEOPLE(60, false),
    /** Clients of the API, and providers of messages: few addresses with much to tell. */
    PROGRAMS(100, true),
    OPERATORS(60, false),
    /** Big files that anybody may fetch, and so may read slowly: those of the engine's webapps and of the API's description. */
    FILES(40, false),
    /** A load balancer is never refused. */
    HEALTH(Integer.MAX_VALUE, true);

    private final int atWork;
    private final boolean program;

    VisitorKind(int atWork, boolean program) {
        this.atWork = atWork;
        this.program = program;
    }

    static VisitorKind of(String method, String path) {
        if (isBelow(path, "/actuator/health") && (method.equals("GET") || method.equals("HEAD"))) {
            return HEALTH;
        }
        if (isBelow(path, "/camunda/app")
                || isBelow(path, "/camunda/lib")
                || isBelow(path, "/swagger-ui")
                || isBelow(path, "/v3/api-docs")) {
            return FILES;
        }
        if (isBelow(path, "/api") || isBelow(path, "/gateway") || path.equals("/mm7")) {
            return PROGRAMS;
        }
        return isBelow(path, "/operations")
                        || isBelow(path, "/camunda")
                        || isBelow(path, "/actuator")
                        || isBelow(path, "/mailbox")
                        || path.equals("/login")
                        || path.equals("/logout")
                ? OPERATORS
                : PEOPLE;
    }

    private static boolean isBelow(String path, String folder) {
        return path.startsWith(folder) && (path.length() == folder.length() || path.charAt(folder.length()) == '/');
    }

    /** How many requests of this kind are worked on at the same time; as many may wait for it. */
    int atWork() {
        return atWork;
    }

    boolean isProgram() {
        return program;
    }
}
