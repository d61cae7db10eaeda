package io.ringback.ladder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Which case each strand leads to, as far as it is known: what was found once is found again without asking. */
@Component
class CasesOfStrands {

    private static final int MOST = 50_000;

    private final List<StrandsOfCases> tables;
    private final Cache<Strand, UUID> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    CasesOfStrands(ObjectProvider<StrandsOfCases> tables) {
        this.tables = tables.orderedStream().toList();
    }

    /** Asks the tables about strands of which nobody knows a case yet. */
    void ask(Collection<List<Strand>> unknown) {
        Map<Strand.Kind, Set<String>> asked = unknown.stream()
                .filter(strands -> of(strands).isEmpty())
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Strand::kind, Collectors.mapping(Strand::id, Collectors.toSet())));
        for (StrandsOfCases table : tables) {
            Set<String> ids = asked.getOrDefault(table.kind(), Set.of());
            if (!ids.isEmpty()) {
                table.casesOf(ids).forEach((id, found) -> known.put(new Strand(table.kind(), id), found));
            }
        }
    }

    /** The case that one of the strands leads to; then all of them do. */
    Optional<UUID> of(List<Strand> strands) {
        Optional<UUID> found = strands.stream()
                .flatMap(strand -> Optional.ofNullable(
                        strand.kind() == Strand.Kind.CASE ? UUID.fromString(strand.id()) : known.getIfPresent(strand))
                        .stream())
                .findFirst();
        found.ifPresent(one -> strands.forEach(strand -> known.put(strand, one)));
        return found;
    }
}
