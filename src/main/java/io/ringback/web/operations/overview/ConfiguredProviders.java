package io.ringback.web.operations.overview;

import io.ringback.agenda.Lane;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The trunk, servers and accounts that this node is configured to use, each by the name that its settings give it. How those stand that
 * keep a connection, their part of the health says; of the others it is known whether they take what they are given.
 */
@Component
public class ConfiguredProviders {

    private static final String SILENT = "has taken nothing for too long";

    private final ObjectProvider<HealthEndpoint> health;
    private final Environment settings;

    ConfiguredProviders(ObjectProvider<HealthEndpoint> health, Environment settings) {
        this.health = health;
        this.settings = settings;
    }

    /**
     * All of them.
     *
     * @param silent the lanes in which a server takes nothing
     * @param tallies what became of the messages of the last hour
     */
    public List<Provider> all(Set<Lane> silent, List<Tally> tallies) {
        List<Provider> all = new ArrayList<>();
        Map<String, Object> trunk = details("trunk");
        states(trunk, "peers")
                .forEach((peer, up) -> all.add(known("SIP trunk " + peer, up, "answers", "does not answer")));
        if (trunk.get("registered") instanceof Boolean registered) {
            all.add(known("SIP registration", registered, "registered", "not registered"));
        }
        states(details("smsc"), "binds")
                .forEach((bind, up) -> all.add(known("SMSC " + bind, up, "bound", "not bound")));
        states(details("kafka"), "topics")
                .forEach((topic, read) -> all.add(known("Kafka topic " + topic, read, "is read", "cannot be read")));
        ofAccounts(all);
        server("SMS gateway", "ringback.sms.gateway.url", Lane.SMS, silent, tallies)
                .ifPresent(all::add);
        server("MMSC", "ringback.mms.mm7.url", Lane.MMS, silent, tallies).ifPresent(all::add);
        server("Mail server", "ringback.mail.smtp.host", Lane.EMAIL, silent, tallies)
                .ifPresent(all::add);
        mailboxes(all);
        return all;
    }

    /** Those of routes, and the one of the settings as long as no route has tried it. */
    private void mailboxes(List<Provider> all) {
        Map<String, Boolean> tried = states(details("mailbox"), "mailboxes");
        tried.forEach((mailbox, read) -> all.add(known("Mailbox " + mailbox, read, "is read", "cannot be read")));
        Optional.ofNullable(settings.getProperty("ringback.mail.imap.host"))
                .filter(host -> !host.isBlank() && tried.isEmpty())
                .ifPresent(host -> all.add(new Provider(
                        "Mailbox " + settings.getProperty("ringback.mail.imap.scheme", "imaps") + " " + host,
                        "has not been read by this node",
                        Sign.LOOK)));
    }

    private void ofAccounts(List<Provider> all) {
        if (details("xmpp").get("accounts") instanceof List<?> accounts) {
            for (int number = 0; number < accounts.size(); number++) {
                String state = String.valueOf(accounts.get(number));
                String name =
                        settings.getProperty("ringback.xmpp.accounts[" + number + "].jid", "account " + (number + 1));
                all.add(new Provider("XMPP " + name, state, "online".equals(state) ? Sign.FINE : Sign.ACT));
            }
        }
    }

    private Optional<Provider> server(String name, String setting, Lane lane, Set<Lane> silent, List<Tally> tallies) {
        return Optional.ofNullable(settings.getProperty(setting))
                .filter(value -> !value.isBlank())
                .map(value -> {
                    String whole = name + " " + host(value);
                    if (silent.contains(lane)) {
                        return new Provider(whole, SILENT, Sign.ACT);
                    }
                    return tallies.stream()
                            .filter(tally -> tally.medium().name().equals(lane.name()))
                            .findAny()
                            .map(tally -> new Provider(whole, words(tally), tally.sign()))
                            .orElse(new Provider(whole, "nothing to send in the last hour", Sign.FINE));
                });
    }

    private static String words(Tally tally) {
        if (tally.delivered() + tally.failed() == 0) {
            return tally.waiting() + " messages wait";
        }
        return tally.sign() == Sign.FINE
                ? "takes messages"
                : "%d of %d messages failed in the last hour"
                        .formatted(tally.failed(), tally.delivered() + tally.failed());
    }

    private static Provider known(String name, boolean up, String well, String otherwise) {
        return new Provider(name, up ? well : otherwise, up ? Sign.FINE : Sign.ACT);
    }

    /** Never with what else a URL may hold: a user, or a key. */
    private static String host(String value) {
        if (!value.contains("://")) {
            return value;
        }
        try {
            return Objects.requireNonNullElse(new URI(value).getHost(), "");
        } catch (URISyntaxException e) {
            return "";
        }
    }

    /** Of this part alone: others may ask their servers. */
    private Map<String, Object> details(String part) {
        HealthEndpoint endpoint = health.getIfAvailable();
        return endpoint != null && endpoint.healthForPath(part) instanceof Health known ? known.getDetails() : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Boolean> states(Map<String, Object> details, String name) {
        return (Map<String, Boolean>) details.getOrDefault(name, Map.of());
    }
}
