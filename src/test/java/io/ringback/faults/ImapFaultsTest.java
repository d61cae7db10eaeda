package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A mailbox that goes away, overflows, or holds what nobody can read. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.SHARED)
class ImapFaultsTest {

    private static final String HEADERS = "From: <a@people.test>\r\nSubject: hostile\r\n";

    private final Installation installation = Installation.shared();
    private PlayedCase played;

    @BeforeEach
    void aMatter() {
        installation.node();
        played = new PlayedCase(installation, installation::node);
    }

    @Test
    void aReplySentWhileTheMailboxIsAwayIsReadOnceWhenItIsBack() throws Exception {
        UUID caseId = asked();
        installation.stopImap();
        installation.dropImapConnections(4);
        installation.startImap(played.reply(played.annasMail(), "yes"));

        played.contactToken();
        await().atMost(Installation.PATIENCE).until(() -> installation.unread() == 0);
        assertThat(played.events(caseId, "ANSWER")).isEqualTo(1);
        assertThat(played.events(caseId, "LATE_REPLY")).isZero();
    }

    @Test
    void hostileMailsDoNotKeepTheNextOneWaiting() {
        UUID caseId = asked();
        String nested = IntStream.range(0, 500)
                .mapToObj(depth ->
                        "Content-Type: multipart/mixed; boundary=\"b" + depth + "\"\r\n\r\n--b" + depth + "\r\n")
                .reduce("", String::concat);
        List.of(
                        "",
                        "\r\n\r\n",
                        "no header at all",
                        HEADERS + "Content-Type: multipart/mixed\r\n\r\nno boundary",
                        HEADERS + "Content-Type: ;;;=\"\r\nContent-Transfer-Encoding: nonsense\r\n\r\n\0\0\0",
                        HEADERS + "Content-Type: text/plain; charset=\"x-none\"\r\n\r\nyes",
                        HEADERS + "Content-Transfer-Encoding: base64\r\n\r\n" + "!*".repeat(50_000),
                        HEADERS + "To: " + "<".repeat(5_000) + "\r\n\r\nyes",
                        "From: \"" + "x".repeat(20_000) + "\r\n\r\nyes",
                        HEADERS + "Content-Type: text/html\r\n\r\n" + "<div>".repeat(1_000_000),
                        HEADERS + nested,
                        HEADERS
                                + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n")
                .forEach(installation::deliver);
        installation.deliver(played.reply(played.annasMail(), "yes"));

        played.contactToken();
        assertThat(played.events(caseId, "ANSWER")).isEqualTo(1);
        await().atMost(Installation.PATIENCE).until(() -> installation.unread() == 0);
    }

    @Test
    void ofManyRepliesAtOnceOneActsAndAllAreRead() {
        UUID caseId = asked();
        IntStream.range(0, 20)
                .mapToObj(number -> played.reply(played.annasMail(), number % 2 == 0 ? "yes" : "ja"))
                .forEach(installation::deliver);

        played.contactToken();
        await().atMost(Installation.PATIENCE).until(() -> installation.unread() == 0);
        assertThat(played.events(caseId, "ANSWER")).isEqualTo(1);
        assertThat(installation.smtp.takenFor(played.bobsMail())).hasSize(1);
        await().atMost(Installation.PATIENCE).until(() -> played.journal(caseId, "CLOSING", "SENT") == 1);
        assertThat(installation.smtp.takenFor(played.annasMail()))
                .as("the question, and one word that it is answered already")
                .hasSize(2);
    }

    /** The call has failed, and the caller has the question. */
    private UUID asked() {
        UUID caseId = played.callFails();
        played.questionToken();
        await().atMost(Installation.PATIENCE).until(() -> played.journal(caseId, "QUESTION", "SENT") == 1);
        return caseId;
    }
}
