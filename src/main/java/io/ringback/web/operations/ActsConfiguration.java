package io.ringback.web.operations;

import io.ringback.web.security.HalfLogin;
import io.ringback.web.security.LoginActs;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Where the operators' journal listens. */
@Configuration(proxyBeanMethods = false)
class ActsConfiguration {

    /** Behind Spring Security's filters, which come at -100 and know who is logged in to our pages. */
    private static final int AFTER_SECURITY = -50;

    private final OperatorActs acts;

    ActsConfiguration(OperatorActs acts) {
        this.acts = acts;
    }

    @Bean
    FilterRegistrationBean<ActsFilter> actsFilter(EngineDesk engine, ObjectProvider<NamedActs> named) {
        FilterRegistrationBean<ActsFilter> registration = new FilterRegistrationBean<>(
                new ActsFilter(acts, engine, named.stream().toList()));
        registration.addUrlPatterns(
                ActsFilter.OUR_PAGES + "*", ActsFilter.BENCH + "*", ActsFilter.ENGINE_WEBAPPS + "*");
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }

    /** A login never comes as far as the filter. Half of one is none. */
    @EventListener
    void loggedIn(InteractiveAuthenticationSuccessEvent login) {
        if (login.getAuthentication().getDetails() instanceof WebAuthenticationDetails from
                && !(login.getAuthentication().getPrincipal() instanceof HalfLogin)) {
            note(login.getAuthentication().getName(), from.getRemoteAddress(), "Logged in");
        }
    }

    @Bean
    LoginActs loginActs() {
        return this::note;
    }

    private void note(String account, String from, String act) {
        acts.ended(acts.begun(account, from, act, Set.of()), HttpServletResponse.SC_OK);
    }
}
