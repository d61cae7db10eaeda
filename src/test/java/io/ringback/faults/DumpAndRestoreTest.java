package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.faults.ScriptedSmtpServer.Behaviour;
import io.ringback.peers.Peers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A running installation is dumped, goes on, is lost, and is restored: each case goes on from where the dump has it, and what had left
 * meanwhile is not sent again without a word. Whoever finds the dump reads no address in it, and no login of it goes on.
 */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("dump and restore")
class DumpAndRestoreTest {

    @RegisterExtension
    final Peers peers = new Peers();

    @Test
    void eachCaseGoesOnInTheRestoredDatabase() throws Exception {
        SystemPostgres server = peers.with(SystemPostgres.start());
        server.create("ringback");
        Installation installation =
                Installation.onDatabase("dumped", server.in("ringback"), server.jdbcUrl("ringback"));
        RunningRingback dumped = peers.with(installation.node());
        List<PlayedCase> played = IntStream.range(0, 4)
                .mapToObj(number -> new PlayedCase(installation, installation::node))
                .toList();
        PlayedCase asking = played.get(0);
        PlayedCase notified = played.get(1);
        PlayedCase sending = played.get(2);
        PlayedCase waiting = played.get(3);

        installation.smtp.script(sending.annasMail(), Behaviour.HANG_BEFORE_ANSWER, Behaviour.HANG_BEFORE_ANSWER);
        UUID asked = asking.callFails();
        UUID told = notified.callFails();
        notified.sayYes();
        notified.contactToken();
        UUID sent = sending.callFails();
        sending.questionToken();
        installation.smtp.hangAtGreeting(Integer.MAX_VALUE);
        UUID waits = waiting.callFails();
        theDrillShowsThatACopyCanBeLivedFrom(server);
        String session = PlayedCase.loggedIn("olga", dumped);
        assertThat(overview(dumped, session)).isEqualTo(200);
        Path dump = server.dump("ringback");
        assertThat(server.script(dump))
                .contains("COPY public.device ", "COPY public.inbound_event ", "COPY public.act_ru_execution ")
                .doesNotContain(played.stream().flatMap(PlayedCase::addresses).toArray(String[]::new));

        installation.smtp.greetAgain();
        PlayedCase forgotten = new PlayedCase(installation, installation::node);
        forgotten.callFails();
        String unknown = forgotten.questionToken();
        await("it leaves after the dump")
                .atMost(Installation.PATIENCE)
                .until(() -> waiting.journal(waits, "QUESTION", "SENT") == 1);
        dumped.kill();
        server.create("restored");
        server.restore(dump, "restored");
        installation.moveTo(server.in("restored"), server.jdbcUrl("restored"));
        RunningRingback restored = peers.with(installation.node());
        assertThat(overview(restored, session)).as("the dump logs nobody in").isEqualTo(302);

        HttpResponse<String> leadsNowhere = installation.node().get("/q/" + unknown);
        assertThat(leadsNowhere.statusCode()).isEqualTo(404);
        assertThat(leadsNowhere.body()).contains("This link is no longer in use");
        installation.deliver(forgotten.reply(forgotten.annasMail(), "yes"));
        List.of(asking, sending, waiting).forEach(PlayedCase::sayYes);
        played.forEach(PlayedCase::useContactMeans);
        List<UUID> cases = List.of(asked, told, sent, waits);
        for (int i = 0; i < cases.size(); i++) {
            played.get(i).awaitOutcome(cases.get(i), "INFORMED");
        }
        List.of(0, 1, 3).forEach(number -> played.get(number).assertNobodyWasWrittenToTwice(cases.get(number)));
        assertThat(installation.smtp.takenFor(waiting.annasMail()))
                .as("a question twice, as its journal says, and the information")
                .hasSize(3);
        await("the reply to what nobody knows is read")
                .atMost(Installation.PATIENCE)
                .until(() -> installation.unread() == 0);
        assertThat(installation.smtp.takenFor(forgotten.bobsMail()))
                .as("Bob is not told of a case that nobody knows")
                .isEmpty();
        assertThat(installation.smtp.takenFor(forgotten.annasMail()))
                .as("nobody writes back, as it might be anybody who wrote")
                .hasSize(1);
        // The mail server hung when it had taken that question. How often it was tried after the dump is not in the
        // dump; that it may
        // arrive twice is.
        assertThat(copiesNoted(installation, sent)).isNotEmpty();
        assertThat(copiesNoted(installation, waits))
                .anySatisfy(line -> assertThat(line).contains("the database was restored"));
    }

    private static void theDrillShowsThatACopyCanBeLivedFrom(SystemPostgres server) throws Exception {
        server.create("drilled");
        Drill drill = Drill.of(server, "ringback", "drilled", Installation.SECRET);
        assertThat(drill.status()).as(drill.said()).isZero();
        assertThat(drill.said())
                .contains(
                        "the copy has the same rows",
                        "a node is ready on the copy",
                        "open cases 4, messages that wait ");

        Drill intoTheSame = Drill.of(server, "ringback", "drilled", Installation.SECRET);
        assertThat(intoTheSame.status()).isNotZero();
        assertThat(intoTheSame.said()).contains("The second database is not empty.");

        server.create("without_the_key");
        Drill withoutTheKey = Drill.of(server, "ringback", "without_the_key", "another-secret-0123456789abcdef0");
        assertThat(withoutTheKey.status()).isNotZero();
        assertThat(withoutTheKey.said()).contains("The node did not start on the copy.");
    }

    private static int overview(RunningRingback node, String session) throws IOException, InterruptedException {
        return node.send(HttpRequest.newBuilder(node.address("/operations")).header("Cookie", session))
                .statusCode();
    }

    private static List<String> copiesNoted(Installation installation, UUID caseId) {
        return installation
                .jdbc()
                .sql("select detail from journal where case_id = ? and detail like 'may arrive twice%'")
                .param(caseId)
                .query(String.class)
                .list();
    }
}
