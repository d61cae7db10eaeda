package io.ringback.web.pages;

import io.ringback.wording.TextsOf;
import io.ringback.wording.WordingInForce;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Texts, language and headers of the pages. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {

    private final WordingInForce wording;

    PagesConfiguration(WordingInForce wording) {
        this.wording = wording;
    }

    @Bean
    static MessageSource messageSource(WordingInForce wording) {
        return messagesOf(wording);
    }

    /** What templates of pages say, in whatever is said. */
    static MessageSource messagesOf(WordingInForce wording) {
        return wording.messages(TextsOf.PAGES, TextsOf.LETTERS);
    }

    @Bean
    static LocaleResolver localeResolver(WordingInForce wording) {
        return new ReaderLanguage(wording);
    }

    @Bean
    static FilterRegistrationBean<PageHeaders> pageHeaders() {
        FilterRegistrationBean<PageHeaders> registration =
                new FilterRegistrationBean<>(new PageHeaders(PageHeaders.CONTENT_SECURITY_POLICY));
        registration.addUrlPatterns("/q/*", "/w/*", "/c/*", "/a/*", "/u/*", "/error");
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return registration;
    }

    @Bean
    static FilterRegistrationBean<PageHeaders> headersOfBrowsersPage() {
        FilterRegistrationBean<PageHeaders> registration =
                new FilterRegistrationBean<>(new PageHeaders(PageHeaders.WITH_WORKER));
        registration.addUrlPatterns("/b/*");
        registration.setName("headersOfBrowsersPage");
        return registration;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new LookOfPages(wording))
                .addPathPatterns("/q/*", "/w/*", "/c/*", "/a/*", "/u/*", "/b/*", "/error");
        // Not /u/: RFC 8058 lets a mail reader post there from wherever it runs.
        registry.addInterceptor(new OwnForms()).addPathPatterns("/q/*", "/w/*", "/c/*", "/a/*", "/b/*");
    }
}
