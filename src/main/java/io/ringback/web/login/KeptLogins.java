package io.ringback.web.login;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.ringback.web.security.LoginsUnderWay;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Operators' logins are kept in the database, where all nodes find them, and in place of the server's own sessions. */
@Configuration(proxyBeanMethods = false)
class KeptLogins {

    /**
     * Where there are logins. Elsewhere the cookie is not looked at: people's pages and the API have none, and whoever asks whether a node
     * lives or is ready is answered also while the database is away.
     */
    private static final String[] DOORS = {
        "/operations/*",
        "/bench/*",
        "/login/*",
        "/logout",
        "/oauth2/*",
        "/camunda/*",
        "/actuator",
        "/actuator/health",
        "/actuator/info",
        "/actuator/metrics/*",
        "/actuator/prometheus"
    };

    private static final Duration PAUSE = Duration.ofMinutes(10);

    @Bean
    LoginSessions loginSessions(
            JdbcOperations statements,
            PlatformTransactionManager transactions,
            JdbcClient jdbc,
            @Value("${server.servlet.session.timeout}") Duration unused,
            @Value("${ringback.secret}") String secret) {
        TransactionTemplate ofItsOwn = new TransactionTemplate(transactions);
        ofItsOwn.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new LoginSessions(statements, ofItsOwn, jdbc, unused, secret);
    }

    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<LoginSession>> sessionsOfOperators(LoginSessions sessions) {
        SessionRepositoryFilter<LoginSession> filter = new SessionRepositoryFilter<>(sessions);
        filter.setHttpSessionIdResolver(cookies());
        FilterRegistrationBean<SessionRepositoryFilter<LoginSession>> registration =
                new FilterRegistrationBean<>(filter);
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        registration.addUrlPatterns(DOORS);
        return registration;
    }

    /** For this host, for no script, with no request of another site's page but a link; and Secure where the request is. */
    private static CookieHttpSessionIdResolver cookies() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(LoginsUnderWay.COOKIE);
        cookie.setSameSite("Lax");
        cookie.setUseBase64Encoding(false);
        CookieHttpSessionIdResolver cookies = new CookieHttpSessionIdResolver();
        cookies.setCookieSerializer(cookie);
        return cookies;
    }

    @Bean
    Task<Void> forgetUnusedLoginsTask(LoginSessions sessions) {
        return Tasks.recurring("forget-logins", Schedules.fixedDelay(PAUSE))
                .execute((instance, context) -> sessions.forgetUnused());
    }
}
