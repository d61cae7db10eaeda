package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.ThoughtOfCase;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.web.bench.Drafts.Draft;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Plays a thought-of case through the analyst's drafts, step by step: somebody chooses what happens, and the clock jumps. All of it is
 * in the page's address, so that it can be sent to somebody else.
 */
@Controller
class PlayPage {

    private static final int MOST_HAPPENINGS = 60;

    private final Workbench bench;
    private final Drafts drafts;
    private final Proposals proposals;
    private final Clock clock;

    PlayPage(Workbench bench, Drafts drafts, Proposals proposals, Clock clock) {
        this.bench = bench;
        this.drafts = drafts;
        this.proposals = proposals;
        this.clock = clock;
    }

    @GetMapping("/bench/play")
    String play(
            @RequestParam(defaultValue = "drafts") String with,
            @RequestParam(defaultValue = "VOICE") Medium failed,
            @RequestParam(defaultValue = "NO_ANSWER") Cause cause,
            @RequestParam Optional<Set<Medium>> caller,
            @RequestParam Optional<Set<Medium>> callee,
            @RequestParam(defaultValue = "") Set<Medium> deputy,
            @RequestParam(defaultValue = "") Set<String> so,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) Optional<LocalDateTime> opened,
            @RequestParam(defaultValue = "") List<String> happened,
            Model model,
            Authentication analyst) {
        Set<Medium> everyDay = EnumSet.of(Medium.VOICE, Medium.EMAIL, Medium.SMS);
        ThoughtOfCase one = new ThoughtOfCase(
                failed,
                cause,
                caller.orElse(everyDay),
                callee.orElse(everyDay),
                deputy,
                so.contains("onTheLine"),
                so.contains("alwaysNotifies"),
                so.contains("calleeNever"),
                so.contains("quietAtNight"),
                opened.orElseGet(() ->
                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES)));
        model.addAttribute("one", one);
        model.addAttribute("so", so);
        model.addAttribute("with", with);
        model.addAttribute("happened", happened);
        model.addAttribute("media", Medium.values());
        model.addAttribute("causes", Cause.values());
        model.addAttribute("proposals", proposals.drawn(MOST_HAPPENINGS));
        try {
            if (happened.size() > MOST_HAPPENINGS) {
                throw new NotDone("A case to which so much happens is no case any more. Begin anew.");
            }
            model.addAttribute("way", bench.play(files(with, analyst), one, happened));
        } catch (NotDone why) {
            model.addAttribute("notDone", why.getMessage());
        }
        return "bench/play";
    }

    private Map<String, byte[]> files(String with, Authentication analyst) {
        if (with.equals("drafts")) {
            return drafts.of(analyst.getName()).stream()
                    .filter(draft -> !draft.isWords())
                    .collect(Collectors.toMap(Draft::file, Draft::content));
        }
        return with.matches("[0-9]{1,18}")
                ? proposals
                        .of(Long.parseLong(with))
                        .filter(one -> !one.isWords())
                        .<Map<String, byte[]>>map(one -> proposals.contents(one.id()))
                        .orElse(Map.of())
                : Map.of();
    }
}
