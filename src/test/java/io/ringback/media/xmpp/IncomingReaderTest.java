package io.ringback.media.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.media.xmpp.Incoming.Nothing;
import io.ringback.media.xmpp.Incoming.Reply;
import io.ringback.media.xmpp.Incoming.Unreadable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** What a stanza is: an answer, under the same id however often it is delivered, or none. */
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body xml:lang='sv'>Nej</body>",
                "<body xml:lang='sv'>Nej</body><body xml:lang='en'>No</body>",
                "<body></body><body xml:lang='sv'>Nej</body>",
                "<body xml:lang='en'>No</body><body>Nej</body>"
            })
    void aBodyInAnyLanguageIsRead(String bodies) throws Exception {
        assertThat(text(bodies)).isEqualTo("Nej");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // XEP-0428: places are counted in characters of Unicode.
                "<body>> Anna ringde⏎> 😀⏎No</body><reply to='r@x' id='1' xmlns='urn:xmpp:reply:0'/><fallback"
                        + " xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='18'/></fallback>|No",
                "<body>No⏎> 12345</body><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
                        + "<body start='3' end='900'/></fallback>|No",
                "<body>123No456</body><fallback xmlns='urn:xmpp:fallback:0'><body start='0' end='3'/>"
                        + "<body start='5'/></fallback>|No",
                "<body>No</body><fallback xmlns='urn:xmpp:fallback:0'><body start='2' end='1'/></fallback>|No",
                "<body>No</body><fallback xmlns='urn:xmpp:fallback:0'><body start='a' end='b'/></fallback>|No",
                "<body>No</body><fallback xmlns='urn:xmpp:fallback:0'><subject/></fallback>|No",
                // XEP-0308: a correction is what the person means.
                "<body>No</body><replace id='1' xmlns='urn:xmpp:message-correct:0'/>|No"
            })
    void whatThePersonWroteIsReadWithoutTheFallback(String stanza, String written) throws Exception {
        assertThat(text(stanza.replace("⏎", "\n"))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"👍, yes", "👍🏽, yes", "👎, no", "👎🏿, no", "❌, no", "✔️, yes", "🙅🏼‍♀️, no"})
    void aThumbIsAnAnswerToTheMessageThatItStandsAt(String sign, String word) throws Exception {
        UUID ours = UUID.randomUUID();
        Reply reply = (Reply) read(reactions(ours.toString(), sign));
        assertThat(reply.text()).isEqualTo(word);
        assertThat(reply.inReplyTo()).contains(ours);
        assertThat(text(reactions("of-others", sign) + "<body>&gt; Anna called\n" + sign + "</body>"))
                .isEqualTo(word);
    }

    @Test
    void aCorrectionSaysThatItIsOne() throws Exception {
        assertThat(((Reply) read("<body>No</body><replace id='1' xmlns='urn:xmpp:message-correct:0'/>")).correction())
                .isTrue();
        assertThat(((Reply) read("<body>No</body>")).correction()).isFalse();
    }

    @Test
    void otherSignsAndThoseTakenBackAreNoAnswer() throws Exception {
        assertThat(read(reactions("1", "😂"))).isInstanceOf(Nothing.class);
        assertThat(read(reactions("1", "👍", "👎"))).isInstanceOf(Nothing.class);
        assertThat(read(reactions("1"))).isInstanceOf(Nothing.class);
        assertThat(read(reactions("1") + "<body>👍</body>")).isInstanceOf(Nothing.class);
    }

    @Test
    void aReplyNamesTheMessageThatItAnswers() throws Exception {
        UUID ours = UUID.randomUUID();
        String reply = "<reply to='ringback@ringback.example' id='%s' xmlns='urn:xmpp:reply:0'/><body>No</body>";
        assertThat(((Reply) read(reply.formatted(ours))).inReplyTo()).contains(ours);
        assertThat(((Reply) read(reply.formatted("another"))).inReplyTo()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>?OTRv23? Anna has requested an off-the-record conversation.</body>",
                "<body>?OTR:AAMDJ+MVmSfjFZcAAAAAAQAAAAIAAADA1g5IjD1ZGLDVQEyCgCyn9hbrL3KAbGDdzE2ZkMyTKl7XfkSxh.</body>",
                "<body>This message is encrypted</body><x xmlns='jabber:x:encrypted'>hQEMA</x>",
                "<x xmlns='jabber:x:encrypted'>hQEMA</x>",
                "<body>This message is encrypted.</body>",
                "<body>-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----</body>",
                "<body>[This message is OMEMO encrypted]</body>",
                "<body>I sent you an OMEMO encrypted message but your client doesn’t seem to support that.</body>",
                "<body>yes</body><encrypted xmlns='urn:xmpp:omemo:2'><header sid='1'/><payload>x</payload></encrypted>",
                "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/><payload>x</payload></encrypted>",
                "<body>yes</body><openpgp xmlns='urn:xmpp:openpgp:0'>hQEMA</openpgp>",
                "<body>yes</body><encryption xmlns='urn:xmpp:eme:0' namespace='urn:x'/>"
            })
    void whatIsEncryptedIsNoAnswer(String stanza) throws Exception {
        assertThat(read(stanza)).isInstanceOf(Unreadable.class);
    }

    @Test
    void whoMentionsEncryptionAnswersAllTheSame() throws Exception {
        assertThat(text("<body>No, write by OMEMO next time</body>")).isEqualTo("No, write by OMEMO next time");
        assertThat(text("<body>No</body><x xmlns='jabber:x:signed'>iQE</x>")).isEqualTo("No");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>Come in!</body><x xmlns='jabber:x:conference' jid='room@rooms.example'/>",
                "<body>You have been invited</body><x xmlns='http://jabber.org/protocol/muc#user'><invite"
                        + " from='b@x'/></x>",
                "<retract id='1' xmlns='urn:xmpp:message-retract:1'/><body>This person attempted to retract a previous"
                        + " message, but it is unsupported by your client.</body>",
                "<apply-to id='1' xmlns='urn:xmpp:fasten:0'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>"
                        + "<body>taken back</body>",
                "<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'/><body>Your client cannot do this</body>",
                "<fallback xmlns='urn:xmpp:fallback:0' for='urn:x'><body/></fallback><body>Your client cannot</body>",
                "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/></encrypted>"
            })
    void whatNobodyWroteAsAnAnswerIsNone(String stanza) throws Exception {
        assertThat(read(stanza)).isInstanceOf(Nothing.class);
    }

    private static String reactions(String id, String... signs) {
        StringBuilder reactions = new StringBuilder("<reactions xmlns='urn:xmpp:reactions:0' id='" + id + "'>");
        for (String sign : signs) {
            reactions.append("<reaction>").append(sign).append("</reaction>");
        }
        return reactions + "</reactions>";
    }

    private static String text(String content) throws Exception {
        return ((Reply) read(content)).text();
    }

    private static Incoming read(String content) throws Exception {
        Message stanza = PacketParserUtils.parseStanza(
                "<message xmlns='jabber:client' type='chat' id='1' from='anna@ringback.example/phone'"
                        + " to='ringback@ringback.example'>" + content + "</message>");
        return new IncomingReader(Clock.systemUTC()).read(stanza, OWN);
    }

    private static String id(String attributes, String body, String extensions) throws Exception {
        Message stanza = PacketParserUtils.parseStanza(
                "<message xmlns='jabber:client' type='chat' from='anna@ringback.example/phone'"
                        + " to='ringback@ringback.example' "
                        + attributes + "><body>" + body + "</body>" + extensions + "</message>");
        Clock clock = Clock.fixed(Instant.parse("2026-11-24T18:30:00Z"), ZoneOffset.UTC);
        assertThat(new IncomingReader(clock).read(stanza, OWN)).isInstanceOf(Reply.class);
        return ((Reply) new IncomingReader(clock).read(stanza, OWN)).id();
    }
}
