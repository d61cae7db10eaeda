package io.ringback.web.operations;

import io.ringback.directory.PeopleByName;
import io.ringback.directory.PeopleByName.Named;
import io.ringback.directory.SearchWords;
import io.ringback.privacy.Erasure;
import io.ringback.privacy.PersonFiles;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Finds people by name, for an operator whom one of them has asked to be told what is kept about them, or to be erased. */
@Controller
class PersonFilesPage {

    private static final int PAGE = 50;
    private static final int LONGEST_NAME = 100;

    private final PeopleByName people;
    private final PersonFiles files;
    private final Erasure erasure;

    PersonFilesPage(PeopleByName people, PersonFiles files, Erasure erasure) {
        this.people = people;
        this.files = files;
        this.erasure = erasure;
    }

    @GetMapping("/operations/people")
    String search(@RequestParam(defaultValue = "") String name, Model model) {
        String wanted = name.replace("\u0000", "").strip();
        wanted = wanted.substring(0, Math.min(wanted.length(), LONGEST_NAME));
        model.addAttribute("name", wanted);
        SearchWords words = SearchWords.of(wanted);
        boolean asked = !wanted.isEmpty();
        List<Named> found = asked && words.isEnough() ? people.called(words, PAGE + 1) : List.of();
        model.addAttribute("asked", asked);
        model.addAttribute("tooShort", asked && !words.isEnough());
        model.addAttribute("found", found.subList(0, Math.min(found.size(), PAGE)));
        model.addAttribute("more", found.size() > PAGE);
        return "operations/people";
    }

    @GetMapping("/operations/people/{id}")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("file", files.read(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "operations/person";
    }

    @PostMapping("/operations/people/{id}/erase")
    String erase(
            @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean confirmed, RedirectAttributes next) {
        if (!confirmed) {
            next.addFlashAttribute("done", "Nothing was erased: tick the box to say that you mean it.");
            return "redirect:/operations/people/" + id;
        }
        Erasure.Result result = erasure.person(id, person -> true);
        next.addFlashAttribute(
                "done",
                result instanceof Erasure.Result.Done done
                        ? "Erased. Cases that ended with it: " + done.casesEnded() + "."
                        : "There is no such person (any more).");
        return "redirect:/operations/people";
    }
}
