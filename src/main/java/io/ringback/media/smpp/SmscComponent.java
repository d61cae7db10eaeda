package io.ringback.media.smpp;

import io.ringback.arrival.Entrance;
import io.ringback.directory.AddressReader;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The Camel component {@code smsc:}. To it: a text, the map of docs/adapters.md with the header {@code messageId}; to {@code smsc:cancel}:
 * the map that withdraws one, and to {@code smsc:replace} the map that replaces one. From it:
 * replies and reports, each a {@link io.ringback.arrival.HandedIn}; the SMSC is answered when the route is through. The binds are there while a route begins at it.
 */
final class SmscComponent extends DefaultComponent {

    private final Smsc smsc;
    private final OutgoingTexts outgoing;
    private final Segments segments;
    private final SmppProperties settings;
    private final UnaryOperator<String> national;
    private final OwnNumbers own;
    private final SentTexts sent;
    private final Clock clock;

    SmscComponent(
            Smsc smsc,
            Segments segments,
            SmppProperties settings,
            AddressReader addresses,
            OwnNumbers own,
            SentTexts sent,
            Clock clock) {
        this.smsc = smsc;
        this.outgoing = new OutgoingTexts(smsc, new Pace(clock), settings, clock);
        this.segments = segments;
        this.settings = settings;
        this.national = number -> addresses.read("tel:" + number).uri();
        this.own = own;
        this.sent = sent;
        this.clock = clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new SmscEndpoint(uri, this, remaining);
    }

    OutgoingTexts outgoing() {
        return outgoing;
    }

    boolean reportsFollow() {
        return settings.receipts();
    }

    void listen(Entrance entrance) {
        smsc.start(new DeliverSmListener(entrance, segments, settings, national, own, sent, clock));
    }

    void fallSilent() {
        smsc.stop();
    }
}
