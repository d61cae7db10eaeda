package io.ringback.web.security;

import jakarta.servlet.Filter;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.handler.HandlerMappingIntrospector;

/**
 * Spares each request that Spring Security finds out beforehand which page would answer it. Only matchers that ask Spring MVC want to
 * know that, and those of all chains here are path patterns ({@link WebSecurity#pathPatterns}).
 */
final class NoLookAhead implements BeanPostProcessor {

    private final ApplicationContext application;

    NoLookAhead(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean.getClass() != HandlerMappingIntrospector.class) {
            return bean;
        }
        HandlerMappingIntrospector without = new HandlerMappingIntrospector() {
            @Override
            public Filter createCacheFilter() {
                return (request, response, chain) -> chain.doFilter(request, response);
            }
        };
        without.setApplicationContext(application);
        return without;
    }
}
