package io.ringback.web.security;

import java.util.Map;
import java.util.Set;

/** Makes whoever has logged in here known to the engine's webapps, which then ask for no login of their own. */
public interface EngineLogins {

    /**
     * Before each request to the webapps, so that what has changed counts at once.
     *
     * @param account a name that may be none of the engine's accounts, of somebody whom an issuer knows
     * @param groups theirs
     * @return what the webapps look for in the session, by the names of its attributes
     */
    Map<String, Object> session(String account, Set<String> groups);
}
