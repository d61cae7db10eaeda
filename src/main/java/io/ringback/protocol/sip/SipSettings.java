package io.ringback.protocol.sip;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a {@link UserAgent} is set up.
 *
 * @param name of the agent: unique in its process, and sent as User-Agent
 * @param listen where it listens; nothing is bound that is not named here
 * @param advertised the host that peers are told in Via, Contact and SDP, if it is not the one it listens on
 * @param user the user part of our Contact and of From where none is given
 * @param outboundProxy where all requests go, {@code sip:192.0.2.1:5060;transport=tcp}; empty to follow the request URI
 * @param account who we are at the peer, for its challenges; empty if it knows us by our address
 * @param registration where and for how long to register; empty to not register
 * @param peers addresses and networks (CIDR) that may send us requests; others get no answer at all
 * @param requestsPerSecond the most requests outside of calls that one peer may send; more are dropped, and INVITEs answered
 *     503 with Retry-After, as long as that itself is not too much
 * @param users passwords of who may send us requests, by user name, in {@code realm}; empty to not challenge
 * @param realm of our own challenges
 * @param watch peers to be asked by OPTIONS whether they are up, such as {@code sip:192.0.2.1:5060}
 * @param watchEvery how often; a peer is down after two unanswered
 * @param tls for listening points and peers with TLS; empty if there are none
 * @param t1 RFC 3261's T1, the estimate of a round trip; T2 and T4 and all timers follow from it
 */
public record SipSettings(
        String name,
        List<Listen> listen,
        Optional<String> advertised,
        String user,
        Optional<String> outboundProxy,
        Optional<Account> account,
        Optional<Registration> registration,
        List<String> peers,
        int requestsPerSecond,
        Map<String, String> users,
        String realm,
        List<String> watch,
        Duration watchEvery,
        Optional<Tls> tls,
        Duration t1) {

    public SipSettings {
        listen = List.copyOf(listen);
        peers = List.copyOf(peers);
        users = Map.copyOf(users);
        watch = List.copyOf(watch);
    }

    /** What all agents have in common: loopback peers only, 100 requests a second, no challenges, T1 of 500 ms. */
    public static SipSettings of(String name, Listen... listen) {
        return new SipSettings(
                name,
                List.of(listen),
                Optional.empty(),
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of("127.0.0.0/8", "::1"),
                100,
                Map.of(),
                name,
                List.of(),
                Duration.ofSeconds(30),
                Optional.empty(),
                Duration.ofMillis(500));
    }

    /**
     * A port to listen on.
     *
     * @param transport {@code UDP}, {@code TCP} or {@code TLS}
     * @param host an address of this machine
     * @param port 1 to 65535
     */
    public record Listen(String transport, String host, int port) {

        private static final Pattern WRITTEN = Pattern.compile("(?i)(udp|tcp|tls):\\[?([^\\[\\]]+)]?:([0-9]{1,5})");

        /**
         * Reads {@code udp:192.0.2.1:5060} or {@code tls:[2001:db8::1]:5061}.
         *
         * @throws IllegalArgumentException if the text is not written so
         */
        public static Listen of(String text) {
            Matcher written = WRITTEN.matcher(text.strip());
            if (!written.matches()) {
                throw new IllegalArgumentException(
                        "Not a port to listen on: " + text + ". Write it as udp:192.0.2.1:5060.");
            }
            return new Listen(
                    written.group(1).toUpperCase(Locale.ROOT), written.group(2), Integer.parseInt(written.group(3)));
        }
    }

    /** Our credentials (RFC 3261 section 22). The password is in no text of this record. */
    public record Account(String user, String password) {

        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * A registration (RFC 3261 section 10), refreshed before it expires.
     *
     * @param registrar {@code sip:switch.example}
     * @param aor what we register as, {@code sip:ringback@switch.example}
     * @param expires for how long
     */
    public record Registration(String registrar, String aor, Duration expires) {}

    /**
     * Keys for TLS (RFC 3261 section 26).
     *
     * @param keyStore PKCS 12 with our key and certificate
     * @param trustStore PKCS 12 with the certificates we trust
     * @param clientCertificateNeeded whether peers must show a certificate of their own
     */
    public record Tls(
            Path keyStore,
            String keyStorePassword,
            Path trustStore,
            String trustStorePassword,
            boolean clientCertificateNeeded) {

        @Override
        public String toString() {
            return keyStore + ", " + trustStore;
        }
    }
}
