package io.ringback.house;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where code and tests lie, by their paths from the repository's root.
 *
 * @param main each source of Ringback with its text
 * @param test each source of its tests with its text
 */
record JavaFiles(Map<String, String> main, Map<String, String> test) {

    private static final String MAIN = "src/main/java/";
    private static final String TEST = "src/test/java/";
    private static final String HOUSE = "io/ringback/";
    private static final String SUFFIX = "Test";

    /** All else stands on the spine. */
    private static final Set<String> BESIDE_THE_SPINE =
            Set.of("media", "telephony", "protocol", "web", "engine", "embedded");

    /** Those of the repository. */
    static JavaFiles ofTheHouse() {
        return new JavaFiles(HouseFiles.javaSources(), HouseFiles.below(TEST, name -> name.endsWith(".java")));
    }

    /** The rooms of the spine that no test of their own tries on a real database. A room within another keeps no table. */
    Set<String> roomsWithoutDatabaseTest() {
        Set<String> tested = test.entrySet().stream()
                .filter(file -> nameOf(file.getKey()).endsWith(SUFFIX)
                        && file.getValue().contains("TestDatabase"))
                .map(file -> folderOf(file.getKey()))
                .collect(Collectors.toSet());
        return main.keySet().stream()
                .map(JavaFiles::folderOf)
                .filter(JavaFiles::isOnTheSpine)
                .filter(room -> !room.substring(HOUSE.length()).contains("/"))
                .filter(room -> !tested.contains(room))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tests that are named after a class and stand somewhere else than it, each with where it belongs. */
    Map<String, String> testsElsewhere() {
        Map<String, String> folders = new TreeMap<>();
        main.keySet().forEach(file -> folders.put(nameOf(file), folderOf(file)));
        Map<String, String> elsewhere = new TreeMap<>();
        test.keySet().stream().filter(file -> nameOf(file).endsWith(SUFFIX)).forEach(file -> {
            String tested = nameOf(file).substring(0, nameOf(file).length() - SUFFIX.length());
            String folder = folders.get(tested);
            if (folder != null && !folder.equals(folderOf(file))) {
                elsewhere.put(file, "belongs in " + folder + " beside " + tested);
            }
        });
        return elsewhere;
    }

    /** The names that several files have, with those files. */
    Collection<List<String>> twins() {
        return Stream.concat(main.keySet().stream(), test.keySet().stream())
                .filter(file -> !nameOf(file).equals("package-info"))
                .collect(Collectors.groupingBy(JavaFiles::nameOf, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(bearers -> bearers.size() > 1)
                .toList();
    }

    private static boolean isOnTheSpine(String folder) {
        if (!folder.startsWith(HOUSE)) {
            // The roof, where the application is started.
            return false;
        }
        String first = folder.substring(HOUSE.length()).split("/", 2)[0];
        return !BESIDE_THE_SPINE.contains(first);
    }

    private static String nameOf(String file) {
        return file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
    }

    private static String folderOf(String file) {
        return file.substring(file.startsWith(MAIN) ? MAIN.length() : TEST.length(), file.lastIndexOf('/'));
    }
}
