package io.ringback.web.security;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an API client may be allowed, by API key or in the scope of a bearer token. */
public enum Scope {
    /** Tell of failed and answered calls and of sent mails. */
    CALLS_WRITE("calls.write"),
    CASES_READ("cases.read"),
    PEOPLE_READ("people.read"),
    PEOPLE_WRITE("people.write"),
    METRICS_READ("metrics.read");

    private final String authority;

    Scope(String authority) {
        this.authority = authority;
    }

    /** The name in configuration, in tokens and as an authority. */
    public String authority() {
        return authority;
    }

    /** The scope of that name; empty if there is none. */
    static Optional<Scope> named(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.authority.equals(name))
                .findAny();
    }

    static String names() {
        return Arrays.stream(values()).map(Scope::authority).collect(Collectors.joining(", "));
    }
}
