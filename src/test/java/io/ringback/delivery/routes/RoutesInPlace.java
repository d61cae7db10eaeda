package io.ringback.delivery.routes;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipComponent;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Route files in a folder, a Camel context that runs them, and a mail server behind. */
final class RoutesInPlace implements AutoCloseable {

    static final String PASSWORD = "correct-horse-battery";

    /** A bean that routes call. */
    public static final class Stamp {
        /** Lets everything through. */
        public Object mark(Object body) {
            return body;
        }
    }

    static final String MAIL_OUT = """
            - route:
                id: mail-out
                from:
                  uri: direct:send-email
                  steps:
                    - setHeader:
                        name: greeting
                        simple: ${header.messageId}
                    - to:
                        uri: bean:stamp
                        parameters:
                          method: mark
                    - to:
                        uri: "smtp://127.0.0.1:{{test.smtp.port}}"
                        parameters:
                          username: ringback
                          password: "RAW({{test.smtp.password}})"
            """;

    final DefaultCamelContext camel = new DefaultCamelContext();
    final GreenMail mail = new GreenMail(new ServerSetup(Ports.free(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    final RouteFiles files;
    final ProducerTemplate producer;
    private final Path folder;

    RoutesInPlace(Path folder, Map<String, String> files) throws Exception {
        this.folder = folder;
        mail.start();
        mail.setUser("ringback", PASSWORD);
        Properties settings = new Properties();
        settings.put("test.smtp.port", Integer.toString(mail.getSmtp().getPort()));
        settings.put("test.smtp.password", PASSWORD);
        camel.getPropertiesComponent().setOverrideProperties(settings);
        camel.getRegistry().bind("stamp", new Stamp());
        SipComponent sip = new SipComponent();
        sip.setListen("udp:127.0.0.1:" + Ports.free());
        camel.getRegistry().bind("sip", sip);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:handed-in").routeId("handed-in").process(exchange -> {});
            }
        });
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        this.files = new RouteFiles(camel, folder, Clock.systemUTC());
        camel.start();
        producer = camel.createProducerTemplate();
    }

    void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    /** Sends a mail through {@code direct:send-email}. */
    Exchange send(String subject) throws Exception {
        MimeMessage message = new MimeMessage((Session) null);
        message.setFrom(new InternetAddress("ringback@example.test"));
        message.setRecipients(MimeMessage.RecipientType.TO, "anna@example.test");
        message.setSubject(subject);
        message.setText("Hello");
        return producer.request("direct:send-email", exchange -> {
            exchange.getMessage().setBody(message);
            exchange.getMessage().setHeader("messageId", subject);
        });
    }

    /** The subjects of all mails that the server took. */
    List<String> taken() {
        return Arrays.stream(mail.getReceivedMessages())
                .map(one -> {
                    try {
                        return one.getSubject();
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Override
    public void close() {
        camel.stop();
        mail.stop();
    }
}
