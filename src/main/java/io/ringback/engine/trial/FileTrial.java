package io.ringback.engine.trial;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.TableTests;
import io.ringback.cases.TableTests.TestedTable;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelInstance;

/**
 * Tries the files of {@code bpmn/} as they would be together. Whatever is wrong with one of them, the others are tried all
 * the same.
 */
public final class FileTrial {

    static final String DIAGRAM = ".bpmn";
    static final String TABLE = ".dmn";

    /**
     * What came out.
     *
     * @param accepted names of the files that may be put into force, in the order in which to do so
     * @param lasting those of the warnings that hold as long as the file stays as it is, whatever becomes of the others
     * @param tested what became of the test tables
     */
    public record Verdict(
            List<String> accepted,
            List<Refusal> refused,
            List<Warning> warned,
            List<Warning> lasting,
            List<TestedTable> tested) {

        public Verdict {
            accepted = List.copyOf(accepted);
            refused = List.copyOf(refused);
            warned = List.copyOf(warned);
            lasting = List.copyOf(lasting);
            tested = List.copyOf(tested);
        }
    }

    /**
     * What is in force without these files.
     *
     * @param fileOf by the id of a process or decision, the name of the file that it came from
     * @param tables the files that the decisions are in
     */
    public record Standing(Map<String, String> fileOf, List<byte[]> tables) {

        public Standing {
            fileOf = Map.copyOf(fileOf);
            tables = List.copyOf(tables);
        }

        /** Nothing at all. */
        public static Standing nothing() {
            return new Standing(Map.of(), List.of());
        }
    }

    /** A table that was tried before, so that an unchanged file is not tried again. */
    private record Tried(byte[] content, FileFindings findings) {}

    /** A diagram that was tried before, with tables between which it cannot tell. */
    private record TriedDiagram(
            byte[] content, Map<String, Object> tables, ProcessesAtHand processes, FileFindings findings) {

        boolean isAsNow(byte[] now, Map<String, Object> tablesNow, ProcessesAtHand processesNow) {
            return Arrays.equals(content, now) && tables.equals(tablesNow) && processes.equals(processesNow);
        }
    }

    private final DmnEngine engine;
    private final SheetTrial sheets;
    private final Map<String, TriedDiagram> diagramsBefore = new ConcurrentHashMap<>();
    private final Map<String, Tried> before = new ConcurrentHashMap<>();

    /** Whether a file of this name is read as decision tables. */
    public static boolean isTable(String file) {
        return file.endsWith(TABLE);
    }

    /** Whether a file of this name is read as a diagram. */
    public static boolean isDiagram(String file) {
        return file.endsWith(DIAGRAM);
    }

    /** @param engine answers tables as the engine that runs the cases does */
    public FileTrial(DmnEngine engine) {
        this.engine = engine;
        this.sheets = new SheetTrial(engine);
    }

    /** Runs the test tables alone. */
    public TableTests tests() {
        return sheets;
    }

    /**
     * Tries the files.
     *
     * @param files by name, what is in them
     */
    public Verdict of(Map<String, byte[]> files, Standing standing) {
        return of(files, standing, Set.of());
    }

    /**
     * Tries files of which some have been tried before, so that only how all hang together is looked at again. A diagram is
     * tried anew if any table is that it asks.
     *
     * @param files by name, what is in them
     * @param known the names of those that were found good as they are
     */
    public Verdict of(Map<String, byte[]> files, Standing standing, Set<String> known) {
        return new Trial(new TreeMap<>(files), standing, known).verdict();
    }

    /** The tables in these files, to be asked. */
    public AskedTables tablesOf(Collection<byte[]> tableFiles) {
        return new AskedTables(engine, tableFiles);
    }

    private final class Trial {

        private final Standing standing;
        private final SortedMap<String, FileFindings> findings = new TreeMap<>();
        private final Map<String, DmnModelInstance> tables = new LinkedHashMap<>();
        private final Map<String, BpmnModelInstance> diagrams = new LinkedHashMap<>();
        private final Map<String, Set<String>> filesOf = new TreeMap<>();
        private final Map<String, byte[]> files;
        private final Set<String> known;
        private final List<Warning> lasting = new ArrayList<>();

        Trial(SortedMap<String, byte[]> files, Standing standing, Set<String> known) {
            this.files = files;
            this.known = known;
            this.standing = standing;
            files.forEach((name, content) -> {
                findings.put(name, new FileFindings(name));
                if (isTable(name)) {
                    guarded(name, found -> read(name, TableReader.read(content)));
                } else if (isDiagram(name)) {
                    guarded(name, found -> read(name, Bpmn.readModelFromStream(new ByteArrayInputStream(content))));
                } else {
                    warnIfMisnamed(name);
                }
            });
        }

        private void read(String name, DmnModelInstance model) {
            tables.put(name, model);
            model.getModelElementsByType(Decision.class).forEach(decision -> isIn(name, decision.getId()));
        }

        private void read(String name, BpmnModelInstance model) {
            diagrams.put(name, model);
            model.getModelElementsByType(Process.class).stream()
                    .filter(Process::isExecutable)
                    .forEach(process -> isIn(name, process.getId()));
        }

        private void isIn(String file, String id) {
            filesOf.computeIfAbsent(String.valueOf(id), any -> new TreeSet<>()).add(file);
        }

        private void warnIfMisnamed(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            for (String ending : List.of(DIAGRAM, TABLE)) {
                int at = lower.indexOf(ending);
                if (at > 0 && !lower.endsWith("~") && !lower.endsWith(".bak")) {
                    findings.get(name)
                            .warn(
                                    name,
                                    "It is not read, as its name does not end in " + ending + ".",
                                    "Name it " + name.substring(0, at) + ending + ", or take it away.");
                }
            }
        }

        Verdict verdict() {
            filesOf.forEach((id, files) -> {
                if (files.size() > 1) {
                    files.forEach(file -> findings.get(file)
                            .refuse(
                                    id,
                                    "More than one file has it: " + String.join(", ", files) + ".",
                                    "Keep one, and take the others away or give the copy an id of its own."));
                }
            });
            DmnRules ofTables = new DmnRules(engine);
            tables.forEach((name, model) -> {
                if (!known.contains(name)) {
                    ifSoFarRight(name, model, (table, found) -> {
                        found.add(tried(name, table, ofTables));
                        lasting.addAll(found.warnings());
                    });
                }
            });
            List<TestedTable> tested = new SheetFindings(sheets, files, tables).in(findings);
            tryDiagrams();
            UnaskedTables.warn(diagrams.values(), tables, findings);
            List<Warning> warned = findings.values().stream()
                    .flatMap(found -> found.warnings().stream())
                    .collect(Collectors.toCollection(ArrayList::new));
            warned.addAll(missing());
            return new Verdict(
                    Stream.concat(tables.keySet().stream(), diagrams.keySet().stream())
                            .filter(name -> findings.get(name).mayRun())
                            .toList(),
                    // Tables first: what a diagram lacks may be a table that was refused.
                    findings.values().stream()
                            .sorted(Comparator.comparing(found -> isDiagram(found.file())))
                            .flatMap(found -> found.refusals().stream())
                            .toList(),
                    warned,
                    lasting,
                    tested);
        }

        private void tryDiagrams() {
            boolean tablesAreKnown = known.containsAll(tables.keySet());
            List<String> unknown = diagrams.keySet().stream()
                    .filter(name -> !tablesAreKnown || !known.contains(name))
                    .toList();
            if (unknown.isEmpty()) {
                return;
            }
            TablesAtHand atHand = new TablesAtHand(engine);
            standing.tables().forEach(content -> atHand.add(TableReader.read(content)));
            tables.forEach((name, model) -> ifSoFarRight(name, model, (right, found) -> atHand.add(right)));
            ProcessesAtHand processes = processes();
            BpmnRules rules = new BpmnRules(atHand, processes);
            unknown.forEach(name -> ifSoFarRight(name, diagrams.get(name), (diagram, found) -> {
                TriedDiagram earlier = diagramsBefore.get(name);
                if (earlier == null || !earlier.isAsNow(files.get(name), atHand.telling(), processes)) {
                    FileFindings now = new FileFindings(name);
                    rules.check(diagram, now);
                    earlier = new TriedDiagram(files.get(name), atHand.telling(), processes, now);
                    diagramsBefore.put(name, earlier);
                }
                found.add(earlier.findings());
                lasting.addAll(found.warnings());
            }));
        }

        private FileFindings tried(String name, DmnModelInstance model, DmnRules rules) {
            Tried earlier = before.get(name);
            if (earlier == null || !Arrays.equals(earlier.content(), files.get(name))) {
                FileFindings found = new FileFindings(name);
                rules.check(model, found);
                earlier = new Tried(files.get(name), found);
                before.put(name, earlier);
            }
            return earlier.findings();
        }

        private <M extends ModelInstance> void ifSoFarRight(String name, M model, BiConsumer<M, FileFindings> check) {
            if (findings.get(name).mayRun()) {
                guarded(name, found -> check.accept(model, found));
            }
        }

        /** Whatever goes wrong with a file is a reason to refuse that file, and no other. */
        private void guarded(String name, Consumer<FileFindings> part) {
            try {
                part.accept(findings.get(name));
            } catch (RuntimeException | StackOverflowError e) {
                Unreadable why = Unreadable.of(files.get(name), e);
                findings.get(name).refuse(name, why.problem(), why.mend());
            }
        }

        private ProcessesAtHand processes() {
            Set<String> all = new HashSet<>(filesOf.keySet());
            all.addAll(standing.fileOf().keySet());
            Map<String, Set<String>> calls = new HashMap<>();
            diagrams.values().stream()
                    .flatMap(model -> model.getModelElementsByType(Process.class).stream())
                    .forEach(process -> calls.computeIfAbsent(String.valueOf(process.getId()), any -> new TreeSet<>())
                            .addAll(calledFrom(process)));
            return new ProcessesAtHand(all, calls);
        }

        private static Set<String> calledFrom(Process process) {
            return new Graph(process)
                    .all(CallActivity.class)
                    .map(CallActivity::getCalledElement)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }

        private List<Warning> missing() {
            return standing.fileOf().entrySet().stream()
                    .filter(inForce -> !filesOf.containsKey(inForce.getKey()))
                    .filter(inForce -> findings.getOrDefault(inForce.getValue(), new FileFindings(""))
                            .mayRun())
                    .sorted(Map.Entry.comparingByKey())
                    .map(inForce -> new Warning(
                            inForce.getValue(),
                            inForce.getKey(),
                            "It is in force, but no file has it any more.",
                            "Put its file back as " + inForce.getValue()
                                    + ", or give it its old id again; until then the version in force decides."))
                    .toList();
        }
    }

    /** What was wrong first, in its own words. */
    public static String innermost(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
