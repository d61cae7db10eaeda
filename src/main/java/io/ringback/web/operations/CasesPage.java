package io.ringback.web.operations;

import io.ringback.cases.CaseState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds cases. */
@Controller
class CasesPage {

    /** Further back, search by id: counting through more rows than this costs more than it tells. */
    private static final int LAST_PAGE = 200;

    private static final String ENDED = CaseState.ENDED.name();
    private static final List<String> STATES =
            Stream.of(CaseState.values()).map(CaseState::name).toList();

    private final CaseFiles cases;

    CasesPage(CaseFiles cases) {
        this.cases = cases;
    }

    @GetMapping("/operations/cases")
    String search(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "false") boolean outOfStep,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        model.addAttribute("states", STATES);
        model.addAttribute("state", STATES.contains(state) ? state : "");
        model.addAttribute("id", id.strip());
        if (!id.isBlank()) {
            Optional<UUID> wanted = uuid(id.strip());
            if (wanted.flatMap(cases::find).isPresent()) {
                return "redirect:/operations/cases/" + wanted.get();
            }
            model.addAttribute("notFound", true);
        }
        int shown = Math.min(Math.max(page, 0), LAST_PAGE);
        List<CaseFile> found = outOfStep ? cases.outOfStep() : found(state, shown);
        model.addAttribute("cases", found.subList(0, Math.min(found.size(), CaseFiles.PAGE)));
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() > CaseFiles.PAGE && shown < LAST_PAGE);
        return "operations/cases";
    }

    private List<CaseFile> found(String state, int page) {
        return ENDED.equals(state)
                ? cases.ended(page)
                : cases.open(Optional.of(state).filter(STATES::contains), page);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
