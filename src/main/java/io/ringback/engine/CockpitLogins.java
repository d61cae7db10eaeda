package io.ringback.engine;

import io.ringback.web.security.EngineLogins;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.stereotype.Component;

/**
 * Tells the webapps who has logged in, as their own login does ({@code AuthenticationUtil} of Camunda 7.24), but with the groups that
 * Ringback knows: whoever comes from an issuer has no account in the engine.
 */
@Component
class CockpitLogins implements EngineLogins {

    /** Where the webapps keep who has logged in. */
    private static final String LOGINS = "authenticatedUser";

    private final ProcessEngine engine;

    CockpitLogins(ProcessEngine engine) {
        this.engine = engine;
    }

    @Override
    public Map<String, Object> session(String account, Set<String> groups) {
        List<String> sorted = groups.stream().sorted().toList();
        UserAuthentication login = new UserAuthentication(account, engine.getName());
        login.setGroupIds(sorted);
        login.setTenantIds(List.of());
        login.setAuthorizedApps(apps(account, sorted));
        Authentications logins = new Authentications();
        logins.addOrReplace(login);
        return Map.of(LOGINS, logins);
    }

    private Set<String> apps(String account, List<String> groups) {
        AuthorizationService rights = engine.getAuthorizationService();
        Set<String> apps = new HashSet<>(Set.of(AuthenticationUtil.APP_WELCOME));
        for (String app : AuthenticationUtil.APPS) {
            if (rights.isUserAuthorized(account, groups, Permissions.ACCESS, Resources.APPLICATION, app)) {
                apps.add(app);
            }
        }
        return apps;
    }
}
