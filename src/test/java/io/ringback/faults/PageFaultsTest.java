package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.AtOnce;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Links that are opened by machines, and pressed many times at once. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.SHARED)
class PageFaultsTest {

    private final Installation installation = Installation.shared();
    private RunningRingback node;
    private PlayedCase played;
    private UUID caseId;

    @BeforeEach
    void anOpenQuestion() {
        node = installation.node();
        played = new PlayedCase(installation, () -> node);
        caseId = played.callFails();
    }

    @Test
    void aLinkOpenedAHundredTimesChangesNothingAndThenWorks() throws Exception {
        String path = "/q/" + played.questionToken();
        await().until(() -> played.journal(caseId, "QUESTION", "SENT") == 1);
        List<Integer> statuses = AtOnce.all(Collections.nCopies(10, () -> {
            int sum = 0;
            for (int i = 0; i < 10; i++) {
                sum += node.get(path + (i % 2 == 0 ? "?answer=no" : "")).statusCode();
            }
            return sum / 10;
        }));
        assertThat(statuses).containsOnly(200);
        assertThat(played.standing(caseId)).isEqualTo("ASKING_CALLER");
        assertThat(played.events(caseId, "ANSWER")).isZero();

        played.sayYes();
        played.contactToken();
    }

    @Test
    void aFormSentTwentyTimesAtTheSameInstantTakesEffectOnce() throws Exception {
        String question = "/q/" + played.questionToken();
        assertThat(pressedAtOnce(question, "answer", "yes"))
                .containsOnlyOnce(303)
                .containsOnly(303, 404);
        assertThat(played.events(caseId, "ANSWER")).isEqualTo(1);

        String contact = "/c/" + played.contactToken();
        assertThat(pressedAtOnce(contact, "choice", "inform"))
                .containsOnlyOnce(303)
                .allMatch(List.of(303, 404, 410)::contains);
        played.awaitOutcome(caseId, "INFORMED");
        assertThat(played.events(caseId, "CONTACT")).isEqualTo(1);
        played.assertNobodyWasWrittenToTwice(caseId);
    }

    private List<Integer> pressedAtOnce(String path, String field, String value) throws Exception {
        HttpResponse<String> page = node.get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        return AtOnce.all(
                Collections.nCopies(20, () -> node.send(PlayedCase.form(path, page, Map.of(field, value), node))
                        .statusCode()));
    }
}
