package io.ringback.web.operations.cockpit;

import io.ringback.web.operations.acts.HeldUp;
import io.ringback.web.operations.find.Place;
import io.ringback.web.operations.story.CaseDiagrams;
import io.ringback.web.operations.story.Stories;
import io.ringback.web.security.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Answers the plugins of Cockpit, which run in the browser of somebody who may open the desk. Changes nothing. */
@RestController
@RequestMapping("/operations/cockpit")
class CockpitApi {

    private static final int MOST_CAUSES = 20;

    private final CockpitIds ids;
    private final CockpitIcons icons;
    private final CaseDiagrams diagrams;
    private final EndedCasesOfVersion ended;
    private final Stories stories;
    private final HeldUp heldUp;
    private final JdbcClient jdbc;

    CockpitApi(
            CockpitIds ids,
            CockpitIcons icons,
            CaseDiagrams diagrams,
            EndedCasesOfVersion ended,
            Stories stories,
            HeldUp heldUp,
            JdbcClient jdbc) {
        this.ids = ids;
        this.icons = icons;
        this.diagrams = diagrams;
        this.ended = ended;
        this.stories = stories;
        this.heldUp = heldUp;
        this.jdbc = jdbc;
    }

    /** What Cockpit need not show to whoever asks. */
    @GetMapping("/unusable")
    CockpitIcons.Unusable unusable(Authentication now) {
        return icons.unusable((Operator) now.getPrincipal());
    }

    /**
     * Cases that are over, the last one first; nothing if the process is none of cases.
     *
     * @param definition whose cases, by the engine's id; empty for all versions
     * @param after where a page before ended
     */
    @GetMapping("/ended")
    ResponseEntity<EndedCasesOfVersion.Page> ended(
            @RequestParam(defaultValue = "") String definition, @RequestParam(defaultValue = "") String after) {
        Place behind = Place.of(after).orElse(Place.FIRST);
        return definition.isEmpty()
                ? ResponseEntity.ok(ended.page(Optional.empty(), behind))
                : orNothing(ids.diagramVersion(definition).map(version -> ended.page(Optional.of(version), behind)));
    }

    /** The open case of a process instance; nothing if it has none. */
    @GetMapping("/instances/{instance}")
    ResponseEntity<CaseInCockpit> instance(@PathVariable String instance) {
        return orNothing(jdbc.sql("select id from failed_call_case where process_instance_id = ? and outcome is null")
                .param(instance)
                .query(UUID.class)
                .optional()
                .flatMap(stories::of)
                .map(CaseInCockpit::of));
    }

    /** A case, whether it is over or not. */
    @GetMapping("/cases/{id}")
    CaseInCockpit one(@PathVariable String id) {
        try {
            return stories.of(UUID.fromString(id)).map(CaseInCockpit::of).orElseThrow(CockpitApi::notFound);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    /** What holds up the most cases. */
    @GetMapping("/causes")
    List<CauseOfMany> causes() {
        Map<String, String> names =
                diagrams.inForce().map(CaseDiagrams.Version::names).orElse(Map.of());
        return heldUp.since(Optional.empty()).stream()
                .limit(MOST_CAUSES)
                .map(group -> CauseOfMany.of(group, names))
                .toList();
    }

    /** That Ringback knows nothing of it is no error: Cockpit shows other processes too. */
    private static <T> ResponseEntity<T> orNothing(Optional<T> found) {
        return found.map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
