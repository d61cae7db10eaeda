package io.ringback.web.bench;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.wording.EditableWording;
import io.ringback.wording.SharedWording;
import io.ringback.wording.WordingChange;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which words were changed for all nodes, by whom and why, and the button that takes the last change back. */
@Controller
class ChangedWordsPage {

    private static final int CHANGES = 50;

    private final SharedWording shared;
    private final EditableWording editable;
    private final BenchRights rights;

    ChangedWordsPage(SharedWording shared, EditableWording editable, BenchRights rights) {
        this.shared = shared;
        this.editable = editable;
        this.rights = rights;
    }

    @GetMapping("/bench/words/changes")
    String changes(Model model, Authentication analyst) {
        List<WordingChange> changes = shared.last(CHANGES);
        model.addAttribute("changes", changes);
        model.addAttribute("mayTakeBack", rights.mayTakeBack(analyst) && !changes.isEmpty());
        model.addAttribute("refused", editable.refusedInForce());
        return "bench/words-changes";
    }

    @PostMapping("/bench/words/take-back")
    String takeBack(@RequestParam long change, Authentication analyst, RedirectAttributes next) {
        if (rights.mayTakeBack(analyst)) {
            try {
                shared.takeBack(analyst.getName(), change);
                next.addFlashAttribute("done", "Taken back: what was said before is said again, on all nodes.");
            } catch (NotDone why) {
                next.addFlashAttribute("notDone", why.getMessage());
            }
        } else {
            next.addFlashAttribute("notDone", "Members of camunda-admin can take a change of words back.");
        }
        return "redirect:/bench/words/changes";
    }
}
