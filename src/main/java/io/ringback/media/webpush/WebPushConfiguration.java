package io.ringback.media.webpush;

import io.ringback.directory.BrowserDevices;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code camel-routes/web-push.camel.yaml} calls, if a key is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression(
        "!'${ringback.web-push.public-key:}'.isBlank() or !'${ringback.web-push.private-key:}'.isBlank()")
@EnableConfigurationProperties(WebPushProperties.class)
class WebPushConfiguration {

    @Bean
    PushServices pushServices(WebPushProperties settings) {
        settings.complete();
        return new PushServices(settings.services(), settings.timeout());
    }

    @Bean
    BrowserMessages browserMessages(
            WebPushProperties settings,
            PushServices pushServices,
            BrowserDevices browsers,
            Clock clock,
            @Value("${ringback.public-url}") URI publicUrl) {
        return new BrowserMessages(
                new BrowserEncryption(new SecureRandom()),
                new VapidKey(
                        settings.publicKey(),
                        settings.privateKey(),
                        settings.subject().isEmpty() ? publicUrl.toString() : settings.subject()),
                pushServices,
                browsers,
                clock);
    }
}
