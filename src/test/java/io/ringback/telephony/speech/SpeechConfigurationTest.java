package io.ringback.telephony.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.telephony.announcement.Played;
import io.ringback.telephony.announcement.SpokenPrompts;
import io.ringback.wording.WordingInForce;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Who speaks, by the settings. */
@Execution(ExecutionMode.CONCURRENT)
class SpeechConfigurationTest {

    private static final SpokenPrompts PROMPTS = Played.prompts();

    private final ApplicationContextRunner node =
            new ApplicationContextRunner().withUserConfiguration(Node.class, BuiltInServer.class);

    @Test
    void espeakSpeaksWhereItIsInstalled() {
        node.run(context -> assertThat(context.getBean(SpokenNames.class).render("Anna", Locale.ENGLISH))
                .isPresent());
    }

    @ParameterizedTest
    @CsvSource({"enabled=false", "program=", "program=no-such-program", "program=/none/espeak-ng"})
    void withoutAnEngineNobodySpeaks(String setting) {
        node.withPropertyValues("ringback.speech." + setting)
                .run(context -> assertThat(context.getBean(SpokenNames.class).render("Anna", Locale.ENGLISH))
                        .isEmpty());
    }

    @Test
    void aForeignAnnouncementServerIsGivenNothing() {
        new ApplicationContextRunner().withUserConfiguration(Node.class).run(context -> assertThat(
                        context.getBean(SpokenNames.class).render("Anna", Locale.ENGLISH))
                .isEmpty());
    }

    @Test
    void theServiceIsAskedFirstAndEspeakForWhatItCannotSay() {
        node.withPropertyValues("ringback.speech.url=http://192.0.2.1/").run(context -> {
            SpokenTexts texts = context.getBean(SpokenTexts.class);

            assertThat(Played.frames(
                            PROMPTS, texts.play("Served", Locale.ENGLISH).orElseThrow()))
                    .as("20 ms from the service")
                    .isEqualTo(1);
            assertThat(Played.frames(
                            PROMPTS, texts.play("Refused", Locale.ENGLISH).orElseThrow()))
                    .as("speech of espeak-ng")
                    .isGreaterThan(10);
        });
    }

    @Test
    void whereNothingIsToBeSpokenTheServiceIsNotAsked() {
        node.withPropertyValues("ringback.speech.url=http://192.0.2.1/", "ringback.speech.enabled=false")
                .run(context -> assertThat(context.getBean(SpokenTexts.class).play("Served", Locale.ENGLISH))
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"url=file:/etc/passwd", "url=192.0.2.1:5000", "timeout=0", "timeout=60000"})
    void aWrongSettingIsNamed(String setting) {
        node.withPropertyValues("ringback.speech." + setting).run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("ringback.speech." + setting.replaceFirst("=.*", " is")));
    }

    @Configuration(proxyBeanMethods = false)
    static class BuiltInServer {

        @Bean
        SpokenPrompts spokenPrompts() {
            return PROMPTS;
        }
    }

    @EnableConfigurationProperties(SpeechProperties.class)
    @Import(SpeechConfiguration.class)
    static class Node {

        @Bean
        WordingInForce wording() {
            return WordingInForce.builtIn();
        }

        @Bean(destroyMethod = "stop")
        CamelContext camel() throws Exception {
            DefaultCamelContext camel = new DefaultCamelContext();
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:speak")
                            .filter(body().isEqualTo("Refused"))
                            .throwException(new IllegalStateException("no"))
                            .end()
                            .setHeader("Content-Type", constant("audio/L16;rate=8000"))
                            .setBody(constant(new byte[320]));
                }
            });
            camel.start();
            return camel;
        }

        @Bean
        ProducerTemplate producer(CamelContext camel) {
            return camel.createProducerTemplate();
        }
    }
}
