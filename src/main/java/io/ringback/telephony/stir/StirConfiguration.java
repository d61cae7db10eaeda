package io.ringback.telephony.stir;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads what is trusted when Ringback starts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StirProperties.class)
class StirConfiguration {

    private static final Duration CONNECTING = Duration.ofSeconds(1);

    @Bean
    IdentityHeaders identityHeaders(StirProperties settings, Clock clock) {
        Certificates onDisk =
                settings.folder().<Certificates>map(CertificateFolder::new).orElse(where -> Optional.empty());
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTING)
                .build();
        return new IdentityHeaders(
                settings.anchors().map(TrustedChains::to),
                onDisk.or(new CertificateHosts(settings.certificateHosts(), client, clock)),
                settings.freshness(),
                clock);
    }
}
