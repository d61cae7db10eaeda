package io.ringback.media.mail;

import io.ringback.directory.Address;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.Letter;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The route that mail leaves by, as it is in camel-routes, and what Ringback puts behind it. */
final class MailOut implements AutoCloseable {

    private static final MailIdentity IDENTITY = new MailIdentity("ringback", RealMailSystem.DOMAIN, "Ringback");

    final DefaultCamelContext camel = new DefaultCamelContext();
    final KeptConnections kept;
    private final MailWriter writer = new MailWriter(
            IDENTITY,
            new ReturnPath(IDENTITY, new SessionIdentifiers("only-for-tests-only-for-tests-only")),
            Clock.systemUTC());

    /**
     * @param settings without {@code ringback.mail.smtp.}
     * @param beans that the route may name
     * @param parameters lines that an engineer has added to the endpoint's
     */
    MailOut(KeptConnections kept, Map<String, String> settings, Map<String, Object> beans, String... parameters)
            throws Exception {
        this.kept = kept;
        Properties properties = new Properties();
        properties.put("ringback.mail.smtp.host", "127.0.0.1");
        properties.put("ringback.mail.smtp.starttls-required", "false");
        properties.put("ringback.mail.smtp.timeout", "5000");
        settings.forEach((name, value) -> properties.put("ringback.mail.smtp." + name, value));
        camel.getPropertiesComponent().setOverrideProperties(properties);
        camel.getRegistry().bind("smtp", new MailComponent(new SmtpSettings(kept)));
        camel.getRegistry().bind("smtps", new MailComponent(new SmtpSettings(kept)));
        beans.forEach(camel.getRegistry()::bind);
        StringBuilder route = new StringBuilder(Files.readString(Path.of("camel-routes/mail-out.camel.yaml")));
        for (String line : parameters) {
            route.append("              ").append(line).append('\n');
        }
        camel.start();
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("mail-out.camel.yaml", route.toString()));
    }

    /** Has a letter sent. */
    UUID send(String receiver) throws Exception {
        UUID id = UUID.randomUUID();
        send(letter(id, receiver, "Hello\n.\nBob\n"));
        return id;
    }

    /** @throws Exception what the route has met */
    void send(MimeMessage letter) throws Exception {
        Exchange done = camel.createFluentProducerTemplate()
                .to("direct:send-email")
                .withBody(letter)
                .send();
        if (done.getException() != null) {
            throw done.getException();
        }
    }

    MimeMessage letter(UUID id, String receiver, String text) {
        return writer.write(new OutgoingMail(
                id,
                Address.parse("mailto:" + receiver, "SE"),
                "Bob",
                Locale.ENGLISH,
                new Letter("Anna tried to reach you", text, "<p>Hello</p>"),
                Optional.empty(),
                Optional.empty()));
    }

    @Override
    public void close() {
        camel.stop();
        kept.close();
    }
}
