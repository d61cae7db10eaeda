package io.ringback.web.operations;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What the operators' journal must know of Cockpit and the engine's other webapps. */
public interface EngineDesk {

    /**
     * The account that is logged in there; empty if none is.
     *
     * @param session its attributes by name
     */
    Optional<String> operator(Function<String, Object> session);

    /**
     * What a request asks for.
     *
     * @param method of HTTP
     * @param path of the whole request
     * @return in words; empty if it only looks
     */
    Optional<String> act(String method, String path);

    /** The cases of these process instances, executions and jobs; other ids are left out. */
    Set<UUID> cases(Collection<String> ids);
}
