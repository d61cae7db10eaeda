package io.ringback.media.mail;

import org.apache.camel.CamelContext;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailConfiguration;

/**
 * The options of Camel's components {@code smtp:} and {@code smtps:}, all of them, over connections that are kept. A route that names a
 * {@code javaMailSender} of its own keeps that.
 */
final class SmtpSettings extends MailConfiguration {

    private final KeptConnections kept;

    SmtpSettings(KeptConnections kept) {
        this.kept = kept;
    }

    @Override
    protected JavaMailSender createJavaMailSender(CamelContext camel) {
        return new SmtpSender(super.createJavaMailSender(camel), kept);
    }
}
