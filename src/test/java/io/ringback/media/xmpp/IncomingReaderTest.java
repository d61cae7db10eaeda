package io.ringback.media.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.media.xmpp.Incoming.Reply;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** The same message has the same id however often it is delivered, and another has another. */
class IncomingReaderTest {

    private static final EntityBareJid OWN = JidCreate.entityBareFromOrThrowUnchecked("ringback@ringback.example");
    private static final String BY_US = "<stanza-id xmlns='urn:xmpp:sid:0' by='ringback@ringback.example' id='s%s'/>";
    private static final String BY_OTHERS = "<stanza-id xmlns='urn:xmpp:sid:0' by='anna@ringback.example' id='s%s'/>";
    private static final String DELAY = "<delay xmlns='urn:xmpp:delay' stamp='2026-11-24T18:00:0%sZ'/>";

    @Test
    void whatOurServerCallsItNamesIt() throws Exception {
        assertThat(id("id='1'", "call", BY_US.formatted(1)))
                .isEqualTo(id("id='2'", "call", DELAY.formatted(1) + BY_US.formatted(1)))
                .isNotEqualTo(id("id='1'", "call", BY_US.formatted(2)));
    }

    @Test
    void orElseItsWritersClientDoesAndNobodyElse() throws Exception {
        assertThat(id("id='1'", "call", ""))
                .isEqualTo(id("id='1'", "call", DELAY.formatted(1) + BY_OTHERS.formatted(1)))
                .isNotEqualTo(id("id='2'", "call", ""))
                .isNotEqualTo(id("id='1'", "no", ""));
    }

    @Test
    void orElseWhenItWasWrittenDoes() throws Exception {
        assertThat(id("", "call", DELAY.formatted(1)))
                .isEqualTo(id("", "call", DELAY.formatted(1)))
                .isNotEqualTo(id("", "call", DELAY.formatted(2)))
                .isNotEqualTo(id("", "call", ""));
    }

    private static String id(String attributes, String body, String extensions) throws Exception {
        Message stanza = PacketParserUtils.parseStanza(
                "<message xmlns='jabber:client' type='chat' from='anna@ringback.example/phone' to='ringback@ringback.example' "
                        + attributes + "><body>" + body + "</body>" + extensions + "</message>");
        Clock clock = Clock.fixed(Instant.parse("2026-11-24T18:30:00Z"), ZoneOffset.UTC);
        assertThat(new IncomingReader(clock).read(stanza, OWN)).isInstanceOf(Reply.class);
        return ((Reply) new IncomingReader(clock).read(stanza, OWN)).id();
    }
}
