package io.ringback.arrival;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The fields of what a route handed in. Whatever is missing or wrong is named in the exception. */
final class Fields {

    private static final int LONGEST_ID = 200;

    private final Map<?, ?> body;
    private final AddressReader addresses;

    Fields(Map<?, ?> body, AddressReader addresses) {
        this.body = body;
        this.addresses = addresses;
    }

    Optional<String> optional(String name) {
        return optional(body, name);
    }

    private static Optional<String> optional(Map<?, ?> body, String name) {
        return Optional.ofNullable(body.get(name))
                .map(Object::toString)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** The text, or null if there is none. */
    String given(String name) {
        return optional(name).orElse(null);
    }

    boolean has(String name) {
        return optional(name).isPresent();
    }

    /** The maps of a list, of which there is at least one. */
    List<Fields> each(String name) {
        if (body.get(name) instanceof Collection<?> list
                && !list.isEmpty()
                && list.stream().allMatch(Map.class::isInstance)) {
            return list.stream()
                    .map(one -> new Fields((Map<?, ?>) one, addresses))
                    .toList();
        }
        throw wrong(name, "is no list of maps");
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    String id() {
        String id = text("id");
        if (id.length() > LONGEST_ID) {
            throw wrong("id", "is longer than " + LONGEST_ID + " characters");
        }
        return id;
    }

    Address address(String name) {
        try {
            return addresses.read(text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name, "is no address: " + e.getMessage());
        }
    }

    boolean isAddress(String name) {
        try {
            addresses.read(text(name));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    <E extends Enum<E>> E oneOf(Class<E> type, String name) {
        return oneOf(type, body, name);
    }

    static <E extends Enum<E>> E oneOf(Class<E> type, Map<?, ?> body, String name) {
        String text = optional(body, name).orElseThrow(() -> wrong(name, "is missing"));
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(text))
                .findAny()
                .orElseThrow(() -> wrong(name, "is not one of " + Arrays.toString(type.getEnumConstants())));
    }

    Optional<Integer> number(String name) {
        try {
            return optional(name).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw wrong(name, "is no whole number");
        }
    }

    UUID uuid(String name) {
        try {
            return UUID.fromString(text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name, "is not the id that Ringback gave");
        }
    }

    boolean flag(String name) {
        return optional(name).map(Boolean::parseBoolean).orElse(false);
    }

    static IllegalArgumentException wrong(String name, String problem) {
        return refused(sentence(name, problem));
    }

    /** That what was handed in is refused, by what is wrong with it. */
    static IllegalArgumentException refused(String sentences) {
        return new IllegalArgumentException(sentences + " See docs/adapters.md.");
    }

    static String sentence(String name, String problem) {
        return "The field " + name + " " + problem + (problem.endsWith(".") ? "" : ".");
    }
}
