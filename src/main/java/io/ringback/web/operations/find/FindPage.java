package io.ringback.web.operations.find;

import io.ringback.web.operations.find.CasesFound.Found;
import io.ringback.web.operations.find.Recognised.Nothing;
import io.ringback.web.operations.find.Recognised.OneCase;
import io.ringback.web.operations.find.Recognised.Some;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Lists cases, as a link says which. What is typed into the field comes as POST and goes on as such a link, so that no name and no number
 * is in an address that browsers and proxies keep.
 */
@Controller
class FindPage {

    static final int PAGE = 50;

    private static final String CASES = "/operations/cases";

    private final Recognition recognition;
    private final CasesFound cases;
    private final CasesInList list;
    private final Chips chips;
    private final FilterChoices choices;
    private final SavedViews views;

    FindPage(
            Recognition recognition,
            CasesFound cases,
            CasesInList list,
            Chips chips,
            FilterChoices choices,
            SavedViews views) {
        this.recognition = recognition;
        this.cases = cases;
        this.list = list;
        this.chips = chips;
        this.choices = choices;
        this.views = views;
    }

    @GetMapping(CASES)
    String list(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(defaultValue = "") String after,
            Principal operator,
            Model model) {
        Wanted wanted = Wanted.of(parameters);
        if (parameters.containsKey("outOfStep")) {
            return to(wanted.with("trouble", List.of(Trouble.OUT_OF_STEP.name())));
        }
        Optional<Place> place = Place.of(after);
        Found found = cases.find(wanted, place.orElse(Place.FIRST), PAGE);
        model.addAttribute("wanted", wanted);
        model.addAttribute("query", wanted.query());
        model.addAttribute("parameters", wanted.parameters());
        model.addAttribute("filters", wanted.filters().parameters());
        model.addAttribute("chips", chips.of(wanted));
        model.addAttribute("choices", choices);
        model.addAttribute("notUnderstood", notUnderstood(parameters, wanted));
        model.addAttribute("cases", list.read(found.ids()));
        model.addAttribute("all", found.all());
        model.addAttribute("begins", place.isEmpty());
        model.addAttribute("next", found.next().map(Place::toString).orElse(null));
        model.addAttribute(
                "lookedUntil",
                found.places().size() < PAGE ? found.next().map(Place::at).orElse(null) : null);
        model.addAttribute("views", views.of(operator.getName()));
        return "operations/cases";
    }

    @PostMapping(CASES + "/find")
    String find(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "false") boolean ofProblem,
            RedirectAttributes next) {
        Wanted filters = Wanted.of(parameters).filters();
        Recognised meant = ofProblem ? recognition.problem(words, filters) : recognition.of(words, filters);
        if (meant instanceof OneCase one) {
            return "redirect:" + CASES + "/" + one.id();
        }
        if (meant instanceof Some some) {
            next.addFlashAttribute("said", some.said());
            if (!some.wanted().people().isEmpty() && words.chars().anyMatch(Character::isLetter)) {
                next.addFlashAttribute("typed", words.strip());
            }
            return to(some.wanted());
        }
        next.addFlashAttribute("nothing", ((Nothing) meant).said());
        return to(filters);
    }

    @PostMapping(CASES + "/views")
    String save(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(defaultValue = "") String name,
            Principal operator,
            RedirectAttributes next) {
        Wanted wanted = Wanted.of(parameters);
        String called = name.replace("\u0000", "").strip();
        if (called.isEmpty() || called.length() > SavedViews.LONGEST_NAME) {
            next.addFlashAttribute(
                    "nothing", "Give the view a name of 1 to " + SavedViews.LONGEST_NAME + " characters.");
        } else if (views.save(operator.getName(), called, wanted)) {
            next.addFlashAttribute("done", "Saved as “" + called + "”.");
        } else {
            next.addFlashAttribute("nothing", "You have " + SavedViews.MOST + " views: delete one first.");
        }
        return to(wanted);
    }

    @PostMapping(CASES + "/views/delete")
    String delete(@RequestParam String name, Principal operator, RedirectAttributes next) {
        views.delete(operator.getName(), name);
        next.addFlashAttribute("done", "The view is deleted.");
        return to(Wanted.ALL);
    }

    /** Times that were written in a way that is no time; all else comes from lists. */
    private static List<String> notUnderstood(MultiValueMap<String, String> parameters, Wanted wanted) {
        return List.of("since", "until").stream()
                .filter(name -> !Optional.ofNullable(parameters.getFirst(name))
                        .orElse("")
                        .isBlank())
                .filter(name -> !wanted.parameters().containsKey(name))
                .toList();
    }

    private static String to(Wanted wanted) {
        String query = wanted.query();
        return "redirect:" + CASES + (query.isEmpty() ? "" : "?" + query);
    }
}
