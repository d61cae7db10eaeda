package io.ringback.web.operations;

import io.ringback.inbox.StuckEvents;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Undelivered messages, and the inbox's late and stuck events. */
@Controller
class UnfinishedPages {

    private static final Duration LATE_SINCE = Duration.ofDays(1);

    private final Unfinished unfinished;
    private final StuckEvents stuckEvents;
    private final Clock clock;

    UnfinishedPages(Unfinished unfinished, StuckEvents stuckEvents, Clock clock) {
        this.unfinished = unfinished;
        this.stuckEvents = stuckEvents;
        this.clock = clock;
    }

    @GetMapping("/operations/messages")
    String messages(Model model) {
        model.addAttribute("waiting", unfinished.waiting());
        model.addAttribute("failed", unfinished.failed());
        return "operations/messages";
    }

    @GetMapping("/operations/inbox")
    String inbox(Model model) {
        model.addAttribute("unhandled", unfinished.unhandled());
        model.addAttribute("late", unfinished.late(clock.instant().minus(LATE_SINCE)));
        return "operations/inbox";
    }

    @PostMapping("/operations/inbox/try-again")
    String tryAgain(@RequestParam String event, RedirectAttributes next) {
        stuckEvents.tryAgain(event);
        next.addFlashAttribute("done", "The event will be tried again in a moment.");
        return "redirect:/operations/inbox";
    }
}
