package io.ringback.media.xmpp;

import io.ringback.arrival.AsItCame;
import io.ringback.arrival.Entrance;
import io.ringback.arrival.HandedIn;
import io.ringback.delivery.Failure;
import io.ringback.inbox.Backoff;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Upright;
import io.ringback.media.xmpp.Incoming.Received;
import io.ringback.media.xmpp.Incoming.Reply;
import io.ringback.media.xmpp.Incoming.Returned;
import io.ringback.media.xmpp.Incoming.Unreadable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;
import org.jxmpp.jid.EntityBareJid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands in what one account is sent, each message until it is stored or never will be. */
final class IncomingMessages implements XmppStream.Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingMessages.class);

    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private final EntityBareJid own;
    private final IncomingReader reader;
    private final Entrance entrance;
    private final Awaited awaited;
    private final CountDownLatch closing;

    /**
     * @param own the account
     * @param closing at zero when Ringback stops
     */
    IncomingMessages(
            EntityBareJid own, IncomingReader reader, Entrance entrance, Awaited awaited, CountDownLatch closing) {
        this.own = own;
        this.reader = reader;
        this.entrance = entrance;
        this.awaited = awaited;
        this.closing = closing;
    }

    @Override
    public void take(Message stanza, XmppStream stream) throws InterruptedException {
        Incoming incoming = read(stanza);
        if (incoming instanceof Reply reply) {
            if (isStored(HandedIn.reply(fields(reply)).as(asItCame("message", stanza)))) {
                Optional<Message> receipt = Receipts.answerTo(stanza);
                if (receipt.isPresent()) {
                    stream.sendIfConnected(receipt.get());
                }
            }
        } else if (incoming instanceof Received received) {
            report("received", received.messageId(), Map.of("delivered", true), stanza);
        } else if (incoming instanceof Returned returned) {
            takeBack(returned, stanza);
        } else if (incoming instanceof Unreadable) {
            stream.sendIfConnected(notAcceptable(stanza));
        }
    }

    private Map<String, Object> fields(Reply reply) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("id", reply.id());
        fields.put("medium", "INSTANT_MESSAGE");
        fields.put("from", reply.from());
        fields.put("to", Jids.uri(own));
        fields.put("text", reply.text());
        reply.inReplyTo().ifPresent(id -> fields.put("inReplyTo", id.toString()));
        if (reply.correction()) {
            fields.put("correction", true);
        }
        return fields;
    }

    private static AsItCame asItCame(String what, Message stanza) {
        return AsItCame.Said.by(
                Upright.MESSAGE_SERVER, Protocol.XMPP, what, stanza.toXML().toString());
    }

    /** What nobody thought of must not end the stream, to be delivered again on the next. */
    private Incoming read(Message stanza) {
        try {
            return reader.read(stanza, own);
        } catch (RuntimeException e) {
            LOG.info("An XMPP stanza cannot be understood: {}", e.getClass().getSimpleName());
            return new Incoming.Nothing();
        }
    }

    /** While the message is still being sent, its sender hears of it; later, its case does. */
    private void takeBack(Returned returned, Message stanza) throws InterruptedException {
        Failure failure =
                returned.passing() ? new Failure.NotTaken(returned.problem()) : new Failure.Refused(returned.problem());
        if (!awaited.failed(returned.messageId().toString(), failure)) {
            report("returned", returned.messageId(), Map.of("delivered", false, "problem", returned.problem()), stanza);
        }
    }

    private void report(String what, UUID messageId, Map<String, Object> outcome, Message stanza)
            throws InterruptedException {
        Map<String, Object> report = new HashMap<>(outcome);
        report.put("id", "xmpp:" + what + ":" + messageId);
        report.put("messageId", messageId.toString());
        isStored(HandedIn.report(report).as(asItCame(what, stanza)));
    }

    /** Tells the writer's client, as it was not told by us what it could have known: we read plain text only. */
    private static Message notAcceptable(Message stanza) {
        return StanzaBuilder.buildMessage(stanza.getStanzaId())
                .ofType(Message.Type.error)
                .to(stanza.getFrom())
                .addExtension(StanzaError.getBuilder(StanzaError.Condition.not_acceptable)
                        .setDescriptiveEnText(
                                "This account reads no encrypted messages. Please write without encryption.")
                        .build())
                .build();
    }

    private boolean isStored(HandedIn what) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                entrance.handIn(what);
                return true;
            } catch (IllegalArgumentException e) {
                LOG.info("An XMPP stanza was not taken: {}", e.getMessage());
                return false;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                LOG.warn(
                        "An XMPP stanza cannot be stored yet ({}). It is tried again, and the server keeps the next.",
                        e.getClass().getSimpleName());
            }
            if (closing.await(PAUSES.after(tries).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("Ringback stops");
            }
        }
    }
}
