package io.ringback.directory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who is being erased: a person with all their addresses, or an address that is nobody's.
 *
 * @param person empty for a stranger
 * @param addresses those by which they are reached
 * @param cases in which they are the caller or the callee, open ones and others
 */
public record Erased(Optional<UUID> person, List<Address> addresses, Set<UUID> cases) {

    public Erased {
        addresses = List.copyOf(addresses);
        cases = Set.copyOf(cases);
    }

    /** Whether it is one of the addresses, however it is spelled. */
    public boolean owns(Address address) {
        return addresses.stream().anyMatch(address::isSameTelephoneAs);
    }

    /** All spellings of the addresses. */
    public String[] spelledUris() {
        return addresses.stream()
                .flatMap(address -> Stream.of(address.spelledUris()))
                .distinct()
                .toArray(String[]::new);
    }

    /** Patterns of SQL's {@code like} for texts that hold one of the addresses somewhere, numbers without their plus. */
    public String[] textPatterns() {
        return addresses.stream()
                .map(address -> "%" + escaped(bare(address)) + "%")
                .distinct()
                .toArray(String[]::new);
    }

    /** What is common to all spellings of an address: the digits of a number, a mailbox without its scheme. */
    private static String bare(Address address) {
        List<Address> spellings = address.spellings();
        return spellings.get(spellings.size() - 1).value().replaceFirst("^\\+", "");
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }
}
