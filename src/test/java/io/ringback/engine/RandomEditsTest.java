package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.CaseRows;
import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.Cases;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import io.ringback.directory.Preferences;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.RandomEdit;
import io.ringback.failedcall.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whatever a slip of the hand does to a shipped file: it is refused with its element and how to mend it, or every failed call
 * opens a case that ends, whatever people answer. {@code -Dringback.edits=2000} makes 2,000 edits, {@code -Dringback.edit=7}
 * only the one of that number.
 */
class RandomEditsTest extends ProcessTestBase {

    private static final int EDITS = Integer.getInteger("ringback.edits", 60);
    private static final int FIRST = Integer.getInteger("ringback.edit", 0);
    private static final int CASES_EACH = 6;

    /** So many things happen to a case by chance; after that only time passes. */
    private static final int HAPPENINGS = 12;

    private static final int MOST_HAPPENINGS = 60;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private CaseProcess process;

    @Autowired
    private Cases cases;

    @Autowired
    private TransactionTemplate transaction;

    @TempDir
    private Path folder;

    @Test
    void anEditIsRefusedWithItsElementOrItsCasesEnd() throws IOException {
        int last = FIRST == 0 ? EDITS : FIRST;
        int accepted = 0;
        List<String> broken = new ArrayList<>();
        for (int seed = Math.max(FIRST, 1); seed <= last; seed++) {
            RandomEdit edit = RandomEdit.number(seed);
            try {
                accepted += tryOut(edit, seed) ? 1 : 0;
            } catch (RuntimeException | AssertionError e) {
                broken.add(seed + " " + edit + ": " + FileTrial.innermost(e));
            }
        }
        assertThat(broken).isEmpty();
        assertThat(FIRST > 0 || accepted > 0).as("some edits are harmless").isTrue();
    }

    private boolean tryOut(RandomEdit edit, long seed) throws IOException {
        for (Map.Entry<String, String> file : edit.files().all().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        NodeWithFiles.Before before = new NodeWithFiles.Before(repository, jdbc);
        try {
            List<Refusal> refused =
                    NodeWithFiles.of(application, folder).deploy().refused();
            assertThat(refused).allSatisfy(refusal -> {
                assertThat(refusal.element()).isNotBlank();
                assertThat(refusal.mend()).isNotBlank();
                assertThat(refusal.problem()).doesNotStartWith("The engine does not take it");
            });
            if (refused.isEmpty()) {
                Random chance = new Random(seed);
                for (int one = 0; one < CASES_EACH; one++) {
                    runToTheEnd(chance);
                }
            }
            return refused.isEmpty();
        } finally {
            runtime.createProcessInstanceQuery()
                    .list()
                    .forEach(left -> runtime.deleteProcessInstance(left.getId(), "the edit was tried", true));
            new CaseRows(jdbc).clear();
            before.forgetWhatCameSince();
        }
    }

    private void runToTheEnd(Random chance) {
        preferring(anna, new Preferences(chance.nextInt(3) == 0, false, chance.nextInt(8) == 0));
        preferring(bob, new Preferences(false, chance.nextInt(3) == 0, chance.nextInt(8) == 0));
        UUID caseId = callFails(Cause.values()[chance.nextInt(3)]);
        assertThat(jdbc.sql("select count(*) from failed_call_case where id = ?")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .as("the call opens a case")
                .isOne();
        for (int count = 0; !hasEnded(caseId); count++) {
            assertThat(count).as("the case ends").isLessThan(MOST_HAPPENINGS);
            try {
                happen(caseId, count < HAPPENINGS ? chance : null);
            } catch (OptimisticLockingException | NullValueException | CaseProcess.CaseNotWaiting e) {
                // What was sent has been delivered meanwhile, and the case has gone on.
                continue;
            }
        }
    }

    private boolean hasEnded(UUID caseId) {
        boolean ended = jdbc.sql("select state = 'ENDED' from failed_call_case where id = ?")
                .param(caseId)
                .query(Boolean.class)
                .single();
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseId.toString())
                        .count())
                .as("case and process end together")
                .isEqualTo(ended ? 0 : 1);
        return ended;
    }

    /** @param chance what decides; null if time passes */
    private void happen(UUID caseId, Random chance) {
        String instance = processOf(caseId);
        List<Job> timers =
                management.createJobQuery().processInstanceId(instance).timers().list();
        List<Job> jobs = management
                .createJobQuery()
                .processInstanceId(instance)
                .messages()
                .list();
        List<EventSubscription> messages = runtime.createEventSubscriptionQuery()
                .processInstanceId(instance)
                .eventType("message")
                .list();
        int which = chance == null ? 0 : chance.nextInt(timers.size() + jobs.size() + messages.size());
        if (which < timers.size()) {
            management.executeJob(timers.get(which).getId());
        } else if (which < timers.size() + jobs.size()) {
            press(jobs.get(which - timers.size()));
        } else {
            tell(caseId, messages.get(which - timers.size() - jobs.size()).getEventName(), chance);
        }
    }

    /** The operator's job, which fails the first time on purpose. */
    private void press(Job job) {
        try {
            management.executeJob(job.getId());
        } catch (SendAgain.NothingLeftToTry e) {
            assertThat(e).isNotNull();
        }
    }

    private void tell(UUID caseId, String name, Random chance) {
        CaseMessage message = Stream.of(CaseMessage.values())
                .filter(ours -> ours.inDiagram().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, Object> facts = new HashMap<>();
        switch (message) {
            case CALLER_ANSWERED -> {
                facts.put("answer", Answer.values()[chance.nextInt(Answer.values().length)].name());
                facts.put("saidNothing", false);
            }
            case CONTACT_MEANS_USED ->
                facts.put("choice", Choice.values()[chance.nextInt(Choice.values().length)].name());
            case CONNECTION_OUTCOME ->
                facts.put(
                        "connection",
                        Connections.Ending.values()[chance.nextInt(Connections.Ending.values().length)].name());
            case CALLED_AGAIN -> {
                facts.put("calledAgainAt", "2026-01-01T00:00:00Z");
                facts.put("calledAgainConference", null);
            }
            default -> assertThat(message).isNotEqualTo(CaseMessage.CALL_FAILED);
        }
        transaction.executeWithoutResult(status -> cases.lock(caseId)
                .ifPresent(running -> process.tell(
                        message == CaseMessage.CONTACT_MEANS_USED ? cases.reachableOn(running, voiceOf(bob)) : running,
                        message,
                        facts)));
    }
}
