package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.ScriptedPhone.Packet;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.protocol.sip.UserAgent.Holdings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An agent of ours and a scripted phone on loopback, with a small T1. */
final class AgentAndPhone implements AutoCloseable {

    static final Duration T1 = Duration.ofMillis(30);
    static final String OFFER = "v=0 offer";
    static final String ANSWER = "v=0 answer";

    final JainUserAgent agent;
    final ScriptedPhone phone;
    final HeardEvents heard = new HeardEvents();
    final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
    private final int port = Ports.free();

    AgentAndPhone(SessionTimer.Values sessionTimer) {
        agent = new JainUserAgent(
                Agents.settings("ringback-" + port, T1, new Listen("UDP", "127.0.0.1", port)), sessionTimer);
        agent.start();
        agent.onCall(calls::add);
        try {
            phone = new ScriptedPhone(port);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    AgentAndPhone() {
        this(SessionTimer.Values.STANDARD);
    }

    @Override
    public void close() {
        agent.close();
        phone.close();
    }

    int port() {
        return port;
    }

    Leg place(Optional<String> offer) {
        return agent.place(
                new OutgoingCall(
                        phone.uri(),
                        "sip:ringback@127.0.0.1",
                        Optional.empty(),
                        offer,
                        Map.of(),
                        Duration.ofSeconds(30)),
                heard);
    }

    /** A call that we placed and the phone answered, with these headers; To tag {@code b}. */
    record Placed(Leg leg, Packet invite) {}

    Placed placed(String... headers) throws Exception {
        Leg leg = place(Optional.of(OFFER));
        Packet invite = phone.expect("INVITE");
        phone.respond(invite, 200, "b", ANSWER, headers);
        heard.next("answered " + ANSWER);
        leg.acknowledge(Optional.empty());
        phone.expect("ACK");
        return new Placed(leg, invite);
    }

    String invite(String callId, String body, String... headers) {
        return phone.request(
                "INVITE",
                "sip:ringback@127.0.0.1:" + port,
                1,
                "<sip:bob@127.0.0.1>;tag=b",
                "<sip:ringback@127.0.0.1>",
                callId,
                body,
                headers);
    }

    IncomingCall called() throws InterruptedException {
        IncomingCall call = calls.poll(15, TimeUnit.SECONDS);
        assertThat(call).as("a call").isNotNull();
        return call;
    }

    /** A call that came in and that we accepted. */
    record Taken(Leg leg, Packet ok) {}

    Taken taken(String callId, String... headers) throws Exception {
        phone.send(invite(callId, OFFER, headers));
        Leg leg = called().accept(ANSWER, heard);
        Packet ok = phone.expect("SIP/2.0 200");
        phone.send(phone.requestAfter(ok, "ACK", 1, ""));
        heard.next("acknowledged -");
        return new Taken(leg, ok);
    }

    void byeIsAnswered() throws Exception {
        phone.respond(phone.expect("BYE"), 200, "");
    }

    /** Ends an answered call. */
    void hangUp(Leg leg) throws Exception {
        leg.hangUp();
        byeIsAnswered();
        heard.next("ended");
        nothingIsLeft();
    }

    /** The end of each test: no leg, dialog, transaction or timer, and the listener has heard no more. */
    void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(agent.holdings()).isEqualTo(new Holdings(0, 0, 0, 0)));
        assertThat(heard.rest()).isEmpty();
    }
}
