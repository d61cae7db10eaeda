package io.ringback.instantmessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.GoSendXmpp;
import io.ringback.peers.Peers;
import io.ringback.peers.Prosody;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ringback writes to people with Prosody between, and is written to. */
class XmppTest {

    private static final String RINGBACK = "xmpp:ringback@ringback.example";
    private static final String ANNA = "xmpp:anna@ringback.example";

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
                .modules("smacks", "stanza_debug")
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

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
