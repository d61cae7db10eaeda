package io.ringback.web.operations.acts;

import io.ringback.web.operations.EngineDesk;
import io.ringback.web.operations.find.Moment;
import io.ringback.web.operations.find.Wanted;
import io.ringback.web.operations.story.CaseDiagrams;
import io.ringback.web.operations.story.CaseDiagrams.Version;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where cases do not go on by themselves, and why; by cause, each of which can be sent again as a whole. */
@Controller
class IncidentsPage {

    static final String SEND_AGAIN = "/operations/incidents/send-again";

    private static final String PATH = "/operations/incidents";
    private static final int MOST = 200;
    private static final int LONGEST_NAME = 100;

    private final EngineDesk engine;
    private final CaseDiagrams diagrams;
    private final HeldUp heldUp;
    private final Batches batches;
    private final ActRights rights;
    private final Clock clock;

    IncidentsPage(
            EngineDesk engine, CaseDiagrams diagrams, HeldUp heldUp, Batches batches, ActRights rights, Clock clock) {
        this.engine = engine;
        this.diagrams = diagrams;
        this.heldUp = heldUp;
        this.batches = batches;
        this.rights = rights;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String incidents(@RequestParam MultiValueMap<String, String> given, Model model) {
        Optional<Moment> since = Wanted.of(given).since();
        model.addAttribute("since", since.map(Moment::text).orElse(""));
        model.addAttribute("groups", heldUp.since(since.map(this::at)));
        model.addAttribute("incidents", engine.oldestIncidents(MOST));
        model.addAttribute("names", diagrams.inForce().map(Version::names).orElse(Map.of()));
        model.addAttribute("may", rights.may(CaseAct.SEND_AGAIN));
        return "operations/incidents";
    }

    /** Leads to the page that says what would happen. */
    @PostMapping(SEND_AGAIN)
    String sendAgain(
            @RequestParam MultiValueMap<String, String> given,
            @RequestParam String cause,
            Authentication now,
            RedirectAttributes next) {
        Optional<ProblemGroup> group = heldUp.since(Wanted.of(given).since().map(this::at)).stream()
                .filter(one -> one.key().equals(cause))
                .findFirst();
        if (group.isEmpty()) {
            next.addFlashAttribute("done", "Nothing stands there for this cause any more.");
            return "redirect:" + PATH;
        }
        String name = group.get().problem();
        return "redirect:" + BatchPages.PATH + "/"
                + batches.prepare(
                        name.substring(0, Math.min(name.length(), LONGEST_NAME)),
                        new Wish(CaseAct.SEND_AGAIN, "", now.getName()),
                        group.get().cases());
    }

    private Instant at(Moment moment) {
        return moment.at(clock.instant());
    }
}
