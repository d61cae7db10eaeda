package io.ringback.web.operations;

import io.ringback.web.security.FailedLogins;
import io.ringback.web.security.Operator;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The operators' journal, the newest act first, and who failed to log in. */
@Controller
class ActsPage {

    private static final int LAST_PAGE = 200;

    private static final int MOST_FAILED = 20;

    private final OperatorActs acts;
    private final FailedLogins failed;

    ActsPage(OperatorActs acts, FailedLogins failed) {
        this.acts = acts;
        this.failed = failed;
    }

    @GetMapping("/operations/acts")
    String acts(@RequestParam(defaultValue = "0") int page, Model model, Authentication now) {
        int shown = Math.min(Math.max(page, 0), LAST_PAGE);
        List<OperatorAct> found = acts.newest(shown);
        model.addAttribute("acts", found.subList(0, Math.min(found.size(), OperatorActs.PAGE)));
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() > OperatorActs.PAGE && shown < LAST_PAGE);
        model.addAttribute("failed", failed.newest(MOST_FAILED));
        model.addAttribute("administrator", now.getAuthorities().stream().anyMatch(authority -> authority
                .getAuthority()
                .equals(Operator.ADMINISTRATORS)));
        return "operations/acts";
    }
}
