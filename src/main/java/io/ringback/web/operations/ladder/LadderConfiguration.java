package io.ringback.web.operations.ladder;

import io.ringback.ladder.Ladder;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where requests are seen. */
@Configuration(proxyBeanMethods = false)
class LadderConfiguration {

    /** Behind Spring Security's filters, which come at -100: what they refuse concerns no case. */
    private static final int AFTER_SECURITY = -40;

    @Bean
    FilterRegistrationBean<HttpTraffic> httpTraffic(Ladder ladder) {
        FilterRegistrationBean<HttpTraffic> registration = new FilterRegistrationBean<>(new HttpTraffic(ladder));
        registration.addUrlPatterns("/api/*", "/q/*", "/w/*", "/c/*", "/a/*", "/u/*");
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }
}
