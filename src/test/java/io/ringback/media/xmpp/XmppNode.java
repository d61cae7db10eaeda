package io.ringback.media.xmpp;

import io.ringback.ShippedRoutes;
import io.ringback.arrival.EntranceByCamel;
import io.ringback.arrival.HandedInEndpoint;
import io.ringback.media.xmpp.XmppProperties.Account;
import io.ringback.peers.Prosody;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Ringback's side of XMPP with its real route and no database: what comes in is recorded. */
final class XmppNode implements AutoCloseable {

    final List<Map<String, Object>> replies = new CopyOnWriteArrayList<>();
    final List<Map<String, Object>> reports = new CopyOnWriteArrayList<>();

    /** What storing a reply does first. */
    volatile Storing storing = reply -> {};

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final XmppAccounts accounts;

    interface Storing {
        void store(Map<String, Object> reply) throws Exception;
    }

    private XmppNode(XmppProperties settings, Consumer<XmppStream> presences) throws Exception {
        Properties properties = new Properties();
        properties.setProperty(
                "ringback.xmpp.accounts[0].jid", settings.accounts().get(0).jid());
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.addRoutes(new HandedInEndpoint());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:reply-received").process(exchange -> {
                    Map<String, Object> reply = fields(exchange);
                    storing.store(reply);
                    replies.add(reply);
                });
                from("direct:delivery-report").process(exchange -> reports.add(fields(exchange)));
            }
        });
        accounts = new XmppAccounts(
                settings, new EntranceByCamel(camel, camel.createProducerTemplate()), presences, Clock.systemUTC());
        camel.getRegistry().bind("xmppAccounts", accounts);
        ShippedRoutes.load(camel, "instant-message");
        camel.start();
        accounts.start();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(Exchange exchange) throws Exception {
        return (Map<String, Object>) exchange.getMessage().getMandatoryBody(Map.class);
    }

    /** A node with these accounts on {@code prosody}, whose certificate it trusts. */
    static XmppNode at(Prosody prosody, String... users) throws Exception {
        return with(settings(prosody, users));
    }

    static XmppNode with(XmppProperties settings) throws Exception {
        return with(settings, stream -> {});
    }

    static XmppNode with(XmppProperties settings, Consumer<XmppStream> presences) throws Exception {
        return new XmppNode(settings, presences);
    }

    static XmppProperties settings(Prosody prosody, String... users) {
        List<Account> accounts = new ArrayList<>();
        for (String user : users) {
            accounts.add(new Account(prosody.jid(user), user + "-password"));
        }
        return new XmppProperties(
                accounts,
                "127.0.0.1",
                prosody.port(),
                "test",
                true,
                prosody.certificate().toString(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                false);
    }

    /** What is wrong with its first account; empty if it is online. */
    String problem() {
        return accounts.problems().get(0);
    }

    XmppAccounts accounts() {
        return accounts;
    }

    /** Sends as the dispatcher does. */
    void send(String from, String to, String text, String messageId) throws Exception {
        send(Map.of("from", from, "to", to, "text", text, "language", "sv"), messageId);
    }

    void send(Map<String, String> message, String messageId) throws Exception {
        Exchange done = camel.createFluentProducerTemplate()
                .to("direct:send-instant-message")
                .withBody(new HashMap<>(message))
                .withHeader("messageId", messageId)
                .send();
        if (done.getException() != null) {
            throw done.getException();
        }
    }

    /** Withdraws as the dispatcher does. */
    void withdraw(String from, String to, String text, String messageId) throws Exception {
        Exchange done = camel.createFluentProducerTemplate()
                .to("direct:withdraw-instant-message")
                .withBody(Map.of("from", from, "to", to, "text", text, "language", "sv", "ids", messageId))
                .withHeader("messageId", messageId)
                .send();
        if (done.getException() != null) {
            throw done.getException();
        }
    }

    /** Replaces as the dispatcher does. */
    void replace(String to, String text, String messageId) throws Exception {
        Exchange done = camel.createFluentProducerTemplate()
                .to("direct:replace-instant-message")
                .withBody(Map.of(
                        "from",
                        "xmpp:ringback@ringback.example",
                        "to",
                        to,
                        "text",
                        text,
                        "language",
                        "sv",
                        "answers",
                        "ja\nnej",
                        "ids",
                        messageId))
                .withHeader("messageId", messageId)
                .send();
        if (done.getException() != null) {
            throw done.getException();
        }
    }

    @Override
    public void close() {
        accounts.stop();
        camel.stop();
    }
}
