package io.ringback.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * The settings that Ringback has, {@code ringback.*}: the components of records with {@link ConfigurationProperties}, what classes and
 * routes ask for by placeholder, and what the configuration files set. A star stands for a name that an installation gives.
 */
final class KnownSettings {

    private static final Pattern ASKED_FOR = Pattern.compile("(?:\\$|\\{)\\{\\??(ringback[a-z0-9.-]+)[:}]");

    private final Set<String> names = new TreeSet<>();

    private KnownSettings() {}

    static KnownSettings ofTheHouse() {
        KnownSettings settings = new KnownSettings();
        settings.addRecords();
        settings.addAskedFor();
        settings.addSet();
        return settings;
    }

    /** Whether there is a setting of this name, or one below it. */
    boolean has(String name) {
        String plain = name.replaceAll("\\[\\d+]", "");
        return names.stream().anyMatch(known -> fits(known.split("\\."), plain.split("\\.")));
    }

    /** Whether an environment variable sets one of them, as Spring Boot reads it: without dashes, dots as underscores. */
    boolean hasVariable(String variable) {
        String name =
                variable.toLowerCase(Locale.ROOT).replaceAll("_\\d+(?=_|$)", "").replace('_', '.');
        return Stream.concat(
                        names.stream().map(known -> known.replace("-", "")),
                        names.stream().map(known -> known.replace('-', '.')))
                .anyMatch(known -> fits(known.split("\\."), name.split("\\.")));
    }

    private static boolean fits(String[] known, String[] named) {
        if (named.length > known.length) {
            return false;
        }
        for (int part = 0; part < named.length; part++) {
            if (!known[part].equals("*") && !named[part].equals("*") && !known[part].equals(named[part])) {
                return false;
            }
        }
        return true;
    }

    private void addRecords() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        scan.findCandidateComponents("io.ringback").forEach(found -> {
            try {
                Class<?> type = Class.forName(found.getBeanClassName());
                ConfigurationProperties annotation =
                        AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class);
                add(annotation.prefix(), type);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void add(String prefix, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (Map.class.isAssignableFrom((Class<?>) generic.getRawType())) {
                add(prefix + ".*", arguments[1]);
            } else {
                add(prefix, arguments[0]);
            }
        } else if (type instanceof Class<?> record
                && record.isRecord()
                && record.getName().startsWith("io.ringback")) {
            for (RecordComponent component : record.getRecordComponents()) {
                add(prefix + "." + dashed(component.getName()), component.getGenericType());
            }
        } else {
            names.add(prefix);
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private void addAskedFor() {
        Stream.of(HouseFiles.javaSources(), HouseFiles.below("camel-routes", name -> name.endsWith(".yaml")))
                .flatMap(files -> files.values().stream())
                .flatMap(text -> ASKED_FOR.matcher(text).results())
                .forEach(match -> names.add(match.group(1)));
    }

    private void addSet() {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                new YamlPropertySourceLoader()
                        .load(file.toString(), new FileSystemResource(file)).stream()
                                .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
                                .map(name -> name.replaceAll("\\[\\d+]", ""))
                                .filter(name -> name.startsWith("ringback."))
                                .forEach(names::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
