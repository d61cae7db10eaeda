package io.ringback.media.xmpp;

import io.ringback.arrival.Entrance;
import io.ringback.conversation.SignsOfLife;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The XMPP accounts, if there are any. */
@Configuration(proxyBeanMethods = false)
@OnlyWithXmpp
class InstantMessageConfiguration {

    @Bean
    XmppAccounts xmppAccounts(
            XmppProperties settings, Entrance entrance, ObjectProvider<WatchedContacts> watched, Clock clock) {
        WatchedContacts contacts = watched.getIfAvailable();
        return new XmppAccounts(
                settings,
                entrance,
                stream -> {
                    if (contacts != null) {
                        contacts.follow(stream);
                    }
                },
                clock);
    }

    @ConditionalOnProperty("ringback.xmpp.watch-presence")
    @Bean(initMethod = "start", destroyMethod = "close")
    WatchedContacts watchedContacts(SignsOfLife signs, Directory directory, Clock clock) {
        return new WatchedContacts(
                signs,
                person -> directory.find(person).stream()
                        .flatMap(found -> found.devices().stream())
                        .filter(device -> device.medium() == Medium.INSTANT_MESSAGE)
                        .map(Device::address)
                        .toList(),
                address ->
                        directory.findByAddress(Medium.INSTANT_MESSAGE, address).map(Person::id),
                clock);
    }

    @Bean
    HealthIndicator xmppHealthIndicator(XmppAccounts xmppAccounts) {
        return new XmppHealth(xmppAccounts);
    }
}
