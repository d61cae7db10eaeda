package io.ringback.web.operations.story;

import io.ringback.web.operations.OperatorActs;
import io.ringback.web.operations.ladder.MaskedLadders;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A case on one page, also after the engine has forgotten it. It can be read without scripts; with them, it is drawn and live. */
@Controller
class CasePage {

    private static final String CASE = "/operations/cases/{id}";
    static final String DIAGRAM = "/operations/drawn/";

    /** A version never changes; another installation on the same machine may have another of the same number. */
    private static final CacheControl KEPT =
            CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate();

    private final Stories stories;
    private final WatchedCases watched;
    private final CaseDiagrams diagrams;
    private final OperatorActs acts;
    private final MaskedLadders ladders;

    CasePage(Stories stories, WatchedCases watched, CaseDiagrams diagrams, OperatorActs acts, MaskedLadders ladders) {
        this.stories = stories;
        this.watched = watched;
        this.diagrams = diagrams;
        this.acts = acts;
        this.ladders = ladders;
    }

    @GetMapping(CASE)
    String show(@PathVariable String id, Model model) {
        // First: what is read after it is at least as new.
        String stamp = watched.stampOf(uuid(id)).orElse("");
        Story story = story(id);
        model.addAttribute("stamp", stamp);
        model.addAttribute("story", story);
        model.addAttribute("case", story.row());
        model.addAttribute("acts", acts.of(story.row().id()));
        model.addAttribute("ladder", ladders.of(story.row().id()).orElseThrow(CasePage::notFound));
        return "operations/case";
    }

    @GetMapping(CASE + "/drawn")
    @ResponseBody
    Drawn drawn(@PathVariable String id) {
        Story story = story(id);
        return new Drawn(
                story.version() == null ? null : DIAGRAM + story.version(),
                story.way().stream().map(StepOfWay::element).toList(),
                story.here(),
                story.problems().stream()
                        .collect(Collectors.toMap(
                                Story.Obstacle::element,
                                Story.Obstacle::words,
                                (one, another) -> one + "; " + another)));
    }

    /** A version of the diagram, as it was deployed. */
    @GetMapping(value = DIAGRAM + "{version:\\d{1,9}}", produces = MediaType.APPLICATION_XML_VALUE)
    ResponseEntity<String> diagram(@PathVariable int version) {
        return diagrams.version(version)
                .map(found -> ResponseEntity.ok().cacheControl(KEPT).body(found.xml()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** Word that the case has changed, as it comes (server-sent events). */
    @GetMapping(value = CASE + "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> live(
            @PathVariable String id, @RequestParam(defaultValue = "") String seen, HttpSession session) {
        return watched.watch(uuid(id), session.getId(), seen)
                .map(ResponseEntity::ok)
                .orElseGet(() ->
                        ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build());
    }

    private Story story(String id) {
        return stories.of(uuid(id)).orElseThrow(CasePage::notFound);
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
