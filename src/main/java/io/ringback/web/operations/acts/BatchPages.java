package io.ringback.web.operations.acts;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.ringback.directory.Medium;
import io.ringback.web.operations.acts.Preview.Counted;
import io.ringback.web.operations.find.FindingCases;
import io.ringback.web.operations.find.Wanted;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Acts on cases: what would happen, the confirmation, and the progress. */
@Controller
class BatchPages {

    static final String PATH = "/operations/batches";

    /** A parameter of confirmations: by which other medium. */
    static final String MEDIUM = "medium";

    /** A parameter of forms that are about all cases of a search. */
    private static final String ALL_FOUND = "found";

    private static final int MOST_SHOWN = 100;
    private static final int MOST_LINKS = 20;
    private static final String EVERY_SECONDS = "2";
    private static final String SOON_SECONDS = "1";
    private static final Duration MEANWHILE = Duration.ofSeconds(30);

    private final Batches batches;
    private final Preview preview;
    private final BatchRunner runner;
    private final ActRights rights;
    private final FindingCases finding;
    private final ObjectProvider<Scheduler> scheduler;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BatchPages(
            Batches batches,
            Preview preview,
            BatchRunner runner,
            ActRights rights,
            FindingCases finding,
            ObjectProvider<Scheduler> scheduler,
            TransactionTemplate transaction,
            Clock clock) {
        this.batches = batches;
        this.preview = preview;
        this.runner = runner;
        this.rights = rights;
        this.finding = finding;
        this.scheduler = scheduler;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String list(Model model) {
        model.addAttribute("batches", batches.newest(MOST_SHOWN));
        return "operations/batches";
    }

    /** Keeps what is to be done, and to which cases, and leads to the page that says what would happen. */
    @PostMapping(PATH)
    String prepare(@RequestParam MultiValueMap<String, String> given, Authentication now, RedirectAttributes next) {
        AskedAct asked = AskedAct.of(given, now.getName());
        if (asked.problem().isPresent()) {
            next.addFlashAttribute("done", asked.problem().get());
            return "redirect:" + asked.back();
        }
        check(asked.wish().act());
        return "redirect:" + PATH + "/" + batches.prepare(asked.name(), asked.wish(), cases(given));
    }

    /** Those that the form names, or all that a search finds now. */
    private List<UUID> cases(MultiValueMap<String, String> given) {
        Wanted wanted = Wanted.of(given);
        List<UUID> found = given.containsKey(ALL_FOUND) ? finding.ids(wanted, Batches.MOST_CASES) : wanted.cases();
        if (found.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return found;
    }

    @GetMapping(PATH + "/{id}")
    String show(@PathVariable String id, Model model, HttpServletResponse response) {
        Batch batch = find(id);
        model.addAttribute("batch", batch);
        if (batch.isPrepared()) {
            Counted counted = preview.of(batch);
            if (counted.foresight().isEmpty()) {
                response.setHeader("Refresh", SOON_SECONDS);
                model.addAttribute("looked", counted.looked());
                return "operations/batch-counting";
            }
            model.addAttribute("preview", counted.foresight().get());
            model.addAttribute("may", rights.may(batch.wish().act()));
            return "operations/batch-preview";
        }
        if (batch.isRunning()) {
            response.setHeader("Refresh", EVERY_SECONDS);
        }
        model.addAttribute("notDone", batches.notDone(batch.id()));
        model.addAttribute("casesNotDone", batches.cases(batch.id(), false, MOST_LINKS));
        model.addAttribute("casesDone", batches.cases(batch.id(), true, MOST_LINKS));
        return "operations/batch";
    }

    /** Has it done: to one case at once, to several in the background. */
    @PostMapping(PATH + "/{id}/confirm")
    String confirm(@PathVariable String id, @RequestParam(name = MEDIUM, defaultValue = "") String medium) {
        if (!medium.isEmpty() && medium(medium).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        Batch batch = find(id).by(medium(medium));
        check(batch.wish().act());
        boolean atOnce = batch.cases() == 1;
        transaction.executeWithoutResult(status -> {
            if (batches.confirm(batch.id(), batch.wish().detail())) {
                // What is done at once is on the agenda for the case that this node dies meanwhile.
                BatchTask.put(scheduler, batch.id(), atOnce ? clock.instant().plus(MEANWHILE) : clock.instant());
            }
        });
        if (atOnce) {
            runner.goOn(batch.id(), () -> false);
        } else {
            scheduler.ifAvailable(Scheduler::triggerCheckForDueExecutions);
        }
        return "redirect:" + PATH + "/" + batch.id();
    }

    @PostMapping(PATH + "/{id}/stop")
    String stop(@PathVariable String id, Authentication now) {
        Batch batch = find(id);
        batches.stop(batch.id(), now.getName());
        return "redirect:" + PATH + "/" + batch.id();
    }

    private Batch find(String id) {
        return id(id).flatMap(batches::find).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private void check(CaseAct act) {
        if (!rights.may(act)) {
            throw new AccessDeniedException("Only administrators may do that to cases: " + act.words());
        }
    }

    /** The medium of this name; empty if none is called so. */
    static Optional<Medium> medium(String name) {
        return Arrays.stream(Medium.values())
                .filter(medium -> medium.name().equals(name))
                .findFirst();
    }

    static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
