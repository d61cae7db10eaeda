package io.ringback.web.operations.story;

import io.ringback.web.operations.story.CaseDiagrams.Standing;
import io.ringback.web.operations.story.CaseDiagrams.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** Makes the story of a case of what our tables and the engine know. */
@Component
public class Stories {

    private final StoryRows rows;
    private final CaseDiagrams diagrams;
    private final SentenceTable sentences = new SentenceTable();
    private final Why why = new Why(sentences);

    Stories(StoryRows rows, CaseDiagrams diagrams) {
        this.rows = rows;
        this.diagrams = diagrams;
    }

    /** The story of a case; empty if there is no such case. */
    public Optional<Story> of(UUID id) {
        return rows.find(id).map(this::tell);
    }

    private Story tell(CaseRow row) {
        Optional<Version> ranOn = Optional.ofNullable(row.diagramVersion()).flatMap(diagrams::version);
        Optional<Version> shown = ranOn.or(diagrams::inForce);
        UnaryOperator<String> name =
                element -> shown.map(version -> version.name(element)).orElse(element);
        List<Line> lines = rows.journey(row.id());
        List<Passed> way = rows.way(row.id());
        Standing standing = standing(row);
        return new Story(
                row,
                why.of(row, lines, row.isOpen() ? rows.problemOfWaiting(row.id()) : Optional.empty()),
                shown.map(Version::number).orElse(null),
                ranOn.isPresent(),
                Stretch.of(new JourneyInWords(sentences, row).tell(lines, way, name)),
                stops(way, name),
                standing.here(),
                standing.problems().stream()
                        .map(problem ->
                                new Story.Obstacle(problem.element(), name.apply(problem.element()), problem.words()))
                        .toList());
    }

    private Standing standing(CaseRow row) {
        return row.isOpen() && row.processInstanceId() != null
                ? diagrams.standing(row.processInstanceId())
                : Standing.NOWHERE;
    }

    private static List<StepOfWay> stops(List<Passed> way, UnaryOperator<String> name) {
        List<StepOfWay> stops = new ArrayList<>();
        for (Passed passed : way) {
            stops.add(new StepOfWay(stops.size() + 1, passed.element(), name.apply(passed.element()), passed.at()));
        }
        return List.copyOf(stops);
    }
}
