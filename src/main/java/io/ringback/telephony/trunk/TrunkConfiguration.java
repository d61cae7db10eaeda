package io.ringback.telephony.trunk;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.ringback.delivery.SwitchState;
import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.SipComponent;
import io.ringback.protocol.sip.SipTraffic;
import io.ringback.protocol.sip.UserAgent;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The trunk, if there is a switch to connect to. */
@Configuration(proxyBeanMethods = false)
@OnlyWithSwitch
@EnableConfigurationProperties(TrunkProperties.class)
class TrunkConfiguration {

    /** Closed after the Camel context, whose routes use it. Until they are there, it takes nothing. */
    @Bean(initMethod = "start", destroyMethod = "close")
    UserAgent trunk(TrunkProperties properties, ObjectProvider<SipTraffic> traffic) {
        UserAgent trunk = new JainUserAgent(properties.settings(), traffic.getIfAvailable(() -> SipTraffic.UNHEARD));
        trunk.takeNewRequests(false);
        return trunk;
    }

    @Bean
    TrunkReadiness trunkReadiness(UserAgent trunk) {
        return new TrunkReadiness(trunk);
    }

    @Bean
    SipComponent sip(UserAgent trunk) {
        SipComponent component = new SipComponent();
        component.setUserAgent(trunk);
        return component;
    }

    @Bean
    HealthIndicator trunkHealthIndicator(UserAgent trunk) {
        return new TrunkHealth(trunk);
    }

    /** Down only once it is known to be. */
    @Bean
    SwitchState switchState(UserAgent trunk) {
        return () -> trunk.peersUp().isEmpty() || trunk.peersUp().containsValue(true);
    }

    @Bean
    MeterBinder trunkMetrics(UserAgent trunk) {
        return new TrunkMetrics(trunk);
    }
}
