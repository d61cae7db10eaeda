package io.ringback.web.operations;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The operators' journal, the newest act first. */
@Controller
class ActsPage {

    private static final int LAST_PAGE = 200;

    private final OperatorActs acts;

    ActsPage(OperatorActs acts) {
        this.acts = acts;
    }

    @GetMapping("/operations/acts")
    String acts(@RequestParam(defaultValue = "0") int page, Model model) {
        int shown = Math.min(Math.max(page, 0), LAST_PAGE);
        List<OperatorAct> found = acts.newest(shown);
        model.addAttribute("acts", found.subList(0, Math.min(found.size(), OperatorActs.PAGE)));
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() > OperatorActs.PAGE && shown < LAST_PAGE);
        return "operations/acts";
    }
}
