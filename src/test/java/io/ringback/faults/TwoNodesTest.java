package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.AtOnce;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two nodes on one database and one mailbox, told the same at the same instant. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.SHARED)
class TwoNodesTest {

    private static final Installation INSTALLATION = Installation.shared();

    private static RunningRingback one;
    private static RunningRingback other;

    @BeforeAll
    static void startBoth() {
        one = INSTALLATION.node();
        other = INSTALLATION.anotherNode();
    }

    @AfterAll
    static void stopOther() {
        other.close();
    }

    @Test
    void twoCallsOfTheSamePairAtTheSameInstantAreOneCase() throws Exception {
        for (int round = 1; round <= 5; round++) {
            PlayedCase played = played();
            String id = "pair-" + UUID.randomUUID() + "-";
            List<UUID> cases = AtOnce.all(List.of(
                    () -> PlayedCase.caseIn(played.tell(id + 1, one)),
                    () -> PlayedCase.caseIn(played.tell(id + 2, other))));

            await().atMost(Installation.PATIENCE)
                    .untilAsserted(() -> assertThat(cases.stream().map(played::standing))
                            .containsExactlyInAnyOrder("ASKING_CALLER", "JOINED"));
            played.questionToken();
            assertThat(INSTALLATION.smtp.takenFor(played.annasMail())).hasSize(1);
        }
    }

    @Test
    void theSameEventFromTwentySendersToTwoNodesIsOneCase() throws Exception {
        PlayedCase played = played();
        String id = "same-" + UUID.randomUUID();
        List<Callable<HttpResponse<String>>> senders = new ArrayList<>();
        for (int sender = 0; sender < 20; sender++) {
            RunningRingback node = sender % 2 == 0 ? one : other;
            senders.add(() -> played.tell(id, node));
        }
        List<HttpResponse<String>> answers = AtOnce.all(senders);

        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .containsOnlyOnce(202)
                .containsOnly(200, 202);
        Set<UUID> cases = answers.stream().map(PlayedCase::caseIn).collect(Collectors.toSet());
        assertThat(cases).hasSize(1);
        played.questionToken();
        assertThat(INSTALLATION.smtp.takenFor(played.annasMail())).hasSize(1);
    }

    @Test
    void eachReplyInAMailboxThatBothReadIsTakenOnce() {
        List<PlayedCase> playedCases =
                IntStream.range(0, 6).mapToObj(number -> played()).toList();
        List<UUID> cases = playedCases.stream().map(PlayedCase::callFails).toList();
        playedCases.forEach(PlayedCase::questionToken);
        playedCases.forEach(played -> INSTALLATION.deliver(played.reply(played.annasMail(), "yes")));

        playedCases.forEach(PlayedCase::contactToken);
        await().atMost(Installation.PATIENCE).until(() -> INSTALLATION.unread() == 0);
        for (int i = 0; i < playedCases.size(); i++) {
            assertThat(playedCases.get(i).events(cases.get(i), "ANSWER")).isEqualTo(1);
            assertThat(playedCases.get(i).events(cases.get(i), "LATE_REPLY")).isZero();
            assertThat(INSTALLATION.smtp.takenFor(playedCases.get(i).bobsMail()))
                    .hasSize(1);
            assertThat(INSTALLATION.smtp.takenFor(playedCases.get(i).annasMail()))
                    .hasSize(1);
        }
    }

    private static PlayedCase played() {
        return new PlayedCase(INSTALLATION, () -> one);
    }
}
