package io.ringback.media.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure.Refused;
import io.ringback.delivery.NotDelivered;
import io.ringback.peers.GoSendXmpp;
import io.ringback.peers.Peers;
import io.ringback.peers.Prosody;
import io.ringback.peers.XmppClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ringback writes to people with Prosody between, and is written to. */
@BesideOthers
class XmppTest {

    private static final String RINGBACK = "xmpp:ringback@ringback.example";
    private static final String ANNA = "xmpp:anna@ringback.example";

    private static final String BOB = "xmpp:bob@ringback.example";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @RegisterExtension
    static final Peers PEERS = new Peers();

    @RegisterExtension
    final Peers peers = new Peers();

    private static Prosody prosody;

    private XmppNode ringback;

    @BeforeAll
    static void startServer() {
        prosody = PEERS.with(Prosody.of(Map.of(
                        "ringback", "ringback-password",
                        "ringback2", "ringback2-password",
                        "anna", "anna-password",
                        "bob", "bob-password"))
                .withModules("smacks", "stanza_debug")
                .start());
    }

    @BeforeEach
    void signOn() throws Exception {
        ringback = peers.with(XmppNode.at(prosody, "ringback", "ringback2"));
        await().until(() -> ringback.accounts().problems().stream().allMatch(String::isEmpty));
    }

    @Test
    void aTextIsReadAndItsReplyComesInOnce() throws Exception {
        GoSendXmpp anna = peers.with(GoSendXmpp.listen(prosody, "anna"));

        ringback.send(RINGBACK, ANNA, "Bob tried to call you. https://ringback.example/c/x", id());
        await().until(() -> anna.heard().contains("Bob tried to call you. https://ringback.example/c/x"));

        GoSendXmpp.send(prosody, "anna", "ringback@ringback.example", "call");
        await().until(() -> !ringback.replies.isEmpty());
        GoSendXmpp.send(prosody, "anna", "ringback2@ringback.example", "last");
        await().until(() -> ringback.replies.size() > 1);

        assertThat(ringback.replies).hasSize(2);
        assertThat(ringback.replies.get(0))
                .containsEntry("medium", "INSTANT_MESSAGE")
                .containsEntry("from", ANNA)
                .containsEntry("to", RINGBACK)
                .containsEntry("text", "call")
                .hasEntrySatisfying("id", id -> assertThat((String) id).startsWith("xmpp:"));
        assertThat(ringback.replies.get(1)).containsEntry("to", "xmpp:ringback2@ringback.example");
    }

    @Test
    void theStanzaOffersItsAnswersAndAsksForAReceipt() throws Exception {
        String id = id();
        ringback.send(
                Map.of(
                        "from",
                        RINGBACK,
                        "to",
                        "im:anna@ringback.example",
                        "text",
                        "Leave word?",
                        "answers",
                        "yes\nno\nyes"),
                id);

        await().untilAsserted(() -> assertThat(prosody.log().lines())
                .filteredOn(line -> line.contains(id))
                .anySatisfy(line -> assertThat(line).contains("type='chat'", "to='anna@ringback.example'")));
        String wire = prosody.log().substring(prosody.log().indexOf(id));
        assertThat(wire)
                .contains("urn:xmpp:receipts")
                .containsOnlyOnce("label='no'")
                .containsPattern("<response [^>]*value='yes'")
                .contains("urn:xmpp:tmp:quick-response");
    }

    @Test
    void aMessageThatIsSettledIsTakenBackFromWhoeverHasIt() throws Exception {
        XmppClient bob = peers.with(XmppClient.online(prosody, "bob"));
        String id = id();
        ringback.send(RINGBACK, BOB, "Anna tried to call you.", id);

        ringback.withdraw(RINGBACK, BOB, "Det är avklarat.", id);

        await().until(() -> bob.heard().contains("urn:xmpp:message-retract:1"));
        String stanza = bob.heard();
        stanza = stanza.substring(stanza.lastIndexOf("<message", stanza.indexOf("message-retract")));
        assertThat(stanza)
                .containsPattern("<retract [^>]*id='" + id + "'")
                .containsPattern("<fallback [^>]*for='urn:xmpp:message-retract:1'")
                .contains("urn:xmpp:fallback:0", "urn:xmpp:hints", "Det är avklarat.")
                .doesNotContain("urn:xmpp:receipts");
        assertThat(stanza.substring(0, stanza.indexOf('>')))
                .contains("type='chat'")
                .doesNotContain("'" + id + "'");
    }

    @Test
    void aMessageIsCorrectedWhereverItWasReadEachTimeByTheIdOfTheFirst() throws Exception {
        XmppClient bob = peers.with(XmppClient.online(prosody, "bob"));
        String id = id();
        ringback.send(RINGBACK, BOB, "Anna tried to call you.", id);

        ringback.replace(BOB, "Anna tried to call you 2 times.", id);
        ringback.replace(BOB, "Anna tried to call you 3 times.", id);

        await().until(() -> bob.heard().contains("3 times"));
        String heard = bob.heard();
        String second =
                heard.substring(heard.lastIndexOf("<message", heard.indexOf("2 times")), heard.indexOf("3 times"));
        String third = heard.substring(heard.lastIndexOf("<message", heard.indexOf("3 times")));
        second = second.substring(0, second.indexOf("</message>"));
        for (String stanza : List.of(second, third)) {
            assertThat(stanza)
                    .containsPattern("<replace [^>]*id='" + id + "'")
                    .contains("urn:xmpp:message-correct:0", "urn:xmpp:hints", "urn:xmpp:tmp:quick-response")
                    .doesNotContain("urn:xmpp:receipts", "46701740605");
            assertThat(stanza.substring(0, stanza.indexOf('>'))).doesNotContain("'" + id + "'");
        }
        assertThat(second.substring(0, second.indexOf('>'))).isNotEqualTo(third.substring(0, third.indexOf('>')));
    }

    @Test
    void whatNobodyCanTakeBackIsToldAndHarmsNothing() throws Exception {
        assertThatThrownBy(() -> ringback.withdraw(RINGBACK, "xmpp:nobody@ringback.example", "Over", id()))
                .isInstanceOfSatisfying(NotDelivered.class, thrown -> assertThat(thrown.failure())
                        .isEqualTo(new Refused("XMPP service-unavailable")));
        assertThatThrownBy(() -> ringback.withdraw(RINGBACK, "sip:bob@switch.example", "Over", id()))
                .isInstanceOf(CannotBeDelivered.class);

        assertThat(ringback.reports).isEmpty();
    }

    @Test
    void nobodyThereIsToldAtOnce() {
        assertThatThrownBy(() -> ringback.send(RINGBACK, "xmpp:nobody@ringback.example", "Hej", id()))
                .isInstanceOfSatisfying(NotDelivered.class, thrown -> assertThat(thrown.failure())
                        .isEqualTo(new Refused("XMPP service-unavailable")));
        assertThat(ringback.reports).isEmpty();
    }

    @Test
    void whatBecameOfAMessageIsReportedLater() {
        String received = id();
        String returned = id();
        String later = id();
        String last = id();
        GoSendXmpp.sendRaw(
                prosody,
                "anna",
                receipt(received)
                        + receipt("not-one-of-ours")
                        + receipt(received)
                        + error(returned, "cancel", "item-not-found")
                        + error(later, "wait", "resource-constraint")
                        + error("not-one-of-ours", "cancel", "gone")
                        + error(id(), "nonsense", "nonsense")
                        + receipt(last));

        await().until(() -> ringback.reports.stream()
                .anyMatch(report -> report.get("messageId").equals(last)));
        assertThat(ringback.reports)
                .extracting(report -> report.get("messageId"))
                .startsWith(received, received, returned, later);
        assertThat(ringback.reports.get(1)).isEqualTo(ringback.reports.get(0)).containsEntry("delivered", true);
        assertThat(ringback.reports.get(2))
                .containsEntry("delivered", false)
                .containsEntry("problem", "XMPP item-not-found");
        assertThat(ringback.reports.get(3)).containsEntry("problem", "XMPP resource-constraint, for now");
        assertThat(ringback.problem()).as("after an error that is none").isEmpty();
        assertThat(ringback.replies).isEmpty();
    }

    @Test
    void whatIsNoReplyIsNone() {
        String to = "<message to='ringback@ringback.example' ";
        String deep = "<a xmlns='urn:x'>" + ("<a>".repeat(1_000) + "\n").repeat(20)
                + ("</a>".repeat(1_000) + "\n").repeat(20) + "</a>";
        GoSendXmpp.sendRaw(
                prosody,
                "bob",
                to + "type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>"
                        + to + "type='chat'><body> </body></message>"
                        + to + "type='headline'><body>news</body></message>"
                        + to
                        + "type='chat'><x xmlns='http://jabber.org/protocol/muc#user'/><body>come in</body></message>"
                        + to + "type='chat'><received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                        + "<message xmlns='jabber:client' from='anna@ringback.example'><body>forged</body></message>"
                        + "</forwarded></received></message>"
                        + to + "type='chat' id='e1'><encryption xmlns='urn:xmpp:eme:0' namespace='urn:x'/>"
                        + "<body>I sent you an encrypted message</body></message>"
                        + to + "type='nonsense' id='n1'><body>of an unknown type</body></message>");
        // In a stream of its own: a client that leaves while an error for it is on the way resets its connection, and
        // what the
        // server has not read by then is lost.
        GoSendXmpp.sendRaw(
                prosody,
                "bob",
                to + "type='chat'><body>deep</body>" + deep + "</message>" + to
                        + "type='chat'><body>last</body></message>");

        await().atMost(PATIENCE).until(() -> ringback.replies.stream()
                .anyMatch(reply -> reply.get("text").equals("last")));
        assertThat(ringback.replies)
                .extracting(reply -> reply.get("text"))
                .isSubsetOf("of an unknown type", "deep", "last")
                .contains("deep");
        assertThat(ringback.replies).allSatisfy(reply -> assertThat(reply).containsEntry("from", BOB));
        assertThat(prosody.log()).contains("not-acceptable");
        assertThat(ringback.problem()).isEmpty();
    }

    @Test
    void whatTodaysClientsSendIsReadAsItIsMeant() {
        String to = "<message to='ringback@ringback.example' type='chat' ";
        String ours = id();
        GoSendXmpp.sendRaw(
                prosody,
                "bob",
                to + "id='c1'><reactions xmlns='urn:xmpp:reactions:0' id='" + ours
                        + "'><reaction>👎</reaction></reactions>"
                        + "</message>"
                        + to + "id='c2'><body>&gt; Anna\nNo</body><reply xmlns='urn:xmpp:reply:0' id='" + ours
                        + "'/><fallback"
                        + " xmlns='urn:xmpp:fallback:0'"
                        + " for='urn:xmpp:reply:0'><body"
                        + " start='0'"
                        + " end='7'/></fallback>"
                        + "</message>"
                        + to
                        + "id='c3'><body>gone</body><retract xmlns='urn:xmpp:message-retract:1' id='c2'/></message>"
                        + to
                        + "id='c4'><body>come</body><x xmlns='jabber:x:conference' jid='r@rooms.example'/></message>"
                        + to + "id='c5'><body>?OTRv3?</body></message>"
                        + to + "id='c6'><body xml:lang='de'>Nein</body></message>"
                        + to
                        + "id='c7'><body>last</body><replace xmlns='urn:xmpp:message-correct:0' id='c6'/></message>");

        await().atMost(PATIENCE).until(() -> ringback.replies.stream()
                .anyMatch(reply -> reply.get("text").equals("last")));
        assertThat(ringback.replies).extracting(reply -> reply.get("text")).containsExactly("no", "No", "Nein", "last");
        assertThat(ringback.replies)
                .filteredOn(reply -> Boolean.TRUE.equals(reply.get("correction")))
                .extracting(reply -> reply.get("text"))
                .containsExactly("last");
        assertThat(ringback.replies.get(0)).containsEntry("inReplyTo", ours);
        assertThat(ringback.replies.get(1)).containsEntry("inReplyTo", ours);
        assertThat(ringback.replies.get(2)).doesNotContainKey("inReplyTo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "да", "نعم", "はい", "हाँ", "😀 1"})
    void repliesInAllScriptsComeInAsWritten(String text) {
        GoSendXmpp.send(prosody, "bob", "ringback@ringback.example", text);
        await().until(() -> !ringback.replies.isEmpty());
        assertThat(ringback.replies).singleElement().satisfies(reply -> assertThat(reply)
                .containsEntry("text", text));
    }

    @Test
    void aHugeReplyIsCutAndItsMarkupLeftOut() {
        String text = "<body>1 &lt;b&gt; &amp; &#x1F600;" + ("x".repeat(10_000) + "\n").repeat(20) + "</body>"
                + "<html xmlns='http://jabber.org/protocol/xhtml-im'>"
                + "<body xmlns='http://www.w3.org/1999/xhtml'><p>2</p></body></html></message>";
        GoSendXmpp.sendRaw(prosody, "bob", "<message to='ringback@ringback.example' type='chat' id='h'>" + text);

        await().until(() -> !ringback.replies.isEmpty());
        assertThat(ringback.replies).singleElement().satisfies(reply -> assertThat((String) reply.get("text"))
                .startsWith("1 <b> & 😀x")
                .hasSize(4_000));
    }

    @Test
    void nobodyWritesInTheNameOfAnother() {
        GoSendXmpp.sendRaw(
                prosody,
                "bob",
                "<message to='ringback@ringback.example' from='anna@ringback.example'"
                        + " type='chat'><body>1</body></message>");
        GoSendXmpp.send(prosody, "bob", "ringback@ringback.example", "2");
        await().until(() ->
                ringback.replies.stream().anyMatch(reply -> reply.get("text").equals("2")));
        assertThat(ringback.replies).allSatisfy(reply -> assertThat(reply).containsEntry("from", BOB));
    }

    @Test
    void entitiesDoNotGetThroughTheServer() {
        GoSendXmpp.sendRaw(
                prosody,
                "bob",
                "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><message to='ringback@ringback.example'><body>&a;</body></message>");
        await().until(() ->
                prosody.log().contains("restricted-xml") || prosody.log().contains("not-well-formed"));
        GoSendXmpp.send(prosody, "bob", "ringback@ringback.example", "1");
        await().until(() -> !ringback.replies.isEmpty());
        assertThat(ringback.replies).singleElement().satisfies(reply -> assertThat(reply)
                .containsEntry("text", "1"));
    }

    @Test
    void whoAsksToSeeWhetherRingbackIsOnlineIsRefused() {
        GoSendXmpp.sendRaw(prosody, "bob", "<presence to='ringback@ringback.example' type='subscribe' id='curious'/>");
        await().untilAsserted(() -> assertThat(prosody.log().lines())
                .anySatisfy(line -> assertThat(line).contains("unsubscribed", "bob@ringback.example")));
    }

    @Test
    void aReceiptIsGivenOnlyForWhatIsStored() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        ringback.storing = reply -> {
            if (tries.incrementAndGet() < 3) {
                assertThat(prosody.log()).doesNotContain("id='wants-receipt'/>");
                throw new IllegalStateException("no database");
            }
        };
        GoSendXmpp.sendRaw(
                prosody,
                "bob",
                "<message to='ringback@ringback.example' type='chat' id='wants-receipt'><body>1</body>"
                        + "<request xmlns='urn:xmpp:receipts'/></message>");
        await().untilAsserted(() -> assertThat(prosody.log()).containsPattern("<received [^>]*id='wants-receipt'"));
        assertThat(tries).hasValue(3);
        assertThat(ringback.replies).hasSize(1);
    }

    @Test
    void whatWasNotStoredWhenRingbackStoppedComesAgainUnderTheSameId() throws Exception {
        Set<Object> ids = ConcurrentHashMap.newKeySet();
        ringback.storing = reply -> {
            ids.add(reply.get("id"));
            throw new IllegalStateException("no database");
        };
        GoSendXmpp.send(prosody, "bob", "ringback@ringback.example", "call");
        await().atMost(PATIENCE).until(() -> !ids.isEmpty());
        ringback.close();

        XmppNode restarted = peers.with(XmppNode.at(prosody, "ringback"));
        await().atMost(PATIENCE).until(() -> !restarted.replies.isEmpty());
        assertThat(ids).containsExactly(restarted.replies.get(0).get("id"));
        assertThat(restarted.replies).hasSize(1);
    }

    @Test
    void anAddressOfAnotherProtocolIsLeftToTheNextMedium() {
        assertThatThrownBy(
                        () -> ringback.send("sip:ringback@ringback.example", "sip:anna@ringback.example", "Hej", id()))
                .isInstanceOf(CannotBeDelivered.class)
                .hasMessageContaining("not set up here");
        assertThatThrownBy(() -> ringback.send("xmpp:other@ringback.example", ANNA, "Hej", id()))
                .isInstanceOf(CannotBeDelivered.class)
                .hasMessageContaining("ringback.xmpp.accounts");
    }

    private static String receipt(String id) {
        return "<message to='ringback@ringback.example' type='chat'><received xmlns='urn:xmpp:receipts' id='%s'/></message>"
                .formatted(id);
    }

    private static String error(String id, String type, String condition) {
        return "<message to='%s' type='error' id='%s'><error type='%s'><%s xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>"
                .formatted(fullJid(), id, type, condition);
    }

    private static String fullJid() {
        return "ringback@ringback.example/test";
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
