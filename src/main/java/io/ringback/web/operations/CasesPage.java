package io.ringback.web.operations;

import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Shows the journey of a case, also after the engine has forgotten it. */
@Controller
class CasesPage {

    private final CaseFiles cases;
    private final OperatorActs acts;

    CasesPage(CaseFiles cases, OperatorActs acts) {
        this.cases = cases;
        this.acts = acts;
    }

    @GetMapping("/operations/cases/{id}")
    String show(@PathVariable String id, Model model) {
        CaseFile found =
                uuid(id).flatMap(cases::find).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("case", found);
        model.addAttribute("acts", acts.of(found.id()));
        return "operations/case";
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
