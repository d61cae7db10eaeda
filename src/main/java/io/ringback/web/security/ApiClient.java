package io.ringback.web.security;

import java.security.Principal;
import java.util.Set;

/**
 * A program that may use the API.
 *
 * @param name as in configuration; becomes the source of what it tells us
 * @param scopes what it may do
 */
public record ApiClient(String name, Set<Scope> scopes) implements Principal {

    public ApiClient {
        scopes = Set.copyOf(scopes);
    }

    @Override
    public String getName() {
        return name;
    }
}
