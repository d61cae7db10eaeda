package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.BesideOthers;
import io.ringback.protocol.sip.AgentAndPhone.Taken;
import io.ringback.protocol.sip.ScriptedPhone.Packet;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts that JAIN-SIP cannot parse: they cost neither an answer nor an ACK nor a BYE. */
@BesideOthers
class UnparsedContactTest {

    private final AgentAndPhone scene = new AgentAndPhone();

    @AfterEach
    void stop() {
        scene.close();
    }

    /** {@code PORT} stands for the phone's. */
    private String contact(String written) {
        return "Contact: " + written.replace("PORT", Integer.toString(scene.phone.port()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            <sip:bob@127.0.0.1:PORT;x=YWJj=>            | sip:bob@127.0.0.1:PORT;x=YWJj=
            <sip:bob@127.0.0.1:PORT;x="a b">            | SOURCE
            <sip:bob@127.0.0.1:PORT;tiu="VGhd==">;q=    | sip:bob@127.0.0.1:PORT;tiu="VGhd=="
            sip:bob@127.0.0.1:PORT;x=a@b                | sip:bob@127.0.0.1:PORT;x=a@b
            <>                                          | SOURCE
            bob                                         | SOURCE
            <urn:uuid:6cc1>                             | SOURCE
            "bob <sip:bob@127.0.0.1                     | SOURCE
            *                                           | SOURCE
            <sip:bob@127.0.0.1:PORT;transport=tcp>      | SOURCE
            <sip:bob@127.0.0.1:PORT;transport=nonsense> | SOURCE
            <sips:bob@127.0.0.1:PORT>                   | SOURCE
            """)
    void anAnswerToOurCallGetsItsAckAndItsBye(String written, String target) throws Exception {
        Leg leg = scene.place(Optional.of(AgentAndPhone.OFFER));
        Packet invite = scene.phone.expect("INVITE");
        scene.phone.send(scene.phone
                .response(invite, 200, "b", AgentAndPhone.ANSWER)
                .replaceFirst("Contact: .*", java.util.regex.Matcher.quoteReplacement(contact(written))));
        scene.heard.next("answered " + AgentAndPhone.ANSWER);
        leg.acknowledge(Optional.empty());

        Packet ack = scene.phone.expect("ACK");
        if (target.equals("SOURCE")) {
            assertThat(ack.requestUri()).startsWith("sip:127.0.0.1:" + scene.phone.port());
        } else {
            assertThat(ack.requestUri()).isEqualTo(target.replace("PORT", Integer.toString(scene.phone.port())));
        }
        scene.hangUp(leg);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<sip:bob@127.0.0.1:PORT;x=YWJj=>", "<>", "bob", "<urn:uuid:6cc1>"})
    void aCallOfTheirsIsTakenAndHungUp(String written) throws Exception {
        scene.phone.send(scene.invite("odd-contact", AgentAndPhone.OFFER)
                .replaceFirst("Contact: .*", java.util.regex.Matcher.quoteReplacement(contact(written))));
        Leg leg = scene.called().accept(AgentAndPhone.ANSWER, scene.heard);
        Taken taken = new Taken(leg, scene.phone.expect("SIP/2.0 200"));
        scene.phone.send(scene.phone.requestAfter(taken.ok(), "ACK", 1, ""));
        scene.heard.next("acknowledged -");

        scene.hangUp(leg);
    }

    @Test
    void aContactThatEndsWhereItsPortShouldStandMeansTheUsualPort() throws Exception {
        // An address of its own, where nobody else has the usual port.
        String host = "127.%d.%d.9"
                .formatted(
                        ThreadLocalRandom.current().nextInt(1, 255),
                        ThreadLocalRandom.current().nextInt(1, 255));
        try (ScriptedPhone usual = new ScriptedPhone(host, 5060, scene.port())) {
            scene.phone.send(scene.invite("usual-port", AgentAndPhone.OFFER)
                    .replaceFirst("Contact: .*", "Contact: <sip:bob@" + host + ":>"));
            Leg leg = scene.called().accept(AgentAndPhone.ANSWER, scene.heard);
            Packet ok = scene.phone.expect("SIP/2.0 200");
            scene.phone.send(scene.phone.requestAfter(ok, "ACK", 1, ""));
            scene.heard.next("acknowledged -");

            leg.hangUp();
            Packet bye = usual.expect("BYE");
            assertThat(bye.requestUri()).isEqualTo("sip:bob@" + host + ":");
            usual.respond(bye, 200, "");
            scene.heard.next("ended");
            scene.nothingIsLeft();
        }
    }

    @Test
    void aSubscriptionIsAnswered() {
        try (RawPeer peer = new RawPeer("127.0.0.1", scene.port())) {
            String answer = peer.ask(peer.request(
                    "SUBSCRIBE", "sip:ringback@127.0.0.1", "Contact: <sip:a@b;x=\"\r\nEvent: dialog\r\n", ""));

            assertThat(RawPeer.status(answer)).isEqualTo(405);
        }
    }
}
