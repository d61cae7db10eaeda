package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.Replayed.Line;
import io.ringback.web.bench.Drafts.Draft;
import io.ringback.web.bench.Proposals.Proposal;
import io.ringback.web.bench.Replay.Subject;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** What last week's cases would have become with drafts or a proposal. */
@Controller
class ReplayPage {

    private static final String PAGE = "/bench/replay";
    private static final int WEEK = 7;
    private static final int MOST_DAYS = 90;
    private static final int PROPOSALS = 30;

    private final Replays replays;
    private final Drafts drafts;
    private final Proposals proposals;

    ReplayPage(Replays replays, Drafts drafts, Proposals proposals) {
        this.replays = replays;
        this.drafts = drafts;
        this.proposals = proposals;
    }

    @GetMapping(PAGE)
    String choose(@RequestParam Optional<Long> proposal, Model model, Authentication analyst) {
        model.addAttribute(
                "mine",
                drafts.of(analyst.getName()).stream()
                        .filter(draft -> !draft.isWords())
                        .toList());
        model.addAttribute("proposals", proposals.drawn(PROPOSALS));
        model.addAttribute("chosen", proposal.orElse(null));
        model.addAttribute("days", WEEK);
        model.addAttribute("mostDays", MOST_DAYS);
        model.addAttribute("replays", replays.of(analyst.getName()));
        return "bench/replays";
    }

    @PostMapping(PAGE)
    String begin(
            @RequestParam Optional<Long> proposal,
            @RequestParam(defaultValue = "") List<String> file,
            @RequestParam int days,
            Authentication analyst) {
        if (days < 1 || days > MOST_DAYS) {
            throw new NotDone("Choose 1 to " + MOST_DAYS + " days.");
        }
        Replay begun = proposal.isPresent()
                ? replays.begin(of(analyst, proposal), proposals.contents(proposal.get()), days)
                : replays.begin(
                        new Subject(analyst.getName(), Optional.empty(), "Your drafts of " + String.join(", ", file)),
                        drafts(analyst, file),
                        days);
        return "redirect:/bench/replay/" + begun.id();
    }

    private Subject of(Authentication analyst, Optional<Long> proposal) {
        Proposal found = proposal.flatMap(proposals::of)
                .filter(one -> !one.isWords())
                .orElseThrow(() -> new NotDone("There is no such proposal."));
        return new Subject(
                analyst.getName(),
                proposal,
                "Proposal " + found.id() + " of " + found.by() + ": " + String.join(", ", found.files()));
    }

    private SortedMap<String, byte[]> drafts(Authentication analyst, List<String> files) {
        if (files.isEmpty()) {
            throw new NotDone("Choose at least one draft, or a proposal.");
        }
        SortedMap<String, byte[]> contents = new TreeMap<>();
        files.forEach(file -> contents.put(
                file,
                drafts.of(analyst.getName(), file)
                        .filter(draft -> !draft.isWords())
                        .map(Draft::content)
                        .orElseThrow(() -> new NotDone("You have no draft of " + file + "."))));
        return contents;
    }

    @GetMapping("/bench/replay/{id}")
    String show(@PathVariable String id, Model model, Authentication analyst, HttpServletResponse response) {
        Replay replay = replays.of(id, analyst.getName())
                .orElseThrow(() -> new NotDone("This node does not keep that replay any more, or never had it. It"
                        + " keeps the last ones until it is restarted."));
        model.addAttribute("replay", replay);
        model.addAttribute("mine", replay.isStoppedBy(analyst.getName()));
        if (replay.goesOn()) {
            // Browsers load the page again by themselves, also without script.
            response.setHeader("Refresh", "2");
        }
        if (replay.result() != null) {
            model.addAttribute("result", replay.result());
            model.addAttribute("groups", byGroup(replay.result().lines()));
        }
        return "bench/replay";
    }

    @PostMapping("/bench/replay/{id}/stop")
    String stop(@PathVariable String id, Authentication analyst) {
        replays.stop(id, analyst.getName());
        return "redirect:/bench/replay/" + id;
    }

    /** Without what comes to nothing, now and then. */
    private static Map<String, List<Line>> byGroup(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.now() != 0 || line.then() != 0)
                .collect(Collectors.groupingBy(Line::group, LinkedHashMap::new, Collectors.toList()));
    }

    @ExceptionHandler
    RedirectView notDone(NotDone why, RedirectAttributes next) {
        next.addFlashAttribute("notDone", why.getMessage());
        return new RedirectView(PAGE);
    }
}
