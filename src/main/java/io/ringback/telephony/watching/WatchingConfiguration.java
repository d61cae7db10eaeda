package io.ringback.telephony.watching;

import io.ringback.agenda.ThisNode;
import io.ringback.conversation.SignsOfLife;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.telephony.trunk.OnlyWithSwitch;
import io.ringback.telephony.trunk.SwitchDomain;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Watches, if it is set by which event. */
@Configuration(proxyBeanMethods = false)
@OnlyWithSwitch
@EnableConfigurationProperties(WatchingProperties.class)
class WatchingConfiguration {

    /** Closed before the trunk, by which it ends its subscriptions. */
    // Not on the class: of two such conditions there only one counts.
    @ConditionalOnExpression("!'${ringback.callee-seen.watch.event:}'.isBlank()")
    @Bean(initMethod = "start", destroyMethod = "close")
    WatchedCallees watchedCallees(
            WatchingProperties settings,
            UserAgent trunk,
            SignsOfLife signs,
            Directory directory,
            ThisNode node,
            Clock clock,
            @Value("${ringback.sip.proxy}") String proxy,
            @Value("${ringback.sip.domain:}") String domain,
            @Value("${ringback.sip.user:ringback}") String user,
            @Value("${ringback.connections.number:}") String number) {
        Set<String> own = new HashSet<>(Set.of(user, number));
        own.remove("");
        SwitchDomain atSwitch = SwitchDomain.of(proxy, domain);
        Function<UUID, Optional<String>> phone =
                person -> directory.find(person).flatMap(found -> found.devices().stream()
                        .filter(device -> device.medium() == Medium.VOICE)
                        .findFirst()
                        .map(device -> atSwitch.dialled(device.address().uri())));
        NodesShare share = new NodesShare(node.id(), node::alive);
        return new WatchedCallees(settings, own, trunk, signs, phone, share, clock);
    }
}
