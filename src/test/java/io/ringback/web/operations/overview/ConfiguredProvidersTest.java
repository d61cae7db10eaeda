package io.ringback.web.operations.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.ringback.agenda.Lane;
import io.ringback.directory.Medium;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.actuate.health.DefaultHealthContributorRegistry;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.SimpleStatusAggregator;
import org.springframework.mock.env.MockEnvironment;

/** The trunk, servers and accounts, named as they are configured. */
class ConfiguredProvidersTest {

    private final MockEnvironment settings = new MockEnvironment();
    private final HealthContributorRegistry parts = new DefaultHealthContributorRegistry();

    @Test
    void whereNothingIsConfiguredThereIsNone() {
        assertThat(providers(Set.of())).isEmpty();
    }

    @Test
    void whatKeepsAConnectionStandsAsItsHealthSays() {
        Map<String, Boolean> peers = new LinkedHashMap<>();
        peers.put("sip:a.example", true);
        peers.put("sip:b.example", false);
        part("trunk", Health.up().withDetail("registered", true).withDetail("peers", peers));
        part("smsc", Health.up().withDetail("binds", Map.of("smsc-1", false)));
        part("xmpp", Health.up().withDetail("accounts", List.of("online", "The password is wrong.")));
        settings.withProperty("ringback.xmpp.accounts[0].jid", "ringback@im.example");

        assertThat(providers(Set.of()))
                .containsExactly(
                        new Provider("SIP trunk sip:a.example", "answers", Sign.FINE),
                        new Provider("SIP trunk sip:b.example", "does not answer", Sign.ACT),
                        new Provider("SIP registration", "registered", Sign.FINE),
                        new Provider("SMSC smsc-1", "not bound", Sign.ACT),
                        new Provider("XMPP ringback@im.example", "online", Sign.FINE),
                        new Provider("XMPP account 2", "The password is wrong.", Sign.ACT));
    }

    @Test
    void ofTheOthersItIsKnownWhetherTheyTakeWhatTheyAreGiven() {
        settings.withProperty("ringback.sms.gateway.url", "https://user:secret@sms.example/v2/messages?key=secret")
                .withProperty("ringback.mms.mm7.url", "https://mmsc.example/mm7")
                .withProperty("ringback.mail.smtp.host", "mail.example");

        assertThat(providers(Set.of(Lane.EMAIL), new Tally(Medium.SMS, 95, 5, 0), new Tally(Medium.MMS, 0, 0, 3)))
                .containsExactly(
                        new Provider("SMS gateway sms.example", "5 of 100 messages failed in the last hour", Sign.LOOK),
                        new Provider("MMSC mmsc.example", "3 messages wait", Sign.FINE),
                        new Provider("Mail server mail.example", "has taken nothing for too long", Sign.ACT));
    }

    @Test
    void aMailboxStandsAsItsLastReadingDid() {
        settings.withProperty("ringback.mail.imap.host", "mail.example");
        assertThat(providers(Set.of()))
                .containsExactly(
                        new Provider("Mailbox imaps mail.example", "has not been read by this node", Sign.LOOK));

        Map<String, Boolean> mailboxes = new LinkedHashMap<>();
        mailboxes.put("imaps mail.example", true);
        mailboxes.put("imaps other.example", false);
        part("mailbox", Health.up().withDetail("mailboxes", mailboxes));

        assertThat(providers(Set.of()))
                .containsExactly(
                        new Provider("Mailbox imaps mail.example", "is read", Sign.FINE),
                        new Provider("Mailbox imaps other.example", "cannot be read", Sign.ACT));
    }

    @Test
    void aTopicSaysWhetherItIsRead() {
        part("kafka", Health.up().withDetail("topics", Map.of("ringback.calls", false)));

        assertThat(providers(Set.of()))
                .containsExactly(new Provider("Kafka topic ringback.calls", "cannot be read", Sign.ACT));
    }

    private void part(String name, Health.Builder health) {
        parts.registerContributor(name, (HealthIndicator) health::build);
    }

    private List<Provider> providers(Set<Lane> silent, Tally... tallies) {
        HealthEndpointGroup all = mock(HealthEndpointGroup.class);
        when(all.isMember(anyString())).thenReturn(true);
        when(all.getStatusAggregator()).thenReturn(new SimpleStatusAggregator());
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("health", new HealthEndpoint(parts, HealthEndpointGroups.of(all, Map.of()), null));
        return new ConfiguredProviders(beans.getBeanProvider(HealthEndpoint.class), settings)
                .all(silent, List.of(tallies));
    }
}
