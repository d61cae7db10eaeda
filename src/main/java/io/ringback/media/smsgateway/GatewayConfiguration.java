package io.ringback.media.smsgateway;

import io.ringback.directory.Medium;
import io.ringback.texting.OwnSenders;
import java.time.Clock;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What {@code camel-routes/sms-gateway.camel.yaml} calls, if SMS go by an HTTP gateway. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "ringback.sms.provider", havingValue = "http")
@EnableConfigurationProperties(GatewayProperties.class)
class GatewayConfiguration {

    @Bean
    SmsGateway smsGateway(GatewayProperties settings, Clock clock) {
        return new SmsGateway(settings.complete().profile(), clock);
    }

    @Bean
    GatewayCallbacks smsGatewayCallbacks(GatewayProperties settings, Environment environment, Clock clock) {
        GatewayProperties complete = settings.complete();
        return new GatewayCallbacks(
                new CallbackSignature(complete.publicKey(), complete.callbackAge(), clock),
                OwnSenders.of(environment, Medium.SMS),
                clock);
    }

    /** The client would try again by itself after 429 and 503, and nobody would know. */
    @Bean
    HttpRequestRetryStrategy smsGatewayTries() {
        return new DefaultHttpRequestRetryStrategy(0, TimeValue.ZERO_MILLISECONDS);
    }
}
