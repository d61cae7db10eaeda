package io.ringback.telephony.diversion;

import io.ringback.directory.AddressReader;
import io.ringback.failedcall.Conferences;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.session.DialableDomain;
import io.ringback.session.DialableNumbers;
import io.ringback.telephony.stir.IdentityHeaders;
import io.ringback.telephony.trunk.SourceTrunks;
import io.ringback.telephony.trunk.TrunkNumbers;
import java.time.Clock;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * What {@code camel-routes/switch-in.camel.yaml} asks about each request of the switch. Never throws: whatever a request
 * holds, the reading says how it is answered.
 */
@Component("switchCalls")
@EnableConfigurationProperties(DiversionProperties.class)
public class SwitchCalls {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchCalls.class);

    private final DivertedCalls divertedCalls;
    private final DialogStates dialogStates;

    /**
     * @param user the user part of Ringback's own addresses
     * @param number what it shows in the calls that it places; empty if there is none
     */
    SwitchCalls(
            DiversionProperties settings,
            @Value("${ringback.sip.user:ringback}") String user,
            @Value("${ringback.connections.number:}") String number,
            AddressReader addresses,
            TrunkNumbers numbers,
            DialableNumbers lent,
            DialableDomain domain,
            Conferences conferences,
            KnownCallers known,
            IdentityHeaders signatures,
            SourceTrunks trunks,
            Clock clock) {
        Set<String> users = new HashSet<>(settings.own());
        users.add(user);
        users.add(number);
        users.remove("");
        OwnAddresses own = new OwnAddresses(users, number, lent.all(), domain, numbers);
        PeoplesAddresses people = new PeoplesAddresses(addresses, numbers, conferences);
        Vouching vouching = new Vouching(signatures, trunks);
        OptionalInt answer = settings.answer() == null ? OptionalInt.empty() : OptionalInt.of(settings.answer());
        this.divertedCalls = new DivertedCalls(own, answer, settings.diverter(), people, known, vouching, clock);
        this.dialogStates = new DialogStates(own, people, vouching, clock);
    }

    /** Reads an INVITE that was diverted to us, or whose caller dialled our own number. */
    public SwitchNotice diverted(SipRequest invite) {
        return read(invite, divertedCalls::read);
    }

    /** Reads a PUBLISH of a dialog's state. */
    public SwitchNotice published(SipRequest publish) {
        return read(publish, dialogStates::read);
    }

    private static SwitchNotice read(SipRequest request, Function<SipRequest, SwitchNotice> reader) {
        try {
            SwitchNotice reading = reader.apply(request);
            if (reading.kind() == SwitchNotice.Kind.NOTHING) {
                LOG.info("{} from the switch opens nothing: {}", request.method(), reading.note());
            }
            return reading;
        } catch (UnreadableRequest e) {
            // Not at a level that a hostile peer could fill the log with.
            LOG.debug("{} from the switch is refused with {}: {}", request.method(), e.status(), e.getMessage());
            return SwitchNotice.refused(e.status(), e.getMessage());
        }
    }
}
