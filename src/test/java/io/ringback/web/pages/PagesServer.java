package io.ringback.web.pages;

import static org.mockito.Mockito.mock;

import io.ringback.conversation.BrowsersByLink;
import io.ringback.privacy.PersonFiles;
import io.ringback.wording.WordingInForce;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.HttpEncodingAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.MultipartAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.HttpRequestHandler;

/** The pages alone on a free port of this machine, with a conversation that remembers what it was told. */
final class PagesServer implements AutoCloseable {

    final ToldConversation conversation = new ToldConversation();
    final PersonFiles files = mock(PersonFiles.class);

    /** Offers nothing unless told to. */
    final BrowsersByLink browsers = mock(BrowsersByLink.class);

    private final ServletWebServerApplicationContext context;

    PagesServer() {
        this(WordingInForce.builtIn());
    }

    PagesServer(WordingInForce wording) {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Pages.class)
                .initializers(starting -> {
                    starting.getBeanFactory().registerSingleton("conversation", conversation);
                    starting.getBeanFactory().registerSingleton("wording", wording);
                    starting.getBeanFactory().registerSingleton("clock", Clock.systemUTC());
                    starting.getBeanFactory().registerSingleton("files", files);
                    starting.getBeanFactory().registerSingleton("browsers", browsers);
                })
                .properties(
                        "spring.config.name=pages-alone",
                        "server.address=127.0.0.1",
                        "server.port=0",
                        "spring.main.banner-mode=off")
                .run();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + path);
    }

    @Override
    public void close() {
        context.close();
    }

    // Not a @Configuration, so that no component scan of the whole application finds it.
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        MultipartAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ThymeleafAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    @Import({
        PagesConfiguration.class,
        QuestionPage.class,
        ContactPage.class,
        BrowsersPage.class,
        LinePage.class,
        UnsubscribePage.class,
        ResultPage.class,
        BrandFiles.class,
        PersonFilePage.class
    })
    static class Pages {

        @Bean("/fail")
        Failing failing() {
            return new Failing();
        }

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
                    .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
                            .ignoringRequestMatchers(
                                    PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/u/*")))
                    .build();
        }
    }

    /** Fails as it is asked to, so that the error pages can be seen. */
    static final class Failing implements HttpRequestHandler {

        @Override
        public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
            int status = Integer.parseInt(request.getParameter("status"));
            if (status == 500) {
                throw new IllegalStateException("secret detail of a failure");
            }
            response.sendError(status);
        }
    }
}
