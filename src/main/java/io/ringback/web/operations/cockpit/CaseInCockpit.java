package io.ringback.web.operations.cockpit;

import io.ringback.web.operations.story.StepOfWay;
import io.ringback.web.operations.story.Story;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A case as the pages of its process instance show it: names, but no address.
 *
 * @param why the callee has or has not got anything, in one sentence
 * @param ended null while the case is open
 * @param way the elements that the token came to, in order
 * @param here where it stands now, by id; empty if the case is over
 * @param problems what does not go on by itself
 */
record CaseInCockpit(
        UUID id,
        String why,
        Instant opened,
        Instant ended,
        List<StepOfWay> way,
        List<String> here,
        List<Story.Obstacle> problems) {

    static CaseInCockpit of(Story story) {
        return new CaseInCockpit(
                story.row().id(),
                story.why(),
                story.row().openedAt(),
                story.row().endedAt(),
                story.way(),
                story.here(),
                story.problems());
    }
}
