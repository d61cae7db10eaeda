package io.ringback;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Spreads the classes of tests that wait for the same lock evenly among all that run beside others. Side by side they would hold
 * several threads while one of them works, and what was left of them in the end would run alone.
 */
public final class SpreadOut implements ClassOrderer {

    private static final String LOCK = "lock ";

    /** The last of them is to be over before the others are. */
    private static final double EARLY = 0.7;

    @Override
    public void orderClasses(ClassOrdererContext context) {
        Map<String, Integer> sizes = new HashMap<>();
        context.getClassDescriptors().forEach(tests -> sizes.merge(group(tests), 1, Integer::sum));
        Map<String, Integer> before = new HashMap<>();
        Map<ClassDescriptor, Double> places = new HashMap<>();
        for (ClassDescriptor tests : context.getClassDescriptors()) {
            String group = group(tests);
            int place = before.merge(group, 1, Integer::sum) - 1;
            places.put(tests, (group.startsWith(LOCK) ? EARLY : 1) * place / sizes.get(group));
        }
        List<? extends ClassDescriptor> ordered = context.getClassDescriptors();
        ordered.sort(Comparator.comparing(places::get));
    }

    /** Those that run one after another anyhow are a group, too, and so are those that wait for nobody. */
    private static String group(ClassDescriptor tests) {
        boolean besideOthers = tests.findAnnotation(Execution.class)
                .filter(how -> how.value() == ExecutionMode.CONCURRENT)
                .isPresent();
        return besideOthers
                ? tests.findRepeatableAnnotations(ResourceLock.class).stream()
                        .map(ResourceLock::value)
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .map(LOCK::concat)
                        .orElse("beside others")
                : "one after another";
    }
}
