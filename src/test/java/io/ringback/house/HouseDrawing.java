package io.ringback.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;

/**
 * Draws the rooms of the house and the arrows between them, from the classes: {@code bin/draw-house}. An arrow that follows from
 * others (arrival to conversation, by way of texting) is left out, so that the picture can be read.
 */
final class HouseDrawing {

    static final Path SOURCE = Path.of("docs/pictures/house.puml");
    static final Path PICTURE = Path.of("docs/pictures/house.svg");

    private static final String HOUSE = "io.ringback.";

    private final Map<String, Set<String>> arrows;

    private HouseDrawing(Map<String, Set<String>> arrows) {
        this.arrows = arrows;
    }

    /** Writes source and picture anew. */
    public static void main(String[] arguments) throws IOException {
        String source = ofTheHouse().source();
        Files.writeString(SOURCE, source);
        Files.writeString(PICTURE, picture(source));
        System.out.println("Drawn: " + SOURCE + " and " + PICTURE);
    }

    static HouseDrawing ofTheHouse() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.ringback");
        Map<String, Set<String>> arrows = new TreeMap<>();
        classes.forEach(one -> {
            if (one.getPackageName().startsWith(HOUSE)) {
                Set<String> used = arrows.computeIfAbsent(room(one.getPackageName()), name -> new TreeSet<>());
                one.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .map(target -> target.getPackageName())
                        .filter(target -> target.startsWith(HOUSE) && !target.equals(one.getPackageName()))
                        .map(HouseDrawing::room)
                        .forEach(used::add);
            }
        });
        return new HouseDrawing(arrows);
    }

    private static String room(String packageName) {
        return packageName.substring(HOUSE.length());
    }

    /** The drawing as PlantUML; the same classes always give the same text. */
    String source() {
        StringBuilder text = new StringBuilder("""
                @startuml
                ' Made from the classes by bin/draw-house; not to be edited.
                !pragma layout smetana
                top to bottom direction
                skinparam componentStyle rectangle
                skinparam linetype polyline
                skinparam backgroundColor white
                """);
        Map<String, Set<String>> wings = arrows.keySet().stream()
                .collect(
                        Collectors.groupingBy(HouseDrawing::wing, TreeMap::new, Collectors.toCollection(TreeSet::new)));
        wings.forEach((wing, rooms) -> {
            text.append(wing.isEmpty() ? "" : "package \"" + wing + "\" {\n");
            rooms.forEach(room -> text.append("component \"")
                    .append(room.substring(room.lastIndexOf('.') + 1))
                    .append("\" as ")
                    .append(alias(room))
                    .append('\n'));
            text.append(wing.isEmpty() ? "" : "}\n");
        });
        arrows.forEach((from, used) -> used.stream()
                .filter(to -> !canReachOtherwise(from, to))
                .forEach(to -> text.append(alias(from))
                        .append(" --> ")
                        .append(alias(to))
                        .append('\n')));
        return text.append("@enduml\n").toString();
    }

    private static String wing(String room) {
        int dot = room.indexOf('.');
        return dot < 0 ? "" : room.substring(0, dot);
    }

    private static String alias(String room) {
        return room.replace('.', '_');
    }

    private boolean canReachOtherwise(String from, String to) {
        Deque<String> next = new ArrayDeque<>(arrows.get(from));
        next.remove(to);
        Set<String> seen = new HashSet<>(next);
        while (!next.isEmpty()) {
            Set<String> used = arrows.getOrDefault(next.pop(), Set.of());
            if (used.contains(to)) {
                return true;
            }
            used.stream().filter(seen::add).forEach(next::add);
        }
        return false;
    }

    /** The picture of {@code source}, with its hash, by which a stale picture is found out. */
    static String picture(String source) throws IOException {
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        new SourceStringReader(source).outputImage(svg, new FileFormatOption(FileFormat.SVG, false));
        return svg.toString(StandardCharsets.UTF_8) + "\n" + mark(source) + "\n";
    }

    /** What the picture of {@code source} ends with. */
    static String mark(String source) {
        return "<!-- of the source with hash " + Objects.hash(source) + " -->";
    }
}
