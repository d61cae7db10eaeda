package io.ringback.web.operations.cockpit;

import io.ringback.web.operations.acts.HeldUp;
import io.ringback.web.operations.find.Place;
import io.ringback.web.operations.story.Stories;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    private final EndedCasesOfVersion ended;
    private final Stories stories;
    private final HeldUp heldUp;
    private final JdbcClient jdbc;

    CockpitApi(CockpitIds ids, EndedCasesOfVersion ended, Stories stories, HeldUp heldUp, JdbcClient jdbc) {
        this.ids = ids;
        this.ended = ended;
        this.stories = stories;
        this.heldUp = heldUp;
        this.jdbc = jdbc;
    }

    /**
     * Cases that are over, the last one first.
     *
     * @param definition whose cases, by the engine's id; empty for all versions
     * @param after where a page before ended
     */
    @GetMapping("/ended")
    EndedCasesOfVersion.Page ended(
            @RequestParam(defaultValue = "") String definition, @RequestParam(defaultValue = "") String after) {
        Optional<Integer> version = definition.isEmpty()
                ? Optional.empty()
                : Optional.of(ids.diagramVersion(definition).orElseThrow(CockpitApi::notFound));
        return ended.page(version, Place.of(after).orElse(Place.FIRST));
    }

    /** The open case of a process instance. */
    @GetMapping("/instances/{instance}")
    CaseInCockpit instance(@PathVariable String instance) {
        return jdbc.sql("select id from failed_call_case where process_instance_id = ? and outcome is null")
                .param(instance)
                .query(UUID.class)
                .optional()
                .map(this::of)
                .orElseThrow(CockpitApi::notFound);
    }

    /** A case, whether it is over or not. */
    @GetMapping("/cases/{id}")
    CaseInCockpit one(@PathVariable String id) {
        try {
            return of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    /** What holds up the most cases. */
    @GetMapping("/causes")
    List<CauseOfMany> causes() {
        return heldUp.since(Optional.empty()).stream()
                .limit(MOST_CAUSES)
                .map(CauseOfMany::of)
                .toList();
    }

    private CaseInCockpit of(UUID id) {
        return stories.of(id).map(CaseInCockpit::of).orElseThrow(CockpitApi::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
