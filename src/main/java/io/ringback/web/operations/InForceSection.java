package io.ringback.web.operations;

import io.ringback.cases.Diagrams;
import io.ringback.delivery.Adapters;
import io.ringback.directory.Medium;
import io.ringback.web.pages.HomeSection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** On the home page: which diagrams and tables cases follow, and which adapters are there. */
@Component
class InForceSection implements HomeSection {

    private final Diagrams diagrams;
    private final Adapters adapters;

    InForceSection(Diagrams diagrams, Adapters adapters) {
        this.diagrams = diagrams;
        this.adapters = adapters;
    }

    @Override
    public String title() {
        return "In force";
    }

    @Override
    public List<Line> lines() {
        Stream<Line> files =
                diagrams.inForce().stream().map(file -> Line.of(file.file() + ", version " + file.version()));
        return Stream.concat(files, ways()).toList();
    }

    private Stream<Line> ways() {
        try {
            return Stream.of(media(), theSwitch());
        } catch (Adapters.NotReady e) {
            return Stream.of(Line.of(e.getMessage()));
        }
    }

    private Line media() {
        String media = Arrays.stream(Medium.values())
                .filter(adapters::isAvailable)
                .map(medium -> medium.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        return Line.of("Media to send by: " + (media.isEmpty() ? "none" : media));
    }

    private Line theSwitch() {
        return Line.of(
                adapters.isSwitchAvailable()
                        ? "A switch is there to connect calls"
                        : "No switch is there to connect calls");
    }
}
