package io.ringback.media.ntfy;

import java.time.Clock;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code camel-routes/ntfy.camel.yaml} calls, if a server is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${ringback.ntfy.url:}'.isBlank()")
@EnableConfigurationProperties(NtfyProperties.class)
class NtfyConfiguration {

    @Bean
    PushMessages ntfyMessages(NtfyProperties settings, Clock clock) {
        settings.complete();
        return new PushMessages(clock);
    }

    /** The client would try again by itself after 429 and 503, and nobody would know. */
    @Bean
    HttpRequestRetryStrategy ntfyTries() {
        return new DefaultHttpRequestRetryStrategy(0, TimeValue.ZERO_MILLISECONDS);
    }
}
