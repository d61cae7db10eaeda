package io.ringback.media.mms;

import io.ringback.arrival.CallbackLogin;
import io.ringback.directory.Medium;
import io.ringback.texting.OwnSenders;
import java.time.Clock;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Puts the medium together from the settings. */
@Configuration(proxyBeanMethods = false)
@OnlyWithMm7
class MmsConfiguration {

    /** A reply has a text and a picture; phones send at most 300 KB (OMA MMS Conformance 1.2), networks up to 600 KB. */
    private static final DataSize LONGEST_REQUEST = DataSize.ofMegabytes(1);

    private final Mm7Properties settings;

    MmsConfiguration(Mm7Properties settings) {
        this.settings = settings.requireComplete();
    }

    @Bean
    Mm7Submission mm7Submission(Clock clock) {
        SoapWithContent content = new SoapWithContent(new MultimediaContent(PictureCard.png()));
        return new Mm7Submission(
                new SubmitReq(settings, content, clock),
                new CancelReq(settings),
                new ReplaceReq(settings, content),
                clock);
    }

    @Bean
    Mm7Requests mm7Requests(Environment environment) {
        return new Mm7Requests(settings, OwnSenders.of(environment, Medium.MMS));
    }

    /** The dispatcher tries again, and nobody else: HttpClient would do so by itself after 429 and 503. */
    @Bean
    HttpRequestRetryStrategy mm7Retries() {
        return new DefaultHttpRequestRetryStrategy(0, TimeValue.ZERO_MILLISECONDS);
    }

    @Bean
    CallbackLogin mm7Login() {
        return new CallbackLogin("/mm7", settings.relayUser(), settings.relayPassword(), LONGEST_REQUEST);
    }
}
