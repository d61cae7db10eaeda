package io.ringback.wording;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.wording.EditionTrial.Outcome;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Says what a deployment of a folder of wording would say, without a database: {@code java -jar ringback.jar check-wording wording}. */
public final class CheckWording {

    /** The first argument that asks for it. */
    public static final String COMMAND = "check-wording";

    private CheckWording() {}

    /**
     * Tries the files, as if none were in force, and writes a line for each finding.
     *
     * @param directory where they are
     * @param sounds reads the recordings among them
     * @return whether all of them would be accepted
     */
    public static boolean run(Path directory, SoundReader sounds, PrintStream out) {
        if (!Files.isDirectory(directory)) {
            out.println("refused: " + directory + " is no folder. Name the one that holds the folders of the brands.");
            return false;
        }
        WordingFiles folder = new WordingFiles(directory.toString());
        WordingFiles.Read read = folder.read();
        Outcome tried = new EditionTrial(sounds, rules())
                .of(folder.directory(), read.files(), read.unread().isEmpty(), Edition.BUILT_IN);
        List<Refusal> refused = read.with(tried.refused());
        refused.forEach(refusal -> out.println("refused: " + refusal.sentence()));
        tried.warned().forEach(warning -> out.println("to be looked at: " + warning.sentence()));
        out.println(tried.edition().files().size() + " files accepted, "
                + refused.size() + " findings refused, "
                + tried.warned().size() + " to be looked at");
        return refused.isEmpty();
    }

    /** Those of all rooms, as a running Ringback has them. */
    private static List<TextRule> rules() {
        try (AnnotationConfigApplicationContext rules = new AnnotationConfigApplicationContext()) {
            ClassPathBeanDefinitionScanner rooms = new ClassPathBeanDefinitionScanner(rules, false);
            rooms.addIncludeFilter(new AssignableTypeFilter(TextRule.class));
            rooms.scan("io.ringback");
            rules.refresh();
            return List.copyOf(rules.getBeansOfType(TextRule.class).values());
        }
    }
}
