package io.ringback.media.sipmessage;

import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.delivery.SwitchState;
import io.ringback.delivery.TimeLeft;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.protocol.sip.SipResponse;
import io.ringback.telephony.trunk.OnlyWithSwitch;
import io.ringback.telephony.trunk.SwitchDomain;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** What {@code camel-routes/sip-message.camel.yaml} asks about each message, out and in. */
@Component("sipMessages")
@OnlyWithSwitch
@EnableConfigurationProperties(SipMessageProperties.class)
public class SipMessages {

    private static final Logger LOG = LoggerFactory.getLogger(SipMessages.class);

    private static final String ACCEPTED = String.join(", ", MediaType.TEXT, MediaType.CPIM, MediaType.IMDN);

    private static final Pattern BY_TLS = Pattern.compile("(?i)sips:.*|.*;transport=tls(;.*)?");

    private final boolean imdn;
    private final boolean byTls;
    private final SwitchDomain domain;
    private final SwitchState trunk;
    private final Clock clock;
    private final MessageWriter writer;
    private final MessageReader reader = new MessageReader();

    SipMessages(
            SipMessageProperties settings,
            @Value("${ringback.sip.proxy}") String proxy,
            @Value("${ringback.sip.domain:}") String domain,
            SwitchState trunk,
            Clock clock) {
        this.imdn = settings.imdn();
        this.byTls = BY_TLS.matcher(proxy).matches();
        this.domain = SwitchDomain.of(proxy, domain);
        this.trunk = trunk;
        this.clock = clock;
        this.writer = new MessageWriter(clock);
    }

    /**
     * Writes the message as it is to be sent.
     *
     * @param fields of {@code direct:send-sip-message} (docs/adapters.md)
     * @param messageId by which the message's disposition notification names it
     * @throws NotDelivered if there is no use in sending it
     */
    public OutgoingMessage write(Map<?, ?> fields, String messageId) {
        // What a switch that is down would not answer could not be told from what it has taken.
        if (!trunk.isUp()) {
            throw new NotDelivered(new Failure.NotTaken("the switch does not answer"));
        }
        return imdn
                ? writer.wrapped(
                        to(fields),
                        from(fields),
                        text(fields, "text"),
                        text(fields, "language"),
                        TimeLeft.of(fields, clock.instant()),
                        messageId)
                : writePlain(fields);
    }

    /** Writes it as plain text, for a phone that takes nothing else. */
    public OutgoingMessage writePlain(Map<?, ?> fields) {
        return writer.plain(
                to(fields),
                from(fields),
                text(fields, "text"),
                text(fields, "language"),
                TimeLeft.of(fields, clock.instant()));
    }

    private String to(Map<?, ?> fields) {
        String to = domain.dialled(text(fields, "to"));
        if (!isSip(to)) {
            throw refused("the address is none of SIP");
        }
        // RFC 3261 26.2.2: whoever gives a sips: address wants every hop to be by TLS.
        if (to.startsWith("sips:") && !byTls) {
            throw refused("a sips: address needs a trunk by TLS: set ringback.sip.proxy to sips: or ;transport=tls");
        }
        return to;
    }

    private static String from(Map<?, ?> fields) {
        String from = text(fields, "from");
        if (!isSip(from)) {
            throw refused("there is no sender for SIP: add one to ringback.instant-messages.senders, such as"
                    + " sip:ringback@switch.example");
        }
        return from;
    }

    private static boolean isSip(String address) {
        return address.startsWith("sip:") || address.startsWith("sips:");
    }

    private static NotDelivered refused(String problem) {
        return new NotDelivered(new Failure.Refused(problem));
    }

    private static String text(Map<?, ?> fields, String name) {
        Object value = fields.get(name);
        return value == null ? "" : value.toString();
    }

    /**
     * What came of the MESSAGE.
     *
     * @param wrapped whether a disposition notification was asked for
     * @return whether one will tell what became of it: if the phone itself has it, there is nothing to wait for
     * @throws NotDelivered if it was not taken
     */
    public boolean taken(SipResponse response, boolean wrapped) {
        FinalResponse.failure(response, clock.instant()).ifPresent(failure -> {
            throw new NotDelivered(failure);
        });
        return wrapped && FinalResponse.isStored(response);
    }

    /** Reads a MESSAGE that came in. Never throws: whatever it holds, the reading says how it is answered. */
    public ReceivedMessage received(SipRequest message) {
        try {
            return reader.read(message);
        } catch (RefusedMessage e) {
            // Not at a level that a hostile peer could fill the log with.
            LOG.debug("A MESSAGE is refused with {}: {}", e.status(), e.getMessage());
            return ReceivedMessage.refused(e.status(), e.isOfType() ? Map.of("Accept", ACCEPTED) : Map.of());
        }
    }
}
