package io.ringback.web.bench;

import io.ringback.cases.DeployPreview;
import io.ringback.cases.Diagrams.Deployment;
import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Fingerprint;
import io.ringback.cases.TableTests;
import io.ringback.cases.ThoughtOfCase;
import io.ringback.cases.WayOfCase;
import io.ringback.web.bench.Drafts.Draft;
import io.ringback.web.bench.EngineBench.Act;
import io.ringback.web.bench.EngineBench.Check;
import io.ringback.web.bench.EngineBench.FileInForce;
import io.ringback.web.bench.Proposals.Proposal;
import io.ringback.web.bench.Proposals.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** From what is in force to a draft, from a draft to a proposal, and from there into force. */
@Component
class Workbench {

    static final int LONGEST_TEXT = 2000;
    private static final int MOST_DRAFTS = 50;
    /** To try a diagram takes a processor for a second; the calls have the others. */
    private static final int TRIED_AT_ONCE = 1;

    private static final int PATIENCE_SECONDS = 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,90}\\.(?:bpmn|dmn|tests\\.csv)");

    private final EngineBench engine;
    private final BenchedWords words;
    private final EnginePlay playing;
    private final Drafts drafts;
    private final Proposals proposals;
    private final TestsOnBench tests;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Semaphore trials = new Semaphore(TRIED_AT_ONCE, true);

    Workbench(
            EngineBench engine,
            BenchedWords words,
            EnginePlay playing,
            Drafts drafts,
            Proposals proposals,
            TestsOnBench tests,
            TransactionTemplate transactions,
            Clock clock) {
        this.engine = engine;
        this.words = words;
        this.playing = playing;
        this.drafts = drafts;
        this.proposals = proposals;
        this.tests = tests;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether a file may be called so. */
    static boolean isName(String file) {
        return NAME.matcher(file).matches();
    }

    /** Keeps what an analyst has drawn so far. */
    void keep(String analyst, String file, byte[] content, String note) {
        boolean isWords = words.at(file).isPresent();
        words.at(file).flatMap(texts -> words.unreadable(texts, content)).ifPresent(why -> {
            throw new NotDone("Nothing was kept. " + why.sentence());
        });
        if (!isWords && !isName(file)) {
            throw new NotDone("A file's name is of letters, digits, dots and dashes, and ends in .bpmn, .dmn or "
                    + TableTests.ENDING + ".");
        }
        if (content.length == 0 && !isWords) {
            throw new NotDone("The file is empty, so nothing was kept.");
        }
        if (drafts.of(analyst, file).isEmpty() && drafts.of(analyst).size() >= MOST_DRAFTS) {
            throw new NotDone("You have " + MOST_DRAFTS + " drafts. Propose or discard some of them first.");
        }
        drafts.keep(new Draft(analyst, file, content, inForceNow(file), shortened(note), clock.instant()));
    }

    /** Tries files together with all others that are in force. */
    Check check(Map<String, byte[]> files) {
        return oneAfterTheOther(() -> engine.check(files));
    }

    DeployPreview preview(Proposal proposal) {
        return oneAfterTheOther(() -> engine.preview(proposals.contents(proposal.id())));
    }

    /** Plays a case with these files in place of those in force. */
    WayOfCase play(Map<String, byte[]> files, ThoughtOfCase one, List<String> happened) {
        return oneAfterTheOther(() -> playing.play(files, one, happened));
    }

    /** Whether somebody has deployed the file since the draft was begun. */
    boolean isOvertaken(Draft draft) {
        return !draft.basedOn().equals(inForceNow(draft.file()));
    }

    /** The analyst has seen what is in force by now. */
    void baseOnWhatIsInForce(String analyst, String file) {
        drafts.baseOn(analyst, file, inForceNow(file));
    }

    /**
     * Proposes drafts, which are none any more. Those of the tests of tables go with the tables.
     *
     * @return the proposal's number
     */
    long propose(String analyst, List<String> names, String why) {
        if (why.isBlank()) {
            throw new NotDone("Say why: whoever approves it, and whoever looks for it later, wants to know.");
        }
        List<String> files = tests.withTests(analyst, names);
        if (files.isEmpty()) {
            throw new NotDone("Choose at least one draft.");
        }
        List<Draft> chosen = new ArrayList<>();
        SortedMap<String, byte[]> contents = new TreeMap<>();
        for (String file : files) {
            Draft draft = drafts.of(analyst, file).orElseThrow(() -> new NotDone("You have no draft of " + file + "."));
            if (isOvertaken(draft)) {
                throw new NotDone("Somebody has deployed " + file + " since you began, and what you propose would undo"
                        + " that. Compare, take over what you need, and say on its page that you have seen it.");
            }
            chosen.add(draft);
            contents.put(file, draft.content());
        }
        Check check =
                BenchedWords.areWords(files) ? words.check(contents) : oneAfterTheOther(() -> engine.check(contents));
        if (!check.refused().isEmpty()) {
            throw new NotDone("Nothing was proposed. " + check.refused().get(0).sentence());
        }
        return transactions.execute(transaction -> {
            files.forEach(file -> drafts.discard(analyst, file));
            return proposals.add(analyst, shortened(why), chosen);
        });
    }

    /** Puts a proposal into force. */
    Deployment deploy(Proposal proposal, String operator, String shown) {
        return oneAfterTheOther(() -> engine.deploy(
                new Act(operator, proposal.by(), proposal.why()),
                proposals.contents(proposal.id()),
                shown,
                () -> decide(proposal, State.DEPLOYED, operator)));
    }

    /** Puts a proposal of words into force. */
    void deployWords(Proposal proposal, String operator, String shown) {
        words.deploy(
                new Act(operator, proposal.by(), proposal.why()),
                proposals.contents(proposal.id()),
                shown,
                () -> decide(proposal, State.DEPLOYED, operator));
    }

    /** Refuses or withdraws a proposal. Who made it has the drafts again, unless they have begun others of these files. */
    void close(Proposal proposal, State state, String who) {
        transactions.executeWithoutResult(transaction -> {
            decide(proposal, state, who);
            proposals.drafts(proposal).stream()
                    .filter(draft -> drafts.of(draft.analyst(), draft.file()).isEmpty())
                    .forEach(drafts::keep);
        });
    }

    private void decide(Proposal proposal, State state, String who) {
        if (!proposals.decide(proposal.id(), state, who)) {
            throw new NotDone("Somebody else has just decided about it.");
        }
    }

    private String inForceNow(String file) {
        Optional<byte[]> inForce = BenchedWords.isWords(file)
                ? words.inForce(file)
                : Optional.ofNullable(engine.inForce().get(file)).map(FileInForce::content);
        return inForce.map(content -> new Fingerprint().with(file, content).hex())
                .orElse("");
    }

    static String shortened(String text) {
        return text.strip().substring(0, Math.min(LONGEST_TEXT, text.strip().length()));
    }

    private <T> T oneAfterTheOther(Supplier<T> trial) {
        try {
            if (!trials.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new NotDone("Others are trying files on this node. Try again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDone("Ringback is stopping.");
        }
        try {
            return trial.get();
        } finally {
            trials.release();
        }
    }
}
