package io.ringback.media.xmpp;

import io.ringback.arrival.Entrance;
import java.time.Clock;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The XMPP accounts, if there are any. */
@Configuration(proxyBeanMethods = false)
@OnlyWithXmpp
class InstantMessageConfiguration {

    @Bean
    XmppAccounts xmppAccounts(XmppProperties settings, Entrance entrance, Clock clock) {
        return new XmppAccounts(settings, entrance, clock);
    }

    @Bean
    HealthIndicator xmppHealthIndicator(XmppAccounts xmppAccounts) {
        return new XmppHealth(xmppAccounts);
    }
}
