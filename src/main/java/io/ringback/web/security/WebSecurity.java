package io.ringback.web.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.PathPatternRequestMatcherBuilderFactoryBean;
import org.springframework.util.unit.DataSize;

/**
 * What the chains share, and their order: from the narrowest path to the last one, which finds nothing. Each kind of visitor
 * has a configuration of its own. In each chain, in this order: headers, the limit of the address, the limit of the body,
 * CSRF, who it is, what they may do.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties({ApiKeyProperties.class, LimitProperties.class})
class WebSecurity {

    static final int ENGINE_WEBAPPS = 5;
    static final int API = 10;
    static final int GATEWAYS = 15;
    static final int PROVIDERS = 16;
    static final int PEOPLE = 20;
    static final int OPERATORS = 40;
    static final int HEALTH = 49;
    static final int MONITORING = 50;
    static final int API_DESCRIPTION = 60;
    static final int MAILBOXES = 70;
    static final int EVERYTHING_ELSE = 80;

    private static final Duration FREE = Duration.ofSeconds(30);
    private static final DataSize LEAST_PER_SECOND = DataSize.ofKilobytes(16);

    @Bean
    RateLimits rateLimits(LimitProperties bounds) {
        return new RateLimits(bounds);
    }

    @Bean
    LoginDelays loginDelays(Clock clock) {
        return new LoginDelays(clock);
    }

    @Bean
    FailedLogins failedLogins(JdbcClient jdbc, OperatorAccounts accounts) {
        return new FailedLogins(jdbc, accounts);
    }

    @Bean
    Refusals refusals(ObjectMapper json) {
        return new Refusals(json);
    }

    /** Paths are matched in one way, which is Spring MVC's own, and without asking it. */
    @Bean
    static PathPatternRequestMatcherBuilderFactoryBean pathPatterns() {
        return new PathPatternRequestMatcherBuilderFactoryBean();
    }

    @Bean
    static NoLookAhead noLookAhead(ApplicationContext application) {
        return new NoLookAhead(application);
    }

    /** Each filter of a chain would be timed, before and after; how long requests take is measured once for all of them. */
    @Bean
    SecurityObservationSettings unobservedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    LostProgram lostProgram(ApplicationEventPublisher events) {
        return new LostProgram(events);
    }

    /** Before all others: those may ask the database. */
    @Bean
    FilterRegistrationBean<NotNowFilter> notNowFilter(
            ApplicationAvailability availability, LostProgram lost, Refusals refusals) {
        return first(new NotNowFilter(availability, lost, refusals));
    }

    /** Behind the valve that finds out the client's address where a proxy tells it, which is the server's first. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slowClients(LimitProperties bounds, LostProgram lost) {
        return server -> server.addEngineValves(new SlowClientValve(bounds, lost));
    }

    @Bean
    FilterRegistrationBean<AnswerInTimeFilter> answerInTimeFilter() {
        return first(new AnswerInTimeFilter(FREE, LEAST_PER_SECOND));
    }

    @Bean
    FilterRegistrationBean<PlainPathFilter> plainPathFilter() {
        return first(new PlainPathFilter());
    }

    @Bean
    FilterRegistrationBean<OwnAddressFilter> ownAddressFilter() {
        return first(new OwnAddressFilter());
    }

    /** Around all others, the engine's webapps too. */
    private static <T extends Filter> FilterRegistrationBean<T> first(T filter) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    CommonGuards commonGuards(
            LimitProperties bounds,
            RateLimits limits,
            Refusals refusals,
            OperatorAccounts accounts,
            @Value("${ringback.login.longest:12h}") Duration longest,
            Clock clock) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("ringback.login.longest (" + longest + ") is longer than none.");
        }
        return new CommonGuards(bounds, limits, refusals, new LoginAsOfNowFilter(accounts, longest, clock));
    }
}
