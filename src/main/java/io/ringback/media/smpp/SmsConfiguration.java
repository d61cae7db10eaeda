package io.ringback.media.smpp;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.ringback.delivery.ProviderMessages;
import io.ringback.directory.AddressReader;
import io.ringback.sealing.SealedAddresses;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The binds with the SMSC, if there is one. */
@Configuration(proxyBeanMethods = false)
@OnlyWithSmsc
class SmsConfiguration {

    @Bean
    Smsc smscBinds(SmppProperties settings, Clock clock) {
        return new Smsc(settings, clock);
    }

    @Bean
    SmscComponent smsc(
            Smsc binds,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            SmppProperties settings,
            AddressReader addresses,
            SealedAddresses sealed,
            ProviderMessages sent,
            Environment environment,
            Clock clock) {
        return new SmscComponent(
                binds,
                new SegmentRows(jdbc, transaction, sealed, clock),
                settings,
                addresses,
                new OwnNumbers(senders(environment)),
                new SentTextRows(sent),
                clock);
    }

    /** The setting is the package texting's; however it is written, with commas or one by one. */
    private static List<String> senders(Environment environment) {
        return Binder.get(environment)
                .bind("ringback.sms.senders", Bindable.listOf(String.class))
                .orElse(List.of());
    }

    @Bean
    HealthIndicator smscHealthIndicator(Smsc binds) {
        return new SmscHealth(binds);
    }

    @Bean
    MeterBinder smscMetrics(Smsc binds, SmppProperties settings) {
        return new SmscMetrics(binds, settings.hosts().size());
    }
}
