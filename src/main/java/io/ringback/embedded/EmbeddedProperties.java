package io.ringback.embedded;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Settings of the embedded run.
 *
 * @param data the folder that holds everything the run keeps; delete it to start afresh
 * @param postgres the embedded PostgreSQL
 * @param mail the embedded mail server
 * @param phones the switch that phones register at (profile {@code switch})
 */
@ConfigurationProperties("ringback.embedded")
public record EmbeddedProperties(
        @DefaultValue("data") Path data,
        Postgres postgres,
        Mail mail,
        @DefaultValue @Name("switch") Phones phones) {

    /**
     * The embedded PostgreSQL.
     *
     * @param port where it listens, on loopback
     * @param password of its roles, generated on the first start
     */
    public record Postgres(@DefaultValue("15432") int port, String password) {}

    /**
     * The embedded mail server.
     *
     * @param smtpPort where mail is handed in, on loopback
     * @param imapPort where mail is read, on loopback
     * @param domain of all its mailboxes
     * @param passwords of its mailboxes, by the name before the at sign
     */
    public record Mail(
            @DefaultValue("3025") int smtpPort,
            @DefaultValue("3143") int imapPort,
            @DefaultValue("ringback.example") String domain,
            Map<String, String> passwords) {

        public Mail {
            passwords = passwords == null ? Map.of() : Map.copyOf(passwords);
        }

        /** Hides the passwords. */
        @Override
        public String toString() {
            return "Mail[smtpPort=" + smtpPort + ", imapPort=" + imapPort + ", domain=" + domain + "]";
        }
    }

    /**
     * The switch of the profile {@code switch}.
     *
     * @param port where phones find it, on loopback, UDP and TCP
     * @param domain of its users, and the realm of their passwords
     * @param passwords of Anna's and Bob's phones and of Ringback, by {@code anna}, {@code bob} and {@code ringback}
     */
    public record Phones(
            @DefaultValue("5060") int port,
            @DefaultValue("ringback.example") String domain,
            Map<String, String> passwords) {

        public Phones {
            passwords = passwords == null ? Map.of() : Map.copyOf(passwords);
        }

        /** Hides the passwords. */
        @Override
        public String toString() {
            return "Phones[port=" + port + ", domain=" + domain + "]";
        }
    }
}
