package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.CaseRows;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.Cases;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.directory.Preferences;
import io.ringback.engine.trial.FileTrial;
import io.ringback.engine.trial.RandomEdit;
import io.ringback.failedcall.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whatever a slip of the hand does to a shipped file: it is refused with its element and how to mend it, or every failed call
 * opens a case that ends, whatever people answer. {@code -Dringback.edits=2000} makes 2,000 edits, {@code -Dringback.edit=7}
 * only the one of that number, and {@code -Dringback.walks=100000} lets all that can happen happen to the cases of each.
 */
class RandomEditsTest extends ProcessTestBase {

    private static final int EDITS = Integer.getInteger("ringback.edits", 30);
    private static final int FIRST = Integer.getInteger("ringback.edit", 0);
    /** So many cases are walked for one edit, each through what has not happened before; with many, that is all there is. */
    private static final int WALKS = Integer.getInteger("ringback.walks", 12);

    private static final Logger LOG = LoggerFactory.getLogger(RandomEditsTest.class);
    private static final Preferences ASK_ME = Preferences.UNSET;
    private static final Preferences ALWAYS = new Preferences(true, false, false);
    private static final Preferences TELL_ME = new Preferences(false, true, false);
    private static final Preferences NEVER = new Preferences(false, false, true);
    private static final List<Cause> CAUSES = List.of(Cause.BUSY, Cause.NO_ANSWER, Cause.UNREACHABLE);

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

    @BeforeEach
    void callsCanBeConnected() throws Exception {
        camel.getRouteController().startRoute("switch");
    }

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
                LOG.error("Edit {}: {}", seed, edit, e);
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
                everyWay(seed);
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

    /** What the two want, and why the call failed. */
    private record Beginning(Preferences annas, Preferences bobs, Cause cause) {}

    private static List<Beginning> beginnings() {
        List<Beginning> all = new ArrayList<>();
        for (Preferences annas : List.of(ASK_ME, ALWAYS, NEVER)) {
            for (Preferences bobs : List.of(ASK_ME, TELL_ME, NEVER)) {
                CAUSES.forEach(cause -> all.add(new Beginning(annas, bobs, cause)));
            }
        }
        return all;
    }

    /** In all combinations of how it begins and of what then happens, or in {@link #WALKS} of them. */
    private void everyWay(long seed) {
        people();
        // Nothing is known to have arrived before a report says so.
        parts = 1;
        Random chance = new Random(seed);
        CaseWalker walker =
                new CaseWalker(runtime, management, jdbc, cases, process, transaction, voiceOf(bob), chance);
        List<Beginning> all = beginnings();
        Collections.shuffle(all, chance);
        Deque<Beginning> open = new ArrayDeque<>(all);
        int walks = 0;
        while (walks < WALKS && !open.isEmpty()) {
            Beginning begin = open.poll();
            preferring(anna, begin.annas());
            preferring(bob, begin.bobs());
            UUID caseId = callFails(begin.cause());
            if (walker.walk(caseId)) {
                open.add(begin);
                walks++;
            }
            assertNobodyIsBothered(caseId, begin);
        }
        if (open.isEmpty()) {
            walker.assertTimeEndsAll();
        }
        LOG.info("{} things have happened to cases", walker.happened());
    }

    private void assertNobodyIsBothered(UUID caseId, Beginning begin) {
        List<String> written = jdbc.sql("select kind from outbound_message where case_id = ?")
                .param(caseId)
                .query(String.class)
                .list();
        if (begin.bobs().never()) {
            assertThat(written).as("to or about a callee who wants nothing").isEmpty();
        }
        if (begin.annas().never()) {
            assertThat(written).as("to a caller who wants nothing").doesNotContain("QUESTION", "OFFER", "INFORMATION");
        }
    }
}
