package io.ringback.web.operations.find;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;

/** The parameters of a page, each read as what it should be; what it is not is not there. */
record WantedParameters(MultiValueMap<String, String> given) {

    /** As many people of one name, and cases of one call, as a link holds. */
    static final int MOST_IDS = 50;

    static final int LONGEST_WORDS = 100;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    List<UUID> ids(String name) {
        return Optional.ofNullable(given.get(name)).stream()
                .flatMap(List::stream)
                .flatMap(text -> id(text).stream())
                .distinct()
                .limit(MOST_IDS)
                .toList();
    }

    static Optional<UUID> id(String text) {
        return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    Optional<String> address(String name) {
        return text(name).filter(HASH.asMatchPredicate());
    }

    Optional<String> words(String name) {
        return text(name).map(text -> text.substring(0, Math.min(text.length(), LONGEST_WORDS)));
    }

    <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> values) {
        return text(name).map(text -> text.toUpperCase(Locale.ROOT)).flatMap(text -> Stream.of(
                        values.getEnumConstants())
                .filter(value -> value.name().equals(text))
                .findFirst());
    }

    Optional<Moment> moment(String name) {
        return text(name).flatMap(Moment::of);
    }

    Optional<Integer> version(String name) {
        return text(name).filter(VERSION.asMatchPredicate()).map(Integer::valueOf);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(given.getFirst(name))
                .map(text -> text.replace("\u0000", "").strip())
                .filter(text -> !text.isEmpty());
    }
}
