package io.ringback.sms;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.ringback.directory.AddressReader;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
            @Value("${ringback.sms.senders:}") List<String> senders,
            Clock clock) {
        return new SmscComponent(
                binds, new SegmentRows(jdbc, transaction, clock), settings, addresses, new OwnNumbers(senders), clock);
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
