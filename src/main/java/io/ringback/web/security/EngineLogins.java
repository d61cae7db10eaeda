package io.ringback.web.security;

import jakarta.servlet.http.HttpSession;
import java.util.Set;

/** Makes whoever has logged in here known to the engine's webapps, which then ask for no login of their own. */
public interface EngineLogins {

    /**
     * Before each request to the webapps, so that what has changed counts at once.
     *
     * @param session where the webapps look
     * @param account a name that may be none of the engine's accounts, of somebody whom an issuer knows
     * @param groups theirs
     */
    void enter(HttpSession session, String account, Set<String> groups);
}
