package io.ringback.media.mail;

import io.ringback.ladder.Ladder;
import io.ringback.session.SessionIdentifiers;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.MailComponent;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the mail medium together from the settings. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    private final MailIdentity identity;
    private final ReturnPath returnPath;
    private final SenderProof senderProof;

    MailConfiguration(MailProperties settings, SessionIdentifiers sessions) {
        this.identity = settings.identity();
        this.returnPath = new ReturnPath(identity, sessions);
        this.senderProof = new SenderProof(settings.trustedAuthservIds());
    }

    @Bean
    MailWriter mailWriter(Clock clock) {
        return new MailWriter(identity, returnPath, clock);
    }

    @Bean
    MailReader mailReader() {
        return new MailReader(identity, returnPath, senderProof);
    }

    @Bean
    MailTraffic mailTraffic(Ladder ladder) {
        return new MailTraffic(ladder, identity, returnPath);
    }

    @Bean
    HealthIndicator mailboxHealthIndicator(CamelContext camel) {
        return new MailboxHealth(camel);
    }

    @Bean
    KeptConnections keptMailConnections() {
        return new KeptConnections();
    }

    @Bean
    MailComponent smtp(KeptConnections kept) {
        return new MailComponent(new SmtpSettings(kept));
    }

    @Bean
    MailComponent smtps(KeptConnections kept) {
        return new MailComponent(new SmtpSettings(kept));
    }
}
