package io.ringback.web.security;

import java.util.Collection;
import java.util.Set;

/** Which logins have not ended yet, at whatever node. For what goes on longer than the request that a login was asked with. */
public interface LoginsUnderWay {

    /** The cookie that names a login's session. */
    String COOKIE = "JSESSIONID";

    /**
     * Asks once for all of them.
     *
     * @param sessions as {@code HttpSession.getId()} names them
     * @return those of them that are under way still
     */
    Set<String> of(Collection<String> sessions);
}
