package io.ringback.web.pages;

import io.ringback.wording.Wording;
import jakarta.servlet.DispatcherType;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Texts, language and headers of the pages. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {

    @Bean
    static MessageSource messageSource() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasenames("messages/pages", Wording.BUNDLE);
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        texts.setFallbackToSystemLocale(false);
        return texts;
    }

    @Bean
    static LocaleResolver localeResolver() {
        return new ReaderLanguage();
    }

    @Bean
    static FilterRegistrationBean<PageHeaders> pageHeaders() {
        FilterRegistrationBean<PageHeaders> registration = new FilterRegistrationBean<>(new PageHeaders());
        registration.addUrlPatterns("/q/*", "/w/*", "/c/*", "/u/*", "/error");
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return registration;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // Not /u/: RFC 8058 lets a mail reader post there from wherever it runs.
        registry.addInterceptor(new OwnForms()).addPathPatterns("/q/*", "/w/*", "/c/*");
    }
}
